package org.huben.app.background

import android.app.Notification
import android.content.Context
import androidx.work.CoroutineWorker
import androidx.work.ForegroundInfo
import androidx.work.WorkerParameters
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.huben.app.engine.Answer
import org.huben.app.engine.Door
import org.huben.app.engine.Problem
import org.huben.app.parts

/**
 * A sync without a screen. After each run the core says when the next one is due, and [WorkSchedule] moves the job there;
 * WorkManager is asked to try again only where the book is under lock for now and there is no core to ask.
 */
class SyncWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
    override suspend fun doWork(): Result {
        val parts = applicationContext.parts
        val opened = parts.desk.open()
        if (opened is Answer.Not) return if (opened.problem.kind == Problem.Kind.Locked) Result.retry() else Result.failure()
        untilStopped({ parts.sync.stop() }) {
            val before = handed()
            parts.sync.now()
            Notices(applicationContext, parts.settings).handed(handed() - before)
        }
        return Result.success()
    }

    /**
     * The next run's job takes the place of this one as soon as the core has said when: that must not cut off what is
     * still to be said of this one. Where Android takes the job back in the middle, the exchange under way is the last.
     */
    private suspend fun untilStopped(stop: () -> Unit, act: suspend () -> Unit) = coroutineScope {
        var done = false
        val watch = launch(start = CoroutineStart.UNDISPATCHED) {
            try {
                awaitCancellation()
            } finally {
                if (!done) stop()
            }
        }
        withContext(NonCancellable) { act() }
        done = true
        watch.cancel()
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
