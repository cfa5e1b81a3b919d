package org.huben.app

import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import org.huben.app.design.Language
import org.huben.core.Book
import org.huben.core.CardInput
import org.huben.core.HouseholdFilter
import org.huben.core.PageRequest
import org.huben.core.SyncRun
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import kotlin.system.measureNanoTime

/** Figures, for `android/without-sdk figures`; not among the tests, and with no limits. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h780dp-hdpi")
class Figures {
    @get:Rule val rule = createEmptyComposeRule()

    @Test fun print() = Office().use { office ->
        office.serve()
        val phone = TestPhone(Language.English)
        phone.use {
            val invitation = office.invite(office.user("李红梅", "grid-worker"))
            val book = Book.enrol(phone.shelf.current().directory.path, phone.vault, invitation)
            SyncRun(book).start()
            figure("a call that does nothing but cross (sync run's outcome)", callNs { SyncRun(book).use { it.outcome() } } / 1e3, "µs")
            for (count in listOf(500, 2_000)) {
                fill(book, count)
                figure("status() with $count households", callNs { book.status() } / 1e3, "µs")
                figure("first page of 50, $count households", callNs { book.households(HouseholdFilter(), PageRequest(limit = 50)) } / 1e3, "µs")
                figure("all $count households at once", callNs(20) { book.households(HouseholdFilter(), PageRequest()) } / 1e6, "ms")
                figure("search “wxy”, $count households", callNs(50) { book.households(HouseholdFilter(text = "wxy"), PageRequest(limit = 50)) } / 1e6, "ms")
                val before = residentKb()
                val opened = measureNanoTime { Book.unlock(phone.shelf.current().directory.path, phone.vault).use { it.households(HouseholdFilter(), PageRequest(limit = 50)) } }
                figure("open and first page, $count households, no screen", opened / 1e6, "ms")
                figure("resident memory of the process, $count households", residentKb() / 1e3, "MB (before opening again ${before / 1000})")
                screen(phone, count)
            }
            book.close()
        }
    }

    /** From the activity's start to the first household on the screen; the second time, as the first loads classes. */
    private fun screen(phone: TestPhone, count: Int) {
        repeat(2) { turn ->
            val hand = Hand(rule, Language.English)
            val took = measureNanoTime {
                phone.start()
                hand.tap("tab-households")
                rule.waitUntil(60_000) { rule.onAllNodes(hasText("振兴新村", substring = true)).fetchSemanticsNodes(false).isNotEmpty() }
            }
            figure("start to the first list on the screen, $count households, ${if (turn == 0) "first" else "second"} start", took / 1e6, "ms")
            phone.away()
        }
    }

    private fun fill(book: Book, count: Int) {
        val area = book.me().areas.first().code
        val there = book.households(HouseholdFilter(), PageRequest(limit = 0)).total
        val took = measureNanoTime {
            for (n in there until count) {
                book.addHousehold(CardInput(area = area, address = "${n / 100 + 1}-${n / 20 % 5 + 1}-${n % 20 / 4 + 1}0${n % 4 + 1}", estate = "振兴新村", contact = NAMES[n % NAMES.size]))
            }
        }
        figure("a household added, $count households", took / 1e6 / (count - there), "ms")
    }

    private fun callNs(times: Int = 1_000, call: () -> Unit): Double {
        repeat(times / 10 + 1) { call() }
        return List(5) { measureNanoTime { repeat(times / 5 + 1) { call() } } / (times / 5 + 1).toDouble() }.min()
    }

    private fun figure(what: String, value: Double, unit: String) = println("  %-78s %10.1f %s".format(what, value, unit))

    private fun residentKb(): Double {
        System.gc()
        return File("/proc/self/status").readLines().first { it.startsWith("VmRSS") }.filter(Char::isDigit).toDouble()
    }

    private companion object {
        val NAMES = listOf("王秀英", "陈国富", "周巧云", "何建国", "孙爱珍", "刘德明", "张桂兰", "李玉梅")
    }
}
