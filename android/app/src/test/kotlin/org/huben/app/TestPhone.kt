package org.huben.app

import android.content.Context
import android.os.Bundle
import android.os.Parcel
import androidx.test.core.app.ApplicationProvider
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import org.huben.app.design.Language
import org.huben.app.engine.Network
import org.huben.app.engine.Shelf
import org.huben.app.settings.PreferenceStore
import org.huben.app.sync.Pulse
import org.huben.app.sync.Schedule
import org.huben.core.KeyVault
import org.huben.core.SyncAdvice
import org.huben.core.VaultException
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import java.io.File
import java.nio.file.Files

/** An honest vault: it keeps the key over the death of the process, as Keystore does, and gives nothing else. */
class KeptKey : KeyVault {
    private var key: ByteArray? = null

    /** What the phone says instead of giving the key. */
    var trouble: VaultException? = null

    override fun load(): ByteArray? = trouble?.let { throw it } ?: key?.copyOf()
    override fun store(key: ByteArray) {
        this.key = key.copyOf()
    }
}

/** A network with a switch. */
class Switch : Network {
    override val online = MutableStateFlow(true)
}

/** Notes what the core wants, and runs nothing by itself. */
class Noted : Schedule {
    @Volatile var last: SyncAdvice? = null
    @Volatile var told: Pulse? = null
    override fun obey(advice: SyncAdvice) {
        last = advice
    }

    override fun tell(pulse: Pulse, looked: Boolean) {
        told = pulse
    }

    override fun handed(more: Int) {}
}

/** One phone: its disk and its Keystore outlive the app's process; everything else is made anew. */
class TestPhone(private val language: Language) : AutoCloseable {
    private val disk: File = Files.createTempDirectory("phone").toFile()
    val vault = KeptKey()
    val books = File(disk, "books")
    val shelf = Shelf(books) { vault }
    val network = Switch()
    val schedule = Noted()
    /** Its user wants the phone's own lock before the app. */
    var locked = false
    private var scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private var controller: ActivityController<MainActivity>? = null
    val activity: MainActivity get() = controller!!.get()
    val parts: Parts get() = ApplicationProvider.getApplicationContext<HubenApp>().parts

    /** The app is started, by its icon or by an intent. */
    fun start(intent: android.content.Intent? = null, saved: Bundle? = null) {
        val app = ApplicationProvider.getApplicationContext<HubenApp>()
        val settings = PreferenceStore(app.getSharedPreferences("settings-${disk.name}", Context.MODE_PRIVATE))
        settings.set(settings.preferences.value.let { it.copy(look = it.look.copy(language = language)) })
        scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        settings.set(settings.preferences.value.copy(locked = locked))
        app.parts = Parts(shelf, network, schedule, settings, Dispatchers.IO, scope)
        controller = Robolectric.buildActivity(MainActivity::class.java, intent).let { if (saved == null) it.setup() else it.setup(saved) }
    }

    /** Another phone is taken in hand: this app goes to the background and its process ends. */
    fun away() {
        controller?.pause()?.stop()?.destroy()
        controller = null
        scope.cancel()
    }

    /** Android kills the process and gives back what it has saved: a bundle that went through a parcel, nothing else. */
    fun killAndRestore(beforeAndroid9: Boolean = false) {
        val saved = Bundle()
        // Until Android 8.1 the state was saved before the activity stopped.
        controller!!.pause().run { if (beforeAndroid9) saveInstanceState(saved).stop() else stop().saveInstanceState(saved) }
        val parcel = Parcel.obtain()
        parcel.writeBundle(saved)
        val bytes = parcel.marshall()
        away()
        val back = Parcel.obtain().apply { unmarshall(bytes, 0, bytes.size); setDataPosition(0) }
        start(saved = back.readBundle(javaClass.classLoader))
    }

    /** A link is tapped, or a notice, while the app is there. */
    fun given(intent: android.content.Intent) {
        controller!!.newIntent(intent)
    }

    /** The user goes elsewhere, and comes back. */
    fun elsewhereAndBack() {
        controller!!.pause().stop().start().resume()
    }

    /** The phone is turned: the activity is made anew, the process lives. */
    fun turn() {
        controller = controller!!.recreate()
    }

    override fun close() {
        away()
        disk.deleteRecursively()
    }
}
