package org.huben.app

import android.Manifest
import android.app.KeyguardManager
import android.content.ActivityNotFoundException
import android.content.ClipboardManager
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.BadParcelableException
import android.os.Build
import android.os.Bundle
import android.view.WindowManager
import android.widget.Toast
import androidx.activity.ComponentActivity
import androidx.activity.compose.BackHandler
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import androidx.activity.result.contract.ActivityResultContracts
import androidx.activity.viewModels
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.produceState
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.runtime.setValue
import androidx.lifecycle.ViewModel
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.lifecycleScope
import androidx.lifecycle.viewmodel.initializer
import androidx.lifecycle.viewmodel.viewModelFactory
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.huben.app.design.HubenTheme
import org.huben.app.engine.Door
import org.huben.app.engine.Place
import org.huben.app.enrol.ClosedScreen
import org.huben.app.enrol.EnrolModel
import org.huben.app.enrol.EnrolScreen
import org.huben.app.enrol.EnrolState
import org.huben.app.enrol.InvitedScreen
import org.huben.app.enrol.OpeningScreen
import org.huben.app.enrol.UnlockScreen
import org.huben.app.navigation.LetGo
import org.huben.app.navigation.Models
import org.huben.app.navigation.Navigator
import org.huben.app.navigation.Phone
import org.huben.app.navigation.Route
import org.huben.app.navigation.Screen
import org.huben.app.navigation.rememberNavigator
import org.huben.app.settings.diagnosticsOf

