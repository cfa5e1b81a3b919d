package org.huben.app

import android.content.ClipData
import android.content.ClipboardManager
import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.assertTextContains
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import org.huben.app.design.Language
import org.huben.core.SyncReason
import org.junit.Assert.assertEquals
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config

/**
 * A day of three phones and one real office, through the screens: the real core through UniFFI, the real `huben-server`,
 * real SQLCipher files; Robolectric in place of the phone.
 */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h780dp-hdpi")
class AndroidDayTest {
    @get:Rule val rule = createEmptyComposeRule()

    // One test: Compose's own main-thread dispatcher does not outlive Robolectric's clearing up between two.
    @Test fun a_day_in_chinese_and_the_same_day_in_english() {
        day(Language.Chinese)
        day(Language.English)
    }

    private fun day(language: Language) = Office().use { office ->
        val hand = Hand(rule, language)
        office.serve()
        val (li, wang, zhou) = List(3) { TestPhone(language) }
        try {
            Day(office, hand, li, wang, zhou).run {
                liEnrolsByLinkAndAddsAHousehold()
                wangEnrolsByPasteAndFindsItByInitials()
                bothEditTheSameCardWithoutANetwork()
                liIsKilledMidVisitAndLosesNothing()
                liReportsAnUrgentHazardWithoutANetwork()
                theOfficeComesBackAndTheReceiptsArrive()
                wangSettlesTheContradiction()
                theIssueIsFollowedToItsCheck()
                liIsRevokedAndJoinsAgain()
            }
        } finally {
            listOf(li, wang, zhou).forEach(TestPhone::close)
        }
    }

