package org.huben.app

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import kotlinx.coroutines.runBlocking
import org.huben.app.design.Language
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/** A phone that has a book gets another invitation, and what any other app may send it. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h780dp-hdpi")
class JoiningAgainTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val hand = Hand(rule, Language.English)

    // One test, as in AndroidDayTest: Compose's main-thread dispatcher does not outlive Robolectric's clearing up.
    @Test fun another_invitation_makes_another_book_and_the_old_one_stays_in_sight() = Office().use { office ->
        office.serve()
        TestPhone(Language.English).use { phone ->
            val (li, wang) = listOf("李红梅", "王志强").map { office.user(it, "grid-worker") }
            phone.start(link(office.invite(li)))
            hand.tap("join")
            hand.see("李红梅")
            aRecordIsLeftUnsent(phone)
            noAppCanMakeItCrash(phone)
            aLinkIsAskedAboutAndCanBeTurnedDown(phone, office.invite(wang))
            whatIsBegunLastsUntilItIsTakenBack(phone, office.invite(wang))
            theNewBookShowsNothingOfTheOld(phone)
            theOldOneIsOpenedAgain(phone)
            theNewOneIsTakenUpAndTheOldOneRemoved(phone)
        }
    }

    private fun link(invitation: String) = Intent(Intent.ACTION_VIEW, Uri.parse(invitation))

    private fun aRecordIsLeftUnsent(phone: TestPhone) {
        phone.network.online.value = false
        hand.tap("tab-households")
        hand.tap("add-household")
        hand.type("address", "8-1-101")
        hand.type("contact", "陈国富")
        hand.tap("save")
        hand.see("8-1-101")
        phone.network.online.value = true
    }

    private fun noAppCanMakeItCrash(phone: TestPhone) {
        for (route in listOf("step/x/y", "step/x/VERIFY", "step", "household/../../x", "card/x", "visit/x", "end/x/y", "resident/x/y", "correction/x/y", "move/", "issue/-", "hazard/🦊", "//", "")) {
            phone.given(Intent().putExtra(MainActivity.ROUTE, route))
            rule.waitForIdle()
            phone.turn()
            rule.waitForIdle()
        }
        phone.given(Intent(Intent.ACTION_VIEW, Uri.parse("tel:110")).putExtra(MainActivity.ROUTE, 7))
        phone.given(Intent().putExtra(MainActivity.ROUTE, "today"))
        hand.see("李红梅")
    }

    private fun aLinkIsAskedAboutAndCanBeTurnedDown(phone: TestPhone, invitation: String) {
        phone.given(link(invitation))
        hand.see(R.string.join_again_words)
        hand.see(hand.plural(R.plurals.line_saved, 1))
        phone.turn()
        hand.tap("stay")
        hand.see("李红梅")
        phone.turn()
        hand.see("李红梅")
    }

    private fun whatIsBegunLastsUntilItIsTakenBack(phone: TestPhone, invitation: String) {
        phone.given(link(invitation))
        hand.tap("join-again")
        hand.seeTag("invitation").assertTextContains(invitation)
        phone.turn()
        hand.seeTag("invitation").assertTextContains(invitation)
        hand.write("invitation", "$invitation ")
        phone.killAndRestore()
        hand.seeTag("invitation").assertTextContains("$invitation ")
        // A background job, or whoever else wants the book.
        runBlocking { phone.parts.desk.open() }
        hand.tapNamed(R.string.back)
        hand.see("李红梅")
        phone.given(link(invitation))
        hand.tap("join-again")
        hand.tap("join")
        hand.see("王志强")
    }

    private fun theNewBookShowsNothingOfTheOld(phone: TestPhone) {
        hand.gone("李红梅")
        assertEquals(0, phone.parts.sync.pulse.value.saved)
        hand.tap("tab-households")
        hand.see(R.string.households_empty_title)
        hand.tap("tab-today")
    }

    private fun theOldOneIsOpenedAgain(phone: TestPhone) {
        hand.tapNamed(R.string.settings_title)
        hand.see(hand.plural(R.plurals.old_books, 1))
        hand.see(hand.plural(R.plurals.old_books_unsent, 1))
        hand.tap("old-book-open")
        hand.see("李红梅")
        hand.tap("tab-households")
        hand.see("8-1-101")
        phone.killAndRestore()
        hand.see("8-1-101")
        hand.tap("tab-today")
    }

    private fun theNewOneIsTakenUpAndTheOldOneRemoved(phone: TestPhone) {
        hand.tapNamed(R.string.settings_title)
        hand.tap("old-book-open")
        hand.see("王志强")
        hand.tapNamed(R.string.settings_title)
        hand.tap("old-book-remove")
        hand.see(R.string.old_books_sure)
        hand.tap("old-book-yes")
        hand.gone(hand.plural(R.plurals.old_books, 1))
        assertEquals(emptyList<Int>(), runBlocking { phone.parts.desk.aside() }.map { it.number })
    }
}
