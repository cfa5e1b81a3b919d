package org.huben.app

import android.app.KeyguardManager
import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.activity.viewModels
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.produceState
import androidx.compose.runtime.setValue
import androidx.lifecycle.ViewModel
import androidx.lifecycle.ViewModelProvider
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.lifecycleScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.huben.app.design.HubenTheme
import org.huben.app.engine.Door
import org.huben.app.enrol.ClosedScreen
import org.huben.app.enrol.EnrolModel
import org.huben.app.enrol.EnrolScreen
import org.huben.app.enrol.EnrolState
import org.huben.app.enrol.OpeningScreen
import org.huben.app.enrol.UnlockScreen
import org.huben.app.navigation.LetGo
import org.huben.app.navigation.Models
import org.huben.app.navigation.Phone
import org.huben.app.navigation.Route
import org.huben.app.navigation.Screen
import org.huben.app.navigation.rememberNavigator
import org.huben.app.settings.diagnosticsOf
import org.huben.core.WhoWaits

/** The one activity. It holds no state of its own: drafts are in the book, the way back is saved, the rest is asked anew. */
class MainActivity : ComponentActivity(), Phone {
    private val models by viewModels<Models>()
    private val enrol by viewModels<EnrolModel> { factory { EnrolModel(parts.desk, parts.sync) } }
    private val asked = MutableStateFlow<Route?>(null)
    private var unlocked by mutableStateOf(false)
    private val unlocking = registerForActivityResult(ActivityResultContracts.StartActivityForResult()) { if (it.resultCode == RESULT_OK) unlocked = true }
    private val notices = registerForActivityResult(ActivityResultContracts.RequestPermission()) {}

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        unlocked = savedInstanceState?.getBoolean("unlocked") ?: false
        take(intent, again = savedInstanceState != null)
        lifecycleScope.launch { parts.desk.open() }
        setContent { Everything() }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        take(intent)
    }

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        outState.putBoolean("unlocked", unlocked)
    }

    override fun onStart() {
        super.onStart()
        parts.scope.launch { parts.sync.waits(WhoWaits.SCREEN) }
    }

    override fun onStop() {
        super.onStop()
        if (!isChangingConfigurations) unlocked = false
        val waiting = if (parts.settings.preferences.value.notices) WhoWaits.NOTICES else WhoWaits.NOBODY
        parts.scope.launch { parts.sync.waits(waiting) }
    }

    @Composable
    private fun Everything() {
        val preferences by parts.settings.preferences.collectAsStateWithLifecycle()
        val door by parts.desk.door.collectAsStateWithLifecycle()
        val joining by enrol.state.collectAsStateWithLifecycle()
        HubenTheme(preferences.look) {
            val now = door
            when {
                now is Door.NoBook || joining.busy -> Joining(joining)
                now is Door.Opening -> OpeningScreen()
                now is Door.Shut -> ClosedScreen(now.problem, { lifecycleScope.launch { parts.desk.open() } }, {
                    lifecycleScope.launch { share(diagnosticsOf(parts.desk, parts.sync)) }
                }, ::joinAgain)
                preferences.locked && !unlocked && canLock() -> UnlockScreen(::unlock)
                else -> Rooms()
            }
        }
    }

    @Composable
    private fun Joining(state: EnrolState) {
        val old by produceState(false) { value = parts.desk.hasBook() }
        val goBack = { lifecycleScope.launch { parts.desk.open() }; Unit }
        BackHandler(old && !state.busy, goBack)
        EnrolScreen(state, enrol::change, ::paste, enrol::join, goBack.takeIf { old && !state.busy })
    }

    @Composable
    private fun Rooms() {
        val navigator = rememberNavigator()
        val wanted by asked.collectAsStateWithLifecycle()
        LaunchedEffect(wanted) {
            wanted?.let(navigator::go)
            asked.value = null
        }
        LaunchedEffect(Unit) { askForNotices() }
        LetGo(models, navigator)
        BackHandler(navigator.canGoBack) { navigator.back() }
        Screen(navigator.here, parts, models, navigator, this)
    }

    /** An invitation's link, which stays until the book stands, or a notice that was tapped, which leads once. */
    private fun take(intent: Intent, again: Boolean = false) {
        intent.data?.takeIf { it.scheme == "huben" }?.let { enrol.invited(it.toString()) }
        if (!again) intent.getStringExtra(ROUTE)?.let { asked.value = Route.read(it) }
    }

    private fun paste() {
        val clip = getSystemService(ClipboardManager::class.java)?.primaryClip ?: return
        if (clip.itemCount > 0) enrol.change(clip.getItemAt(0).coerceToText(this).toString().trim())
    }

    /** Once, and only when there is something to be told of. */
    private suspend fun askForNotices() {
        if (android.os.Build.VERSION.SDK_INT < android.os.Build.VERSION_CODES.TIRAMISU || !parts.settings.preferences.value.notices) return
        parts.sync.pulse.first { it.saved > 0 }
        val permission = android.Manifest.permission.POST_NOTIFICATIONS
        if (checkSelfPermission(permission) != android.content.pm.PackageManager.PERMISSION_GRANTED) notices.launch(permission)
    }

    override fun call(number: String) = startActivity(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))

    override fun share(text: String) {
        val send = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
        startActivity(Intent.createChooser(send, null))
    }

    /** Another invitation, another book: what this one has not handed in stays in it. */
    override fun joinAgain() {
        lifecycleScope.launch { parts.desk.leave() }
    }

    override fun canLock(): Boolean = getSystemService(KeyguardManager::class.java)?.isDeviceSecure == true

    private fun unlock() {
        @Suppress("DEPRECATION")
        val confirm = getSystemService(KeyguardManager::class.java)?.createConfirmDeviceCredentialIntent(null, null)
        if (confirm == null) unlocked = true else unlocking.launch(confirm)
    }

    private inline fun factory(crossinline make: () -> ViewModel) = object : ViewModelProvider.Factory {
        @Suppress("UNCHECKED_CAST")
        override fun <T : ViewModel> create(modelClass: Class<T>): T = make() as T
    }

    companion object {
        /** The route that a notice leads to. */
        const val ROUTE = "org.huben.app.route"
    }
}
