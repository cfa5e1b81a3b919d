package org.huben.app.background

import android.Manifest
import android.app.NotificationManager
import android.content.Context
import android.os.Looper
import androidx.test.core.app.ApplicationProvider
import androidx.work.Configuration
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.impl.StartStopToken
import androidx.work.impl.WorkManagerImpl
import androidx.work.impl.model.WorkGenerationalId
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.runBlocking
import org.huben.app.HubenApp
import org.huben.app.KeptKey
import org.huben.app.Office
import org.huben.app.Parts
import org.huben.app.engine.Answer
import org.huben.app.engine.Network
import org.huben.app.engine.Shelf
import org.huben.app.settings.PreferenceStore
import org.huben.core.Book
import org.huben.core.CardInput
import org.huben.core.IssueInput
import org.huben.core.StepInput
import org.huben.core.StepKind
import org.huben.core.SyncAdvice
import org.huben.core.SyncReason
import org.huben.core.SyncRun
import org.huben.core.VaultException
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
import java.io.File
import java.nio.file.Files
import java.time.Duration
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

/**
 * The background worker as the real WorkManager runs it, with the real core and a real office. Only Android's own
 * scheduler is not there: the test says when the job's time has come.
 */
@RunWith(RobolectricTestRunner::class)
class SyncWorkerTest {
    private val app: HubenApp = ApplicationProvider.getApplicationContext()
    private val office = Office()
    private val disk: File = Files.createTempDirectory("phone").toFile()
    private val vault = KeptKey()
    private val network = Gate()
    private val threads = Executors.newCachedThreadPool()
    private var scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val li = office.user("李红梅", "grid-worker")
    private val shown get() = shadowOf(app.getSystemService(NotificationManager::class.java))
    private val parts get() = app.parts

    @Before fun start() {
        office.serve()
        shadowOf(app).grantPermissions(Manifest.permission.POST_NOTIFICATIONS)
        // One of its own: what `initialize` makes is kept over the tests, with the first one's context.
        WorkManagerImpl.setDelegate(WorkManagerImpl(app, Configuration.Builder().setExecutor(threads).setTaskExecutor(threads).build()))
        begin()
        runBlocking {
            assertTrue(parts.desk.enrol(office.invite(li)) is Answer.Done)
            val first = parts.sync.now()
            assertTrue("$first", (first as? Answer.Done)?.value?.complete == true)
        }
    }

    @After fun end() {
        network.open()
        WorkManager.getInstance(app).cancelAllWork().result.get()
        scope.cancel()
        WorkManagerImpl.setDelegate(null)
        office.close()
        disk.deleteRecursively()
    }

    @Test fun what_was_handed_over_in_the_background_is_told_and_the_next_job_planned() {
        dispatched()
        begin()
        run(planned())
        until("the notice") { shown.getNotification(Notices.HANDED) != null }
        until("the run's end") { !parts.sync.pulse.value.running }
        until("the next job") { job().let { it.state == WorkInfo.State.ENQUEUED && SyncReason.URGENT.name !in it.tags } }
        // What was told once is not told again.
        app.getSystemService(NotificationManager::class.java)!!.cancelAll()
        val next = job()
        run(next)
        until("the next run's end") { over(next) }
        assertNull(shown.getNotification(Notices.HANDED))
    }

    @Test fun a_worker_that_is_stopped_stops_the_run_and_leaves_no_sync_under_way() {
        recorded()
        network.shut()
        run(planned())
        until("the run") { network.asked }
        assertTrue(parts.sync.pulse.value.running)
        WorkManager.getInstance(app).cancelUniqueWork(WorkSchedule.NAME).result.get()
        Thread.sleep(300)
        network.open()
        until("the run's end") { !parts.sync.pulse.value.running }
        assertEquals("nothing was sent after the stop", 1, runBlocking { (parts.desk.ask { it.status() } as Answer.Done).value.saved })
        until("the next run, which is not kept out") { runBlocking { parts.sync.now() } != null }
        until("it is sent") { parts.sync.pulse.value.saved == 0 }
    }

