package org.huben.app

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import androidx.test.core.app.ApplicationProvider
import kotlinx.coroutines.runBlocking
import org.huben.app.design.Language
import org.huben.app.engine.Answer
import org.huben.core.Book
import org.huben.core.HouseholdFilter
import org.huben.core.PageRequest
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/**
 * What a grid worker enters, puts right and ends at the door: without a network, killed in the middle of every form, and
 * seen by a colleague afterwards. The real core, the real office, the real screens.
 */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h780dp-hdpi")
class DoorDayTest {
    @get:Rule val rule = createEmptyComposeRule()

    @Test fun a_day_at_the_door_in_english_and_in_chinese() {
        day(Language.English)
        day(Language.Chinese)
    }

    private fun day(language: Language) = Office().use { office ->
        office.says("area", "add", "--code", OTHER_GRID, "--name", "第2网格")
        office.serve()
        val phones = List(3) { TestPhone(language) }
        try {
            Day(office, Hand(rule, language), phones[0], phones[1], phones[2]).run {
                liEntersAHouseholdThatTheSearchDidNotFind()
                liEntersItsPeople()
                liPutsHerVisitRight()
                liEndsWhoMovedOut()
                liThrowsADraftAway()
                liEndsAHouseholdThatWasEnteredTwice()
                wangSeesAllOfItAndMayPutRightOnlyWhatIsHis()
                zhouMovesItToAnotherGrid()
            }
        } finally {
            phones.forEach(TestPhone::close)
        }
    }

