package org.huben.app.background

import android.Manifest
import android.app.Notification
import android.app.PendingIntent
import android.content.BroadcastReceiver
import android.content.Context
import android.content.Intent
import android.content.SharedPreferences
import android.content.pm.PackageManager
import android.os.Build
import androidx.core.app.NotificationChannelCompat
import androidx.core.app.NotificationCompat
import androidx.core.app.NotificationManagerCompat
import androidx.core.content.ContextCompat
import androidx.core.content.edit
import org.huben.app.MainActivity
import org.huben.app.R
import org.huben.app.design.speaking
import org.huben.app.navigation.Route
import org.huben.app.parts
import org.huben.app.settings.PreferenceStore
import org.huben.app.sync.Pulse

/** What is said while nobody looks at the app, in its language; what was swiped away is not said again. */
class Notices(private val context: Context, private val settings: PreferenceStore) {
    private val words: Context get() = context.speaking(settings.preferences.value.look.language)
    private val manager get() = NotificationManagerCompat.from(context)

    private val swiped: SharedPreferences get() = context.getSharedPreferences("swiped", Context.MODE_PRIVATE)

    /** So many records are not at the office yet, or something needs a decision; quietly. Nothing when all is there. */
    fun unsent(pulse: Pulse, looked: Boolean) {
        if (looked) manager.cancel(HANDED)
        // Whatever is more than was swiped away is said anew.
        val known = swiped.getInt(SAVED, 0) >= pulse.saved && swiped.getInt(ATTENTION, 0) >= pulse.attention
        if (known) swipe(pulse.saved, pulse.attention)
        if (known || looked || !allowed()) return manager.cancel(UNSENT)
        channel(CHANNEL_UNSENT, R.string.channel_unsent, NotificationManagerCompat.IMPORTANCE_LOW)
        val attention = pulse.attention > 0
        val title = if (attention) words.getString(R.string.notice_attention)
        else words.resources.getQuantityString(R.plurals.notice_unsent, pulse.saved, pulse.saved)
        val notice = notice(CHANNEL_UNSENT, title, if (attention) Route.Attention else Route.Sync)
            .setContentText(words.getString(if (attention) R.string.today_attention_words else R.string.notice_unsent_words))
            .setOnlyAlertOnce(true)
            .setSilent(true)
            .setDeleteIntent(whenSwiped(pulse))
            .build()
        show(UNSENT, notice)
    }

    /** It was swiped away when it said so much. */
    fun swipe(saved: Int, attention: Int) = swiped.edit { putInt(SAVED, saved).putInt(ATTENTION, attention) }

    private fun whenSwiped(pulse: Pulse): PendingIntent {
        val swipe = Intent(context, Swiped::class.java).putExtra(SAVED, pulse.saved).putExtra(ATTENTION, pulse.attention)
        return PendingIntent.getBroadcast(context, UNSENT, swipe, PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE)
    }

    /** Android tells of a notice that was swiped away. */
    class Swiped : BroadcastReceiver() {
        override fun onReceive(context: Context, intent: Intent) =
            Notices(context, context.parts.settings).swipe(intent.getIntExtra(SAVED, 0), intent.getIntExtra(ATTENTION, 0))
    }

    /** So many issues more wait for this user. */
    fun handed(more: Int) {
        if (more <= 0 || !allowed()) return
        channel(CHANNEL_HANDED, R.string.channel_handed, NotificationManagerCompat.IMPORTANCE_DEFAULT)
        show(HANDED, notice(CHANNEL_HANDED, words.getString(R.string.channel_handed), Route.Issues).build())
    }

    /** A sync is under way. */
    fun running(): Notification {
        channel(CHANNEL_UNSENT, R.string.channel_unsent, NotificationManagerCompat.IMPORTANCE_LOW)
        return notice(CHANNEL_UNSENT, words.getString(R.string.line_running), Route.Sync).setOngoing(true).build()
    }

    private fun notice(channel: String, title: String, route: Route): NotificationCompat.Builder {
        val open = Intent(context, MainActivity::class.java).putExtra(MainActivity.ROUTE, route.written())
        val flags = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
        return NotificationCompat.Builder(context, channel)
            .setSmallIcon(R.drawable.ic_phone_saved)
            .setContentTitle(title)
            .setContentIntent(PendingIntent.getActivity(context, route.hashCode(), open, flags))
            .setAutoCancel(true)
    }

    private fun channel(id: String, name: Int, importance: Int) =
        manager.createNotificationChannel(NotificationChannelCompat.Builder(id, importance).setName(words.getString(name)).build())

    private fun allowed(): Boolean {
        if (!settings.preferences.value.notices) return false
        val granted = ContextCompat.checkSelfPermission(context, Manifest.permission.POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED
        return granted || Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU
    }

    private fun show(id: Int, notice: Notification) {
        try {
            manager.notify(id, notice)
        } catch (_: SecurityException) {
            // The permission was taken back a moment ago: then nothing is said.
        }
    }

    companion object {
        const val UNSENT = 1
        const val HANDED = 2
        const val RUNNING = 3
        private const val SAVED = "saved"
        private const val ATTENTION = "attention"
        private const val CHANNEL_UNSENT = "unsent"
        private const val CHANNEL_HANDED = "handed"
    }
}