    @Test fun an_open_app_does_not_stop_the_job_that_runs() {
        recorded()
        network.shut()
        val job = planned()
        run(job)
        until("the run") { network.asked }
        parts.sync.looked(true)
        network.online.value = false
        network.online.value = true
        parts.sync.looked(false)
        Thread.sleep(300)
        network.open()
        until("it is sent") { parts.sync.pulse.value.saved == 0 && !parts.sync.pulse.value.running }
        assertNull("nor any problem", parts.sync.pulse.value.problem)
    }

    @Test fun a_book_that_cannot_be_opened_for_now_is_tried_again() {
        recorded()
        begin()
        vault.trouble = VaultException.Unavailable()
        val job = planned()
        run(job)
        until("another try") { info(job.id).let { it.state == WorkInfo.State.ENQUEUED && it.runAttemptCount == 1 } }
        vault.trouble = null
        runBlocking { parts.desk.open() }
        until("it is sent") { runBlocking { parts.sync.now() }; parts.sync.pulse.value.saved == 0 }
    }

    @Test fun a_book_that_will_never_open_is_not_tried_again_and_no_book_is_nothing_to_do() {
        begin()
        vault.trouble = VaultException.Lost()
        val lost = planned()
        run(lost)
        until("the end of it") { info(lost.id).state == WorkInfo.State.FAILED }
        vault.trouble = null
        runBlocking { parts.desk.open(); parts.desk.leave() }
        val none = planned()
        run(none)
        until("the end of that") { over(none) }
    }

    /** A new process on the same disk. */
    private fun begin() {
        scope.cancel()
        scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
        val settings = PreferenceStore(app.getSharedPreferences("settings", Context.MODE_PRIVATE))
        val schedule = WorkSchedule(app, settings, Notices(app, settings))
        app.parts = Parts(Shelf(File(disk, "books")) { vault }, network, schedule, settings, Dispatchers.IO, scope)
    }

    /** The supervisor's phone hands Li an issue. */
    private fun dispatched() {
        val zhou = Book.enrol(File(disk, "zhou").path, KeptKey(), office.invite(office.user("周建华", "supervisor", Office.COMMUNITY)))
        zhou.use { book ->
            SyncRun(book).start()
            val issue = book.reportIssue(IssueInput(category = "消防", text = "楼道里停着电动车", area = book.me().areas.first().code))
            book.takeStep(issue.id, StepKind.DISPATCH, StepInput(to = li))
            assertTrue(SyncRun(book).start().complete)
        }
    }

    private fun recorded() = runBlocking {
        val added = parts.desk.ask { it.addHousehold(CardInput(area = it.me().areas.first().code, address = "8-1-101", estate = "振兴新村", contact = "王秀英")) }
        assertTrue("$added", added is Answer.Done)
    }

    private fun planned(): WorkInfo {
        // What the app plans by itself after a record comes first.
        Thread.sleep(500)
        WorkSchedule(app, parts.settings, Notices(app, parts.settings)).obey(SyncAdvice(Duration.ZERO, SyncReason.URGENT))
        return job()
    }

    /** The job's time has come, says Android. */
    private fun run(job: WorkInfo) {
        val id = WorkGenerationalId(job.id.toString(), job.generation)
        threads.submit { WorkManagerImpl.getInstance(app).processor.startWork(StartStopToken(id)) }.get()
    }

    private fun job(): WorkInfo = WorkManager.getInstance(app).getWorkInfosForUniqueWork(WorkSchedule.NAME).get().single { !it.state.isFinished }

    /** It came to its end, or the next took its place. */
    private fun over(job: WorkInfo) = WorkManager.getInstance(app).getWorkInfoById(job.id).get()?.state?.isFinished ?: true

    private fun info(id: java.util.UUID): WorkInfo = WorkManager.getInstance(app).getWorkInfoById(id).get()!!

    private fun until(what: String, holds: () -> Boolean) {
        val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30)
        while (!holds()) {
            assertFalse("$what did not come about", System.nanoTime() > end)
            shadowOf(Looper.getMainLooper()).idle()
            Thread.sleep(20)
        }
    }

    /** A network whose answer can be held back: a run that is under way. */
    private class Gate : Network {
        override val online = MutableStateFlow(true)
        private var latch = CountDownLatch(0)
        @Volatile var asked = false

        fun shut() {
            latch = CountDownLatch(1)
            asked = false
        }

        fun open() = latch.countDown()

        override fun isOnline(): Boolean {
            asked = true
            latch.await()
            return true
        }
    }
}
