package org.huben.app

import android.content.Context
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import org.huben.app.background.Notices
import org.huben.app.background.WorkSchedule
import org.huben.app.engine.Desk
import org.huben.app.engine.KeystoreVault
import org.huben.app.engine.Network
import org.huben.app.engine.PhoneNetwork
import org.huben.app.engine.Shelf
import org.huben.app.settings.PreferenceStore
import org.huben.app.sync.Schedule
import org.huben.app.sync.Sync
import java.io.File

/** Everything that lives as long as the app does. Tests put others in their place. */
class Parts(
    shelf: Shelf,
    network: Network,
    schedule: Schedule,
    val settings: PreferenceStore,
    off: CoroutineDispatcher = Dispatchers.IO,
    val scope: CoroutineScope = CoroutineScope(SupervisorJob() + Dispatchers.Default),
) {
    val desk = Desk(shelf, off, scope)
    val sync = Sync(desk, network, schedule, settings.preferences, scope)

    companion object {
        /** This phone's own. */
        fun of(context: Context): Parts {
            val settings = PreferenceStore(context.getSharedPreferences("settings", Context.MODE_PRIVATE))
            val schedule = WorkSchedule(context, settings, Notices(context, settings))
            val keys = context.noBackupFilesDir
            val shelf = Shelf(File(context.filesDir, "books")) { KeystoreVault(keys, "$it") }
            return Parts(shelf, PhoneNetwork(context), schedule, settings)
        }
    }
}