/** The one activity. It holds no state of its own: drafts are in the book, the way back is saved, the rest is asked anew. */
class MainActivity : ComponentActivity(), Phone {
    private val models by viewModels<Models>()
    private val lock by viewModels<Lock>()
    private val enrol by viewModels<EnrolModel> { viewModelFactory { initializer { EnrolModel(parts.desk, parts.sync, createSavedStateHandle()) } } }
    private val asked = MutableStateFlow<Route?>(null)
    private val unlocking = registerForActivityResult(ActivityResultContracts.StartActivityForResult()) { if (it.resultCode == RESULT_OK) lock.open = true }
    private val notices = registerForActivityResult(ActivityResultContracts.RequestPermission()) {}

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        if (savedInstanceState == null) take(intent)
        lifecycleScope.launch { parts.desk.open() }
        setContent { Everything() }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        setIntent(intent)
        take(intent)
    }

    override fun onStart() {
        super.onStart()
        parts.sync.looked(true)
    }

    override fun onStop() {
        super.onStop()
        if (isChangingConfigurations) return
        lock.open = false
        parts.sync.looked(false)
    }

    @Composable
    private fun Everything() {
        val preferences by parts.settings.preferences.collectAsStateWithLifecycle()
        val door by parts.desk.door.collectAsStateWithLifecycle()
        val joining by enrol.state.collectAsStateWithLifecycle()
        // Above all that comes between: whoever unlocks the app is where they were.
        val navigator = rememberNavigator()
        val rooms = rememberSaveableStateHolder()
        var shown by rememberSaveable { mutableIntStateOf(0) }
        LetGo(models, navigator)
        LaunchedEffect(preferences.locked) { hide(preferences.locked) }
        HubenTheme(preferences.look) {
            val now = door
            when {
                now is Door.NoBook || joining.busy -> Joining(joining)
                now is Door.Opening -> OpeningScreen()
                preferences.locked && !lock.open && canLock() -> UnlockScreen(::unlock)
                joining.byLink -> Invited()
                now is Door.Shut -> ClosedScreen(now.problem, { lifecycleScope.launch { parts.desk.open() } }, {
                    lifecycleScope.launch { share(diagnosticsOf(parts.desk, parts.sync)) }
                }, ::joinAgain)
                now is Door.Open && now.book != shown -> {
                    OpeningScreen()
                    LaunchedEffect(now) {
                        // Another book: no way back leads into the one before.
                        navigator.go(Route.Today)
                        models.keepOnly(emptyList())
                        shown = now.book
                    }
                }
                else -> rooms.SaveableStateProvider(shown) { Rooms(navigator) }
            }
        }
    }

    @Composable
    private fun Joining(state: EnrolState) {
        val old by produceState<Place?>(null) { value = parts.desk.aside().firstOrNull() }
        val goBack = old?.takeIf { !state.busy }?.let { { takeUp(it.number) } }
        BackHandler(goBack != null) { goBack?.invoke() }
        EnrolScreen(state, enrol::change, ::paste, enrol::join, goBack)
    }

    /** An invitation's link, though there is a book: only its user knows what is meant. */
    @Composable
    private fun Invited() {
        val pulse by parts.sync.pulse.collectAsStateWithLifecycle()
        val stay = { enrol.change("") }
        BackHandler(onBack = stay)
        InvitedScreen(pulse.saved, ::joinAgain, stay)
    }

    @Composable
    private fun Rooms(navigator: Navigator) {
        val wanted by asked.collectAsStateWithLifecycle()
        LaunchedEffect(wanted) {
            wanted?.let(navigator::go)
            asked.value = null
        }
        LaunchedEffect(Unit) { askForNotices() }
        BackHandler(navigator.canGoBack) { navigator.back() }
        Screen(navigator.here, parts, models, navigator, this)
    }

    /** An invitation's link, or a notice that was tapped. Any app may send what it likes. */
    private fun take(intent: Intent) {
        if (intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0) return
        intent.data?.takeIf { it.scheme == "huben" }?.let { enrol.invited(it.toString()) }
        val route = try {
            intent.getStringExtra(ROUTE)
        } catch (_: BadParcelableException) {
            null
        }
        route?.let { asked.value = Route.read(it) }
    }

    private fun paste() {
        val clip = getSystemService(ClipboardManager::class.java)?.primaryClip ?: return
        if (clip.itemCount > 0) enrol.change(clip.getItemAt(0).coerceToText(this).toString().trim())
    }

    /** Once, and only when there is something to be told of. */
    private suspend fun askForNotices() {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU) return
        parts.sync.pulse.first { it.saved > 0 }
        val permission = Manifest.permission.POST_NOTIFICATIONS
        if (checkSelfPermission(permission) != PackageManager.PERMISSION_GRANTED && parts.settings.mayAskForNotices()) notices.launch(permission)
    }

    override fun call(number: String) = try {
        startActivity(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))
    } catch (_: ActivityNotFoundException) {
        // A tablet: the number, for another telephone.
        Toast.makeText(this, number, Toast.LENGTH_LONG).show()
    }

    override fun share(text: String) {
        val send = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
        startActivity(Intent.createChooser(send, null))
    }

    /** Another invitation, another book: this one is put aside. */
    override fun joinAgain() {
        lifecycleScope.launch { parts.desk.leave() }
    }

    override fun takeUp(book: Int) {
        lifecycleScope.launch { parts.desk.takeUp(book) }
    }

    override fun canLock(): Boolean = getSystemService(KeyguardManager::class.java)?.isDeviceSecure == true

    /** The phone's own question, as it is from Android 8 on; BiometricPrompt would want another kind of activity. */
    private fun unlock() {
        @Suppress("DEPRECATION")
        val confirm = getSystemService(KeyguardManager::class.java)?.createConfirmDeviceCredentialIntent(null, null)
        if (confirm == null) lock.open = true else unlocking.launch(confirm)
    }

    /** What is under lock is not in the list of recent apps either. */
    private fun hide(locked: Boolean) {
        if (locked) window.addFlags(WindowManager.LayoutParams.FLAG_SECURE) else window.clearFlags(WindowManager.LayoutParams.FLAG_SECURE)
    }

    /** Outlives a rotation, and not the process. */
    class Lock : ViewModel() {
        var open by mutableStateOf(false)
    }

    companion object {
        /** The route that a notice leads to. */
        const val ROUTE = "org.huben.app.route"
    }
}
