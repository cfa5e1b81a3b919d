package org.huben.app

import android.app.Activity
import android.app.KeyguardManager
import android.content.Intent
import android.net.Uri
import android.view.WindowManager
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import org.huben.app.design.Language
import org.huben.core.VaultException
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.io.File

/** The app is started and there is a book: it opens, or it says why not and what to do, and leaves everything where it is. */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h780dp-hdpi")
class OpeningTest {
    @get:Rule val rule = createEmptyComposeRule()
    private val hand = Hand(rule, Language.Chinese)

    // One test, as in AndroidDayTest: Compose's main-thread dispatcher does not outlive Robolectric's clearing up.
    @Test fun a_book_that_is_there_opens_or_says_why_not() = Office().use { office ->
        office.serve()
        TestPhone(Language.Chinese).use { phone ->
            val li = office.user("李红梅", "grid-worker")
            phone.start(Intent(Intent.ACTION_VIEW, Uri.parse(office.invite(li))))
            hand.tap("join")
            hand.see("李红梅")
            phone.away()

            anotherStartOpensItWithoutAsking(phone)
            withThePhonesLockNothingIsSeenBefore(phone)
            aKeyUnderLockForNowIsTriedAgain(phone)
            aDamagedBookIsLeftAsItWasFound(phone)
            aLostKeyLeadsToANewInvitation(phone, office.invite(li))
        }
    }

    private fun anotherStartOpensItWithoutAsking(phone: TestPhone) {
        phone.start()
        hand.see("李红梅")
        phone.away()
    }

    private fun withThePhonesLockNothingIsSeenBefore(phone: TestPhone) {
        phone.locked = true
        val guard = org.robolectric.RuntimeEnvironment.getApplication().getSystemService(KeyguardManager::class.java)
        shadowOf(guard).setIsDeviceSecure(true)
        phone.start()
        hand.see(R.string.unlock_title)
        hand.gone("李红梅")
        hand.tap("unlock")
        val asked = shadowOf(phone.activity).nextStartedActivityForResult
        shadowOf(phone.activity).receiveResult(asked.intent, Activity.RESULT_CANCELED, null)
        hand.see(R.string.unlock_title)
        unlock(phone)
        hand.see("李红梅")
        phone.turn()
        hand.see("李红梅")
        check(phone.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE != 0) { "Recents shows the households" }
        aFormHalfWrittenIsThereAfterUnlocking(phone)
        phone.away()
        phone.locked = false
        shadowOf(guard).setIsDeviceSecure(false)
    }

    /** The way to it, and what stands in it; and before Android 9 the state was saved while the app was still unlocked. */
    private fun aFormHalfWrittenIsThereAfterUnlocking(phone: TestPhone) {
        hand.tap("tab-households")
        hand.tap("add-household")
        hand.type("address", "8-1-1")
        phone.elsewhereAndBack()
        hand.see(R.string.unlock_title)
        unlock(phone)
        hand.seeTag("address").assertTextContains("8-1-1")
        phone.killAndRestore(beforeAndroid9 = true)
        hand.see(R.string.unlock_title)
        unlock(phone)
        hand.seeTag("address").assertTextContains("8-1-1")
    }

    private fun unlock(phone: TestPhone) {
        hand.tap("unlock")
        shadowOf(phone.activity).receiveResult(shadowOf(phone.activity).nextStartedActivityForResult.intent, Activity.RESULT_OK, null)
    }

    private fun aKeyUnderLockForNowIsTriedAgain(phone: TestPhone) {
        phone.vault.trouble = VaultException.Unavailable()
        phone.start()
        hand.see(R.string.problem_locked)
        phone.vault.trouble = null
        hand.tap("again")
        hand.see("李红梅")
        phone.away()
    }

    private fun aDamagedBookIsLeftAsItWasFound(phone: TestPhone) {
        val file = phone.books.walk().single { it.name == "book.db" }
        val whole = file.readBytes()
        val damaged = ByteArray(whole.size) { (it * 31).toByte() }
        file.writeBytes(damaged)
        phone.start()
        hand.see(R.string.problem_damaged)
        hand.see(R.string.closed_words)
        check(file.readBytes().contentEquals(damaged)) { "what was found was changed" }
        file.writeBytes(whole)
        hand.tap("again")
        hand.see("李红梅")
        phone.away()
    }

    private fun aLostKeyLeadsToANewInvitation(phone: TestPhone, invitation: String) {
        phone.vault.trouble = VaultException.Lost()
        val before: Set<File> = phone.books.walk().filter(File::isFile).toSet()
        phone.start()
        hand.see(R.string.problem_sign_in)
        hand.tapText(R.string.join_again)
        phone.vault.trouble = null
        hand.write("invitation", invitation)
        hand.tap("join")
        hand.see("李红梅")
        check(phone.books.walk().toSet().containsAll(before)) { "the old book went" }
        phone.away()
    }
}
