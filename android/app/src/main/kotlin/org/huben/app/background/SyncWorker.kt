package org.huben.app.background

import android.app.Notification
import android.content.Context
import androidx.work.CoroutineWorker
import androidx.work.ForegroundInfo
import androidx.work.WorkerParameters
import org.huben.app.engine.Answer
import org.huben.app.engine.Door
import org.huben.app.parts

/**
 * A sync without a screen. It never asks WorkManager to try again: after each run the core says when the next one is
 * due, and [WorkSchedule] moves the job there.
 */
class SyncWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val parts = applicationContext.parts
        val opened = parts.desk.open()
        if (opened is Answer.Not) return Result.failure()
        val before = handed()
        parts.sync.now()
        if (isStopped) parts.sync.stop()
        Notices(applicationContext, parts.settings).handed(handed() - before)
        return Result.success()
    }

    /** What urgent work shows on Android 11 and older while it runs. */
    override suspend fun getForegroundInfo(): ForegroundInfo {
        val notice: Notification = Notices(applicationContext, applicationContext.parts.settings).running()
        return ForegroundInfo(Notices.RUNNING, notice)
    }

    private suspend fun handed(): Int {
        val parts = applicationContext.parts
        if (parts.desk.door.value != Door.Open) return 0
        val today = parts.desk.ask { it.today() }
        return if (today is Answer.Done) today.value.handedToMe.total + today.value.waitingForMe.total else 0
    }
}
