package org.huben.app.pictures

import androidx.compose.runtime.Composable
import org.huben.app.attention.AttentionActs
import org.huben.app.attention.AttentionScreen
import org.huben.app.attention.AttentionState
import org.huben.app.design.Look
import org.huben.app.enrol.ClosedScreen
import org.huben.app.enrol.EnrolScreen
import org.huben.app.enrol.EnrolState
import org.huben.app.enrol.InvitedScreen
import org.huben.app.enrol.OpeningScreen
import org.huben.app.enrol.UnlockScreen
import org.huben.app.hazard.HazardForm
import org.huben.app.hazard.HazardScreen
import org.huben.app.hazard.HazardState
import org.huben.app.household.HouseholdScreen
import org.huben.app.household.HouseholdState
import org.huben.app.households.HouseholdsScreen
import org.huben.app.households.HouseholdsState
import org.huben.app.issue.IssueScreen
import org.huben.app.issue.IssueState
import org.huben.app.issue.IssuesScreen
import org.huben.app.issue.IssuesState
import org.huben.app.issue.StepForm
import org.huben.app.issue.StepScreen
import org.huben.app.issue.StepState
import org.huben.app.navigation.Route
import org.huben.app.navigation.Tabs
import org.huben.app.settings.About
import org.huben.app.settings.OldBook
import org.huben.app.settings.OldBooks
import org.huben.app.settings.Preferences
import org.huben.app.settings.SettingsScreen
import org.huben.app.sync.Pulse
import org.huben.app.sync.SyncLine
import org.huben.app.sync.SyncScreen
import org.huben.app.sync.SyncState
import org.huben.app.today.TodayScreen
import org.huben.app.today.TodayState
import org.huben.app.today.Unfinished
import org.huben.app.visit.VisitForm
import org.huben.app.visit.VisitScreen
import org.huben.app.visit.VisitState
import org.huben.core.Contradiction
import org.huben.core.IntentId
import org.huben.core.RecordState
import org.huben.core.StepKind
import org.huben.core.UserRole

/** One screen in one state, to be drawn. */
class Scene(val name: String, val draw: @Composable (Samples, Look) -> Unit)

internal val go: (Route) -> Unit = {}
internal val nothing: () -> Unit = {}

@Composable
private fun Line(pulse: Pulse) = SyncLine(pulse, nothing)

private object NoActs : AttentionActs {
    override fun settle(what: Contradiction, value: String) = Unit
    override fun third(what: Contradiction, value: String?) = Unit
    override fun retry(id: IntentId) = Unit
    override fun drop(id: IntentId, sure: Boolean) = Unit
    override fun keep() = Unit
    override fun again() = Unit
}

private fun enrol(name: String, state: (Samples) -> EnrolState) = Scene(name) { s, _ -> EnrolScreen(state(s), {}, nothing, nothing) }

private fun today(name: String, pulse: (Samples) -> Pulse = { it.unsent.copy(attention = 2) }, state: (Samples) -> TodayState) =
    Scene(name) { s, _ -> TodayScreen(state(s), { Line(pulse(s)) }, { Tabs(Route.Today, go) }, go, nothing) }

private fun households(name: String, state: (Samples) -> HouseholdsState) =
    Scene(name) { s, _ -> HouseholdsScreen(state(s), { Line(s.unsent) }, { Tabs(Route.Households, go) }, {}, {}, nothing, go) }

internal fun household(name: String, pulse: (Samples) -> Pulse = { it.atOffice }, state: (Samples) -> HouseholdState) =
    Scene(name) { s, _ -> HouseholdScreen(state(s), { Line(pulse(s)) }, nothing, {}, nothing, nothing, go) }

internal fun visit(name: String, state: (Samples) -> VisitState) = Scene(name) { s, _ -> VisitScreen(state(s), nothing, {}, nothing, nothing) }

private fun hazard(name: String, state: (Samples) -> HazardState) = Scene(name) { s, _ -> HazardScreen(state(s), nothing, {}, nothing, nothing) }

private fun issues(name: String, state: (Samples) -> IssuesState) =
    Scene(name) { s, _ -> IssuesScreen(state(s), { Line(s.atOffice) }, { Tabs(Route.Issues, go) }, {}, nothing, nothing, go) }

private fun issue(name: String, state: (Samples) -> IssueState) = Scene(name) { s, _ -> IssueScreen(state(s), { Line(s.atOffice) }, nothing, nothing, go) }

private fun step(name: String, state: (Samples) -> StepState) = Scene(name) { s, _ -> StepScreen(state(s), nothing, {}, nothing, nothing) }

private fun attention(name: String, state: (Samples) -> AttentionState) =
    Scene(name) { s, _ ->
        val shown = state(s)
        AttentionScreen(shown, { Line(s.unsent.copy(attention = shown.contradictions.size + shown.cameBack.size)) }, nothing, NoActs, go)
    }

private fun sync(name: String, pulse: (Samples) -> Pulse, state: (Samples) -> SyncState = { SyncState(false, it.receipts, 131) }) =
    Scene(name) { s, _ -> SyncScreen(pulse(s), state(s), nothing, nothing, nothing, nothing, nothing, go) }

private fun unfinished(s: Samples) = listOf(Unfinished(Route.Visit("x"), s.household("8-1-203", "", null).run { "$estate $address" }, s.longWords))

/** Every screen in every state that was designed. */
val SCENES: List<Scene> = FIELD_SCENES + DOOR_SCENES