    private inner class Day(val office: Office, val hand: Hand, val li: TestPhone, val wang: TestPhone, val zhou: TestPhone) {
        private val chinese = hand.word(R.string.back) == "返回"
        private val movedAway = if (chinese) "搬走了" else "Moved away"

        fun liEntersAHouseholdThatTheSearchDidNotFind() {
            enrol(li, "李红梅", "grid-worker", Office.GRID)
            office.shut()
            li.network.online.value = false
            hand.tap("tab-households")
            hand.type("search", "赵桂兰")
            hand.see(hand.word(R.string.search_empty_title, "赵桂兰"))
            hand.tapText(R.string.household_add)
            hand.type("address", "9-1-101")
            hand.type("estate", "振兴新村")
            killedWith("address", "9-1-101")
            hand.tap("save")
            hand.see(R.string.problem_invalid)
            hand.type("contact", "赵桂兰")
            hand.tap("save")
            hand.see(R.string.book_empty_title)
            assertEquals("a draft goes with what came of it", 0, drafts())
        }

        fun liEntersItsPeople() {
            hand.tap("add-resident")
            hand.type("name", "赵小明")
            hand.type("birth-date", "88年")
            killedWith("name", "赵小明")
            hand.tap("save")
            hand.see(R.string.problem_invalid)
            hand.write("birth-date", "1988-03-02")
            hand.type("relation", "儿子")
            hand.tap("save")
            hand.see("赵小明")
            hand.tap("add-resident")
            hand.type("name", "陈租客")
            hand.tap("save")
            hand.see("陈租客")
            hand.tapText("赵小明")
            hand.write("phone", "13805280077")
            hand.tap("save")
            hand.see("13805280077")
            assertEquals(0, drafts())
        }

        fun liPutsHerVisitRight() {
            hand.tap("record-visit")
            hand.type("text", "送去高龄补贴的表")
            hand.tap("save")
            hand.see("送去高龄补贴的表")
            hand.tapText(R.string.visit_edit)
            hand.write("text", "送去高龄补贴的表，帮她填好了")
            killedWith("text", "送去高龄补贴的表，帮她填好了")
            hand.tap("save")
            hand.see("送去高龄补贴的表，帮她填好了")
            hand.see(hand.plural(R.plurals.put_right, 1))
            hand.tapText(R.string.earlier_show)
            hand.see(R.string.earlier_hide)
            assertEquals(listOf("送去高龄补贴的表"), ask { book -> book.visits(home(book), PageRequest()).items.single().earlier.map { it.text } })
            assertEquals(0, drafts())
        }

        fun liEndsWhoMovedOut() {
            hand.tapText("陈租客")
            hand.tap("end")
            hand.see(R.string.end_resident_words)
            hand.tapText(movedAway)
            hand.until("the reason as a draft") { drafts() == 1 }
            li.killAndRestore()
            hand.tap("end")
            hand.see(hand.word(R.string.end_resident_sure, "陈租客"))
            hand.tap("end-sure")
            hand.see(movedAway)
            hand.see(hand.word(R.string.line_offline_saved, hand.plural(R.plurals.line_saved, 2)))
            assertEquals(0, drafts())
        }

        fun liThrowsADraftAway() {
            hand.tap("edit-card")
            hand.type("note", "写了又不要")
            hand.see(R.string.draft_kept)
            hand.tap("discard")
            hand.tap("discard-sure")
            hand.see("送去高龄补贴的表，帮她填好了")
            hand.gone("写了又不要")
            assertEquals(0, drafts())
        }

        fun liEndsAHouseholdThatWasEnteredTwice() {
            hand.tapNamed(R.string.back)
            hand.tap("add-household")
            hand.type("address", "9-1-101")
            hand.type("contact", "赵桂兰（重）")
            hand.tap("save")
            hand.see(R.string.book_empty_title)
            hand.tap("edit-card")
            hand.tap("end")
            hand.tap("same")
            hand.type("same-search", "zgl")
            hand.tap("same-${ask { book -> home(book).text }}")
            hand.tap("end")
            hand.tap("end-sure")
            hand.see(R.string.household_ended)
            hand.see(hand.word(R.string.same_as, "振兴新村 9-1-101"))
            hand.gone(hand.word(R.string.visit_button))
            hand.tapText(R.string.same_as_open)
            hand.see("赵小明")
            office.serve()
            li.network.online.value = true
            sync(li)
        }

        fun wangSeesAllOfItAndMayPutRightOnlyWhatIsHis() {
            enrol(wang, "王志强", "grid-worker", Office.GRID)
            openTheHousehold()
            for (words in listOf("赵小明", "儿子", movedAway, "送去高龄补贴的表，帮她填好了", "13805280077")) hand.see(words)
            hand.gone(hand.word(R.string.visit_edit))
            wang.away()
        }

        fun zhouMovesItToAnotherGrid() {
            enrol(zhou, "周建华", "supervisor", Office.COMMUNITY)
            openTheHousehold()
            hand.tap("edit-card")
            hand.tap("move")
            hand.tap("area-$OTHER_GRID")
            hand.tap("move")
            hand.see("送去高龄补贴的表，帮她填好了")
            assertEquals(OTHER_GRID, ask { book -> book.household(home(book)).area.text })
            sync(zhou)
            li.start()
            hand.tap("sync-line")
            hand.tap("sync-now")
            hand.see(R.string.account_all)
            hand.until("the household to leave the phone of whom it is no longer entrusted to") { ask { it.households(HouseholdFilter(text = "zgl"), PageRequest()).items.none { home -> home.estate != null } } }
            li.away()
        }

        private fun enrol(phone: TestPhone, name: String, role: String, area: String) {
            phone.start(Intent(Intent.ACTION_VIEW, Uri.parse(office.invite(office.user(name, role, area)))))
            hand.tap("join")
            hand.see(name)
        }

        private fun openTheHousehold() {
            hand.tap("tab-households")
            hand.tapText("振兴新村 9-1-101")
        }

        /** Killed with a form open: the words are there again, from the draft. */
        private fun killedWith(field: String, words: String) {
            hand.see(R.string.draft_kept)
            li.killAndRestore()
            hand.seeTag(field).assertTextContains(words)
        }

        private fun sync(phone: TestPhone) {
            hand.tap("sync-line")
            hand.tap("sync-now")
            hand.see(R.string.account_all)
            phone.away()
        }

        private fun drafts() = ask { it.drafts().size }

        private fun home(book: Book) = book.households(HouseholdFilter(text = "zgl"), PageRequest()).items.single { it.estate != null }.id

        private fun <T> ask(question: (Book) -> T): T =
            runBlocking { (ApplicationProvider.getApplicationContext<HubenApp>().parts.desk.ask(question) as Answer.Done).value }
    }

    private companion object {
        const val OTHER_GRID = "321181001025002"
    }
}
