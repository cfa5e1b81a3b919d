package org.huben.app.background

import android.Manifest
import android.app.NotificationManager
import android.content.Context
import androidx.test.core.app.ApplicationProvider
import androidx.work.Data
import androidx.work.ForegroundUpdater
import androidx.work.ListenableWorker.Result
import androidx.work.ProgressUpdater
import androidx.work.WorkerFactory
import androidx.work.WorkerParameters
import androidx.work.impl.utils.taskexecutor.WorkManagerTaskExecutor
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.huben.app.HubenApp
import org.huben.app.KeptKey
import org.huben.app.Office
import org.huben.app.Parts
import org.huben.app.Switch
import org.huben.app.engine.Answer
import org.huben.app.engine.Shelf
import org.huben.app.settings.PreferenceStore
import org.huben.app.sync.Pulse
import org.huben.app.sync.Schedule
import org.huben.core.AreaCode
import org.huben.core.Book
import org.huben.core.CardInput
import org.huben.core.IssueInput
import org.huben.core.StepInput
import org.huben.core.StepKind
import org.huben.core.SyncAdvice
import org.huben.core.SyncReason
import org.huben.core.SyncRun
import org.huben.core.VaultException
import org.huben.core.WhoWaits
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Before
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import java.io.File
import java.util.UUID
import java.util.concurrent.Executor

/**
 * What the background job does when WorkManager starts it: the real worker, core and office. (androidx.work:work-testing
 * is not to be had on this machine; WorkManager's own part, constraints and delay, is WorkScheduleTest's.)
 */
@RunWith(RobolectricTestRunner::class)
class SyncWorkerTest {
    @get:Rule val disk = TemporaryFolder()
    private val app: HubenApp = ApplicationProvider.getApplicationContext()
    private val vault = KeptKey()
    private val network = Switch()
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val advised = mutableListOf<SyncAdvice>()
    private var onAdvice: () -> Unit = {}
    private val office = Office()

    @Before fun install() {
        val schedule = object : Schedule {
            override fun obey(advice: SyncAdvice) {
                synchronized(advised) { advised += advice }
                onAdvice()
            }

            override fun tell(pulse: Pulse) = Unit
        }
        val settings = PreferenceStore(app.getSharedPreferences("worker", Context.MODE_PRIVATE))
        app.parts = Parts(Shelf(File(disk.root, "books")) { vault }, network, schedule, settings, Dispatchers.IO, scope)
        shadowOf(app).grantPermissions(Manifest.permission.POST_NOTIFICATIONS)
    }

    @After fun close() {
        scope.cancel()
        office.close()
    }

    @Test fun without_a_book_there_is_nothing_to_do_and_nothing_to_wait_for() {
        assertEquals(Result.failure(), run())
        assertEquals(emptyList<SyncAdvice>(), advised)
    }

    @Test fun a_book_under_lock_is_tried_again_and_one_that_will_never_open_is_not() {
        enrolled()
        reopened()
        vault.trouble = VaultException.Unavailable()
        assertEquals(Result.retry(), run())
        vault.trouble = VaultException.Lost()
        assertEquals(Result.failure(), run())
        vault.trouble = null
        assertEquals(Result.success(), run())
    }

    @Test fun what_was_recorded_reaches_the_office_and_the_core_says_when_the_next_run_is_due() {
        enrolled()
        val home = ask { it.addHousehold(CardInput(area = AreaCode(Office.GRID), address = "8-1-101", contact = "王秀英")) }.id
        assertEquals(Result.success(), run())
        assertEquals(0, ask { it.status() }.saved)
        assertEquals(home, ask { it.household(home) }.id)
        assertEquals(ask { it.syncAdvice(WhoWaits.NOBODY, false) }.why, synchronized(advised) { advised.last() }.why)
    }

    @Test fun without_a_network_the_run_is_over_and_the_core_keeps_the_next_one_in_its_place() {
        enrolled()
        ask { it.addHousehold(CardInput(area = AreaCode(Office.GRID), address = "8-1-101", contact = "王秀英")) }
        network.online.value = false
        synchronized(advised) { advised.clear() }
        assertEquals("WorkManager's own trying again would disturb the core's", Result.success(), run())
        assertEquals(1, ask { it.status() }.saved)
        val next = synchronized(advised) { advised.last() }
        assertNotNull("a next run", next.after)
        assertEquals(ask { it.syncAdvice(WhoWaits.NOBODY, false) }.why, next.why)
        assert(next.why != SyncReason.NOTHING)
    }

    @Test fun who_is_handed_an_issue_is_told_even_though_the_next_job_takes_this_ones_place() {
        enrolled()
        handSomething(toLi = ask { it.me() }.user.id.text)
        val shown = shadowOf(app.getSystemService(NotificationManager::class.java))
        assertNull(shown.getNotification(Notices.HANDED))
        val job = scope.async(start = kotlinx.coroutines.CoroutineStart.LAZY) { worker().doWork() }
        // As WorkManager does: REPLACE cancels the job of this name that is running.
        onAdvice = { (job as Job).cancel() }
        job.start()
        runBlocking { try { job.await() } catch (_: CancellationException) { null } }
        assertNotNull("the notice", shown.getNotification(Notices.HANDED))
    }

    private fun handSomething(toLi: String) {
        val zhou = Book.enrol(File(disk.root, "zhou").path, KeptKey(), office.invite(office.user("周建华", "supervisor", Office.COMMUNITY)))
        val issue = zhou.reportIssue(IssueInput(category = "消防", text = "楼道堆物", area = AreaCode(Office.GRID)))
        zhou.takeStep(issue.id, StepKind.DISPATCH, StepInput(to = toLi))
        check(SyncRun(zhou).start().complete)
        zhou.close()
    }

    private fun enrolled() {
        office.serve()
        val answer = runBlocking { app.parts.desk.enrol(office.invite(office.user("李红梅", "grid-worker"))) }
        check(answer is Answer.Done) { answer }
        runBlocking { app.parts.sync.now() }
    }

    /** The process died; nothing is open. */
    private fun reopened() {
        runBlocking { app.parts.desk.leave() }
    }

    private fun run(): Result = runBlocking { worker().doWork() }

    private fun <T> ask(question: (Book) -> T): T = (app.parts.desk.here(question) as Answer.Done).value

    private object NoOthers : WorkerFactory() {
        override fun createWorker(appContext: Context, workerClassName: String, workerParameters: WorkerParameters) = null
    }

    private fun worker(): SyncWorker {
        val beside = Executor(Runnable::run)
        val nothing = WorkerParameters(
            UUID.randomUUID(), Data.EMPTY, emptyList(), WorkerParameters.RuntimeExtras(), 1, 0, beside, Dispatchers.Default,
            WorkManagerTaskExecutor(beside), NoOthers,
            ProgressUpdater { _, _, _ -> error("no progress is said") }, ForegroundUpdater { _, _, _ -> error("not in the foreground") },
        )
        return SyncWorker(app, nothing)
    }
}