private val FIELD_SCENES get() = listOf(
    enrol("enrol") { EnrolState() },
    enrol("enrol-link") { EnrolState("huben:pWN1cmx4HGh0dHBzOi8vMTkyLjE2OC4xLjU6NzMwMA", byLink = true) },
    enrol("enrol-joining") { EnrolState("huben:pWN1cmx4", busy = true, fetched = 312) },
    enrol("enrol-refused") { EnrolState("huben:pWN1cmx4", problem = it.usedInvitation) },
    Scene("opening") { _, _ -> OpeningScreen() },
    Scene("enrol-again") { _, _ -> EnrolScreen(EnrolState(), {}, nothing, nothing, nothing) },
    Scene("invited") { _, _ -> InvitedScreen(3, nothing, nothing) },
    Scene("unlock") { _, _ -> UnlockScreen(nothing) },
    Scene("closed") { s, _ -> ClosedScreen(s.damaged, nothing, nothing, nothing) },

    today("today") { TodayState(false, it.li.name!!, it.grid.name, it.today, unfinished(it)) },
    today("today-empty", { it.atOffice }) { TodayState(false, it.li.name!!, it.grid.name, it.quietDay) },
    today("today-loading", { Pulse() }) { TodayState() },

    households("households") { HouseholdsState(false, rows = it.households, total = 84, mayAdd = true) },
    households("households-found") { HouseholdsState(false, "wxy", rows = it.households.take(1), total = 1) },
    households("households-not-found") { HouseholdsState(false, "wxz", mayAdd = true) },
    households("households-empty") { HouseholdsState(false, mayAdd = true) },
    households("households-to-read") { HouseholdsState(false) },

    household("household") { HouseholdState(false, it.overview(), it.rights) },
    household("household-differing", { it.unsent.copy(attention = 1) }) { HouseholdState(false, it.overview().copy(contradictions = listOf(it.contradiction)), it.rights) },
    household("household-new") { s -> HouseholdState(false, s.overview(s.households[3]).let { it.copy(visits = it.visits.copy(items = emptyList(), total = 0), issues = emptyList()) }, s.rights) },
    household("household-gone") { HouseholdState(false, problem = it.gone) },
    household("household-long") { s ->
        HouseholdState(false, s.overview().let { it.copy(visits = it.visits.copy(items = listOf(s.book[0].copy(text = s.longWords, state = RecordState.NEEDS_ATTENTION)), total = 1)) }, s.rights, draft = true)
    },

    visit("visit") { VisitState(false, it.wangXiuying) },
    visit("visit-written") { VisitState(false, it.wangXiuying, VisitForm(text = it.book[0].text, checked = mapOf("gas" to true), followUpDays = 7), kept = true) },
    visit("visit-refused") { VisitState(false, it.wangXiuying, problem = it.blank) },
    hazard("hazard") { HazardState(false, areas = listOf(it.grid, it.otherGrid)) },
    hazard("hazard-urgent") { HazardState(false, it.wangXiuying, form = HazardForm(if (it.grid.name.startsWith("第")) "消防" else "Fire", it.issue.place!!, it.issue.text, true), kept = true) },

    issues("issues") { IssuesState(false, rows = it.issues, mine = setOf(it.issue.id), total = 2) },
    issues("issues-empty") { IssuesState(false) },
    issue("issue") { IssueState(false, it.issue, mine = true) },
    issue("issue-possible") { IssueState(false, it.issue) },
    issue("issue-late") { s -> IssueState(false, s.issue.copy(next = emptyList(), steps = s.issue.steps + s.lateStep, text = s.longWords), s.wangXiuying) },
    step("step-dispatch") { StepState(false, it.issue, it.nextStep(StepKind.DISPATCH), it.addressees, StepForm(to = "squad", untilDays = 3)) },
    step("step-verify") { StepState(false, it.issue, it.nextStep(StepKind.VERIFY)) },
    step("step-gone") { StepState(false, it.issue) },

    attention("attention") { AttentionState(false, listOf(it.contradiction), listOf(it.refused)) },
    attention("attention-third") { AttentionState(false, listOf(it.contradiction), third = "${it.contradiction.document.text} phone" to "1380528") },
    attention("attention-empty") { AttentionState(false) },
    sync("sync-unsent", { it.unsent.copy(attention = 1) }),
    sync("sync-attention", { it.atOffice.copy(attention = 2) }),
    sync("sync-all", { it.atOffice }, { SyncState(false, it.receipts.takeLast(1), 128) }),
    sync("sync-offline", { it.unsent.copy(online = false, problem = it.offline) }, { SyncState(false) }),
    sync("sync-revoked", { it.unsent.copy(problem = it.revoked) }),
    sync("sync-running", { it.unsent.copy(running = true) }),
    Scene("settings") { s, look ->
        SettingsScreen(Preferences(look), About(s.li.name!!, listOf(UserRole.GRID_WORKER), listOf(s.grid.name), "Huben", "0.1.0", "00002a"), true, nothing, {}, nothing)
    },
    Scene("settings-old-books") { s, look ->
        SettingsScreen(Preferences(look), About(s.li.name!!, listOf(UserRole.GRID_WORKER), listOf(s.grid.name), "Huben", "0.1.0", "00002a"), true, nothing, {}, nothing) {
            OldBooks(listOf(OldBook(2, s.now.minusDays(3).toInstant(), 2), OldBook(1, s.now.minusDays(40).toInstant(), null)), {}, {})
        }
    },
)
