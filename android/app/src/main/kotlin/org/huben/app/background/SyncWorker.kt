package org.huben.app.background

import android.content.Context
import androidx.work.CoroutineWorker
import androidx.work.ForegroundInfo
import androidx.work.WorkerParameters
import org.huben.app.engine.Answer
import org.huben.app.engine.Problem.Kind
import org.huben.app.parts

/**
 * A sync without a screen. After each run the core says when the next one is due, and [WorkSchedule] moves the job there;
 * WorkManager tries again by itself only where the book could not be opened for now. Stopped, it stops the run.
 */
class SyncWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val run = applicationContext.parts.sync.now()
        if (run !is Answer.Not) return Result.success()
        return if (run.problem.kind in FOR_NOW) Result.retry() else Result.failure()
    }

    /** What urgent work shows on Android 11 and older while it runs. */
    override suspend fun getForegroundInfo(): ForegroundInfo =
        ForegroundInfo(Notices.RUNNING, Notices(applicationContext, applicationContext.parts.settings).running())

    private companion object {
        val FOR_NOW = setOf(Kind.Locked, Kind.Internal, Kind.StorageFull, Kind.StorageFailed)
    }
}