    private inner class Day(val office: Office, val hand: Hand, val li: TestPhone, val wang: TestPhone, val zhou: TestPhone) {
        private val users = mapOf(
            "李红梅" to office.user("李红梅", "grid-worker"), "王志强" to office.user("王志强", "grid-worker"),
            "周建华" to office.user("周建华", "supervisor", Office.COMMUNITY),
        )

        fun liEnrolsByLinkAndAddsAHousehold() {
            li.start(Intent(Intent.ACTION_VIEW, Uri.parse(office.invite(users.getValue("李红梅")))))
            hand.see(R.string.enrol_link_title)
            hand.tap("join")
            hand.see("李红梅")
            hand.tap("tab-households")
            hand.see(R.string.households_empty_title)
            hand.tap("add-household")
            hand.type("address", "8-1-101")
            hand.type("estate", "振兴新村")
            hand.type("contact", "王秀英")
            hand.tap("save")
            hand.see(R.string.book_empty_title)
            sync()
            hand.see(R.string.account_all)
            li.away()
        }

        fun wangEnrolsByPasteAndFindsItByInitials() {
            wang.start()
            hand.see(R.string.enrol_step_1)
            val clip = wang.activity.getSystemService(ClipboardManager::class.java)!!
            clip.setPrimaryClip(ClipData.newPlainText("", office.invite(users.getValue("王志强"))))
            hand.tapText(R.string.enrol_paste)
            hand.tap("join")
            hand.see("王志强")
            hand.tap("tab-households")
            hand.type("search", "wxy")
            hand.tapText("振兴新村 8-1-101")
            hand.see(R.string.state_at_office)
            wang.away()
        }

        fun bothEditTheSameCardWithoutANetwork() {
            office.shut()
            for ((phone, number, note) in listOf(Triple(wang, "13805280022", "狗很凶"), Triple(li, "13805280011", ""))) {
                phone.network.online.value = false
                phone.start()
                openTheHousehold()
                hand.tap("edit-card")
                hand.write("phone", number)
                if (note.isNotEmpty()) hand.write("note", note)
                hand.tap("save")
                hand.see(hand.word(R.string.call, number))
                hand.see(hand.word(R.string.line_offline_saved, hand.plural(R.plurals.line_saved, 1)))
                if (phone == wang) phone.away()
            }
        }

        /** Li is at the door, with her app open on the household. */
        fun liIsKilledMidVisitAndLosesNothing() {
            hand.tap("record-visit")
            hand.type("text", "老人身体很好")
            hand.see(R.string.draft_kept)
            li.killAndRestore()
            hand.seeTag("text").assertTextContains("老人身体很好")
            hand.type("text", "，女儿周末回来")
            hand.see(R.string.draft_kept)
            li.turn()
            hand.seeTag("text").assertTextContains("老人身体很好，女儿周末回来")
            hand.tap("save")
            hand.see("老人身体很好，女儿周末回来")
            hand.see(R.string.state_saved)
            hand.see(hand.word(R.string.line_offline_saved, hand.plural(R.plurals.line_saved, 2)))
        }

        fun liReportsAnUrgentHazardWithoutANetwork() {
            hand.tap("hazard")
            hand.tapText(fire)
            hand.type("text", "楼道里停着充电的电动车")
            hand.tap("urgent")
            hand.see(R.string.draft_kept)
            hand.tap("report")
            hand.see(R.string.timeline)
            hand.see(R.string.urgent)
            hand.until("advice to sync at once") { li.schedule.last?.let { it.why == SyncReason.URGENT && it.after?.isZero == true } == true }
            sync()
            hand.see(R.string.problem_offline)
            hand.see(hand.plural(R.plurals.account_saved, 3))
        }

        fun theOfficeComesBackAndTheReceiptsArrive() {
            office.serve()
            li.network.online.value = true
            hand.tap("sync-now")
            hand.see(R.string.account_all)
            hand.gone(hand.word(R.string.state_saved))
            hand.see(R.string.state_at_office)
            assertEquals(0, li.schedule.told?.saved)
            li.away()
        }

        fun wangSettlesTheContradiction() {
            wang.network.online.value = true
            wang.start()
            sync()
            hand.tapNamed(R.string.back)
            openTheHousehold()
            hand.see(hand.plural(R.plurals.household_contradictions, 1))
            hand.tapText(R.string.contradiction_open)
            hand.see("13805280022")
            hand.tapText(hand.word(R.string.this_holds, "13805280011"))
            hand.see(R.string.attention_empty_title)
            sync()
            hand.see(R.string.account_all)
            wang.away()
            li.start()
            sync()
            hand.see(R.string.account_all)
            hand.tapNamed(R.string.back)
            openTheHousehold()
            hand.see(hand.word(R.string.call, "13805280011"))
            hand.see("狗很凶")
            li.away()
        }

        fun theIssueIsFollowedToItsCheck() {
            zhou.start(Intent(Intent.ACTION_VIEW, Uri.parse(office.invite(users.getValue("周建华")))))
            hand.tap("join")
            hand.see("周建华")
            openTheIssue()
            hand.tap("step-DISPATCH")
            hand.tap("pick-${users.getValue("王志强")}")
            hand.tap("done")
            hand.see(R.string.stage_dispatched)
            synced(zhou)
            wang.start()
            sync()
            hand.tapNamed(R.string.back)
            openTheIssue()
            hand.tap("step-HANDLE")
            hand.type("text", "车已推走，贴了提醒")
            hand.tap("done")
            hand.see(R.string.stage_handled)
            synced(wang)
            li.start()
            sync()
            hand.tapNamed(R.string.back)
            openTheIssue()
            hand.see("车已推走，贴了提醒")
            hand.tap("step-VERIFY")
            hand.tap("done")
            hand.see(R.string.problem_invalid)
            hand.tap("pick-PASSED")
            hand.tap("done")
            hand.see(R.string.stage_verified)
            synced(li)
        }

        /** Her phone was thought lost: the office revokes it, and gives her a new invitation when it is found. */
        fun liIsRevokedAndJoinsAgain() {
            val devices = office.says("device", "list").getJSONArray("items")
            val hers = (0 until devices.length()).map(devices::getJSONObject).single { it.getJSONObject("user").getString("name") == "李红梅" }
            office.says("device", "revoke", "--device", hers.getString("id"))
            li.start()
            sync()
            hand.see(R.string.problem_sign_in)
            hand.tapText(R.string.join_again)
            hand.write("invitation", office.invite(users.getValue("李红梅")))
            hand.tap("join")
            hand.see("李红梅")
            openTheHousehold()
            hand.see("老人身体很好，女儿周末回来")
            li.away()
        }

        private val fire get() = if (hand.word(R.string.back) == "返回") "消防" else "Fire"

        private fun synced(phone: TestPhone) {
            sync()
            hand.see(R.string.account_all)
            phone.away()
        }

        private fun sync() {
            hand.tap("sync-line")
            hand.tap("sync-now")
            hand.see(R.string.sync_now)
        }

        private fun openTheHousehold() {
            hand.tap("tab-households")
            hand.tapText("振兴新村 8-1-101")
        }

        private fun openTheIssue() {
            hand.tap("tab-issues")
            hand.tapText("楼道里停着充电的电动车")
        }
    }
}
