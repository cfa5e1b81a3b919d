package org.huben.app.engine

import android.os.Looper
import androidx.lifecycle.ViewModelStore
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.huben.app.KeptKey
import org.huben.app.Office
import org.huben.app.hazard.HazardModel
import org.huben.app.navigation.DraftKind
import org.huben.app.visit.VisitModel
import org.huben.core.AreaCode
import org.huben.core.CardInput
import org.huben.core.HouseholdId
import org.huben.core.PageRequest
import org.huben.core.SyncRun
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import java.io.File
import java.nio.file.Files
import java.util.concurrent.TimeUnit

/** What is written and not yet handed in is never lost, and never handed in twice. */
@RunWith(RobolectricTestRunner::class)
class DraftKeeperTest {
    private val office = Office().apply { serve() }
    private val disk: File = Files.createTempDirectory("phone").toFile()
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
    private val vault = KeptKey()
    private val desk = Desk(Shelf(disk) { vault }, Dispatchers.IO, scope)
    private val store = ViewModelStore()
    private val home: HouseholdId = runBlocking {
        desk.enrol(office.invite(office.user("李红梅", "grid-worker")))
        asked { SyncRun(it).start() }
        asked { it.addHousehold(CardInput(area = AreaCode(Office.GRID), address = "8-1-101", estate = "振兴新村", contact = "王秀英")).id }
    }

    @After fun end() {
        scope.cancel()
        office.close()
        disk.deleteRecursively()
    }

    @Test fun fingers_faster_than_the_disk_lose_nothing() {
        val model = visit()
        repeat(200) { n ->
            model.change(model.state.value.form.let { it.copy(text = it.text + "好") })
            if (n % 7 == 0) Thread.sleep(1)
        }
        until { model.state.value.kept }
        assertEquals(200, DraftKind.beginning(kept(DraftKind.visit(home))!!).length)
        assertEquals(1, asked { it.drafts().size })
    }

    @Test fun the_last_words_of_a_form_that_was_left_at_once_are_written() {
        repeat(20) { n ->
            val model = visit()
            model.change(model.state.value.form.copy(text = "一句$n"))
            model.change(model.state.value.form.copy(text = "最后一句$n"))
            store.clear()
            until { kept(DraftKind.visit(home))?.let(DraftKind::beginning) == "最后一句$n" }
        }
        assertEquals(1, asked { it.drafts().size })
    }

    @Test fun a_form_that_is_refused_keeps_its_words_and_once_taken_it_is_no_draft_any_more() {
        val model = HazardModel(desk, home).also { store.put("hazard", it) }
        until { !model.state.value.loading }
        model.change(model.state.value.form.copy(text = "楼道堆物"))
        until { model.state.value.kept }
        model.report { error("refused") }
        until { model.state.value.problem != null }
        assertEquals("category", model.state.value.problem!!.field)
        assertFalse(model.state.value.busy)
        assertEquals("楼道堆物", model.state.value.form.text)
        model.change(model.state.value.form.copy(category = "消防"))
        assertNull("what is being put right is not told again", model.state.value.problem)
        var reported = false
        model.report { reported = true }
        until { reported }
        assertNull(kept(DraftKind.hazard(home)))
        model.change(model.state.value.form.copy(text = "一个字也不再写"))
        Thread.sleep(200)
        assertNull("what was handed in is written no more", kept(DraftKind.hazard(home)))
    }

    @Test fun tapped_twice_it_is_handed_in_once_and_left_meanwhile_it_comes_back_as_no_draft() {
        val model = visit()
        model.change(model.state.value.form.copy(text = "身体很好"))
        until { model.state.value.kept }
        model.save {}
        model.save {}
        model.change(model.state.value.form.copy(text = "身体很好。"))
        store.clear()
        until { asked { it.householdOverview(home, PageRequest(limit = 5)).visits.total } == 1 }
        Thread.sleep(200)
        assertEquals(1, asked { it.householdOverview(home, PageRequest(limit = 5)).visits.total })
        assertNull(kept(DraftKind.visit(home)))
    }

    private fun visit() = VisitModel(desk, home).also { model ->
        store.put("visit", model)
        until { !model.state.value.loading }
    }

    private fun kept(kind: DraftKind): String? = asked { it.draft(kind.written)?.content }

    private fun <T> asked(call: (org.huben.core.Book) -> T): T = runBlocking { (desk.ask(call) as Answer.Done).value }

    private fun until(holds: () -> Boolean) {
        val end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20)
        while (!holds()) {
            assertFalse("it did not come about", System.nanoTime() > end)
            shadowOf(Looper.getMainLooper()).idle()
            Thread.sleep(5)
        }
    }
}
