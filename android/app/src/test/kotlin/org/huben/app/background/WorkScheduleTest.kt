package org.huben.app.background

import android.Manifest
import android.app.Application
import android.app.NotificationManager
import android.content.Context
import androidx.core.app.NotificationManagerCompat
import androidx.concurrent.futures.CallbackToFutureAdapter
import androidx.test.core.app.ApplicationProvider
import androidx.work.Configuration
import androidx.work.ListenableWorker
import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.WorkerFactory
import androidx.work.WorkerParameters
import androidx.work.impl.WorkManagerImpl
import com.google.common.util.concurrent.ListenableFuture
import org.huben.app.settings.PreferenceStore
import org.huben.app.settings.Preferences
import org.huben.app.sync.Pulse
import org.huben.core.SyncAdvice
import org.huben.core.SyncReason
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.Executors

/** The real WorkManager is given what the core advises; what its jobs do is `SyncWorker`'s. */
@RunWith(RobolectricTestRunner::class)
class WorkScheduleTest {
    private val context: Application = ApplicationProvider.getApplicationContext()
    private val settings = PreferenceStore(context.getSharedPreferences("settings", Context.MODE_PRIVATE))
    private val notices = Notices(context, settings)
    private lateinit var schedule: WorkSchedule

    @Before fun start() {
        val beside = Executors.newSingleThreadExecutor()
        val busy = object : WorkerFactory() {
            override fun createWorker(appContext: Context, workerClassName: String, workerParameters: WorkerParameters) = Busy(appContext, workerParameters)
        }
        WorkManager.initialize(context, Configuration.Builder().setExecutor(beside).setTaskExecutor(beside).setWorkerFactory(busy).build())
        schedule = WorkSchedule(context, settings, notices)
    }

    /** WorkManager is one a process, and the next test has another context. */
    @After fun forget() = WorkManagerImpl.setDelegate(null)

    @Test fun the_one_job_moves_to_where_the_core_wants_it() {
        schedule.obey(SyncAdvice(Duration.ofMinutes(15), SyncReason.GATHERING))
        assertEquals(Duration.ofMinutes(15).toMillis(), job().initialDelayMillis)
        schedule.obey(SyncAdvice(Duration.ofMinutes(2), SyncReason.BACKING_OFF))
        assertEquals(Duration.ofMinutes(2).toMillis(), job().initialDelayMillis)
        assertEquals(setOf(SyncReason.BACKING_OFF.name), job().tags.filter { it in SyncReason.entries.map(SyncReason::name) }.toSet())
    }

    @Test fun where_nothing_is_to_be_done_there_is_no_job() {
        schedule.obey(SyncAdvice(Duration.ofMinutes(15), SyncReason.GATHERING))
        schedule.obey(SyncAdvice(null, SyncReason.NOTHING))
        assertNull(jobs().firstOrNull { !it.state.isFinished })
    }

    @Test fun it_waits_for_a_network_and_spares_the_battery_unless_somebody_is_in_danger() {
        schedule.obey(SyncAdvice(Duration.ofMinutes(15), SyncReason.GATHERING))
        assertEquals(NetworkType.CONNECTED, job().constraints.requiredNetworkType)
        assertTrue(job().constraints.requiresBatteryNotLow())
        schedule.obey(SyncAdvice(Duration.ZERO, SyncReason.URGENT))
        assertEquals(NetworkType.CONNECTED, job().constraints.requiredNetworkType)
        assertFalse(job().constraints.requiresBatteryNotLow())
        assertEquals(0, job().initialDelayMillis)
        val id = job().id.toString()
        val spec = Executors.newSingleThreadExecutor().submit(Callable { WorkManagerImpl.getInstance(context).workDatabase.workSpecDao().getWorkSpec(id) })
        assertTrue("at once", spec.get()!!.expedited)
    }

    @Test fun on_wifi_only_everything_waits_for_it_but_what_is_urgent() {
        settings.set(Preferences(unmeteredOnly = true))
        schedule.obey(SyncAdvice(Duration.ofMinutes(15), SyncReason.GATHERING))
        assertEquals(NetworkType.UNMETERED, job().constraints.requiredNetworkType)
        schedule.obey(SyncAdvice(Duration.ZERO, SyncReason.URGENT))
        assertEquals(NetworkType.CONNECTED, job().constraints.requiredNetworkType)
    }

    @Test fun what_is_unsent_is_said_and_the_word_is_taken_back_when_it_is_there() {
        shadowOf(context).grantPermissions(Manifest.permission.POST_NOTIFICATIONS)
        val shown = shadowOf(context.getSystemService(NotificationManager::class.java))
        schedule.tell(Pulse(saved = 3), looked = false)
        val notice = shown.getNotification(Notices.UNSENT)
        assertEquals("3 records not yet at the office", notice.extras.getString("android.title"))
        assertFalse("it can be swiped away", notice.flags and android.app.Notification.FLAG_ONGOING_EVENT != 0)
        schedule.tell(Pulse(saved = 0), looked = false)
        assertNull(shown.getNotification(Notices.UNSENT))
    }

    @Test fun what_was_swiped_away_is_not_said_again_until_there_is_more_of_it() {
        shadowOf(context).grantPermissions(Manifest.permission.POST_NOTIFICATIONS)
        val shown = shadowOf(context.getSystemService(NotificationManager::class.java))
        schedule.tell(Pulse(saved = 3), looked = false)
        Notices.Swiped().onReceive(context, shadowOf(shown.getNotification(Notices.UNSENT).deleteIntent).savedIntent)
        NotificationManagerCompat.from(context).cancel(Notices.UNSENT)
        schedule.tell(Pulse(saved = 3), looked = false)
        assertNull(shown.getNotification(Notices.UNSENT))
        schedule.tell(Pulse(saved = 2), looked = false)
        assertNull(shown.getNotification(Notices.UNSENT))
        schedule.tell(Pulse(saved = 3), looked = false)
        assertEquals("3 records not yet at the office", shown.getNotification(Notices.UNSENT).extras.getString("android.title"))
    }

    @Test fun nothing_is_said_while_somebody_looks_or_wants_no_notices() {
        shadowOf(context).grantPermissions(Manifest.permission.POST_NOTIFICATIONS)
        val shown = shadowOf(context.getSystemService(NotificationManager::class.java))
        schedule.tell(Pulse(saved = 3), looked = false)
        schedule.handed(1)
        schedule.tell(Pulse(saved = 3), looked = true)
        assertEquals(0, shown.size())
        schedule.tell(Pulse(saved = 3), looked = false)
        assertEquals(1, shown.size())
        settings.set(Preferences(notices = false))
        schedule.tell(Pulse(saved = 3), looked = false)
        schedule.handed(1)
        assertEquals(0, shown.size())
    }

    /** In place of a sync: begins, and does not come to an end while the test looks. */
    private class Busy(context: Context, parameters: WorkerParameters) : ListenableWorker(context, parameters) {
        override fun startWork(): ListenableFuture<Result> = CallbackToFutureAdapter.getFuture { "busy" }
    }

    private fun jobs(): List<WorkInfo> = WorkManager.getInstance(context).getWorkInfosForUniqueWork(WorkSchedule.NAME).get()

    private fun job(): WorkInfo = jobs().single { !it.state.isFinished }
}
