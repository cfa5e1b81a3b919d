package org.huben.app.background

import android.content.Context
import androidx.work.Constraints
import androidx.work.ExistingWorkPolicy
import androidx.work.NetworkType
import androidx.work.OneTimeWorkRequest
import androidx.work.OutOfQuotaPolicy
import androidx.work.WorkManager
import org.huben.app.settings.PreferenceStore
import org.huben.app.sync.Pulse
import org.huben.app.sync.Schedule
import org.huben.core.SyncAdvice
import org.huben.core.SyncReason
import java.util.concurrent.TimeUnit

/** One job in Android's WorkManager, moved to where the core wants it. */
class WorkSchedule(private val context: Context, private val settings: PreferenceStore, private val notices: Notices) : Schedule {
    override fun obey(advice: SyncAdvice) {
        val work = WorkManager.getInstance(context)
        val after = advice.after ?: return run { work.cancelUniqueWork(NAME) }
        work.enqueueUniqueWork(NAME, ExistingWorkPolicy.REPLACE, job(advice.why, after.toMillis()))
    }

    override fun tell(pulse: Pulse, looked: Boolean) = notices.unsent(pulse, looked)

    override fun handed(more: Int) = notices.handed(more)

    /** Urgent work goes over any network and does not ask the battery; the rest is considerate. */
    private fun job(why: SyncReason, afterMs: Long): OneTimeWorkRequest {
        val urgent = why == SyncReason.URGENT
        val unmetered = settings.preferences.value.unmeteredOnly && !urgent
        val constraints = Constraints.Builder()
            .setRequiredNetworkType(if (unmetered) NetworkType.UNMETERED else NetworkType.CONNECTED)
            .setRequiresBatteryNotLow(!urgent)
            .build()
        val request = OneTimeWorkRequest.Builder(SyncWorker::class.java).setConstraints(constraints).addTag(why.name)
        if (urgent && afterMs == 0L) request.setExpedited(OutOfQuotaPolicy.RUN_AS_NON_EXPEDITED_WORK_REQUEST)
        else request.setInitialDelay(afterMs, TimeUnit.MILLISECONDS)
        return request.build()
    }

    companion object {
        /** The one job. */
        const val NAME = "sync"
    }
}
