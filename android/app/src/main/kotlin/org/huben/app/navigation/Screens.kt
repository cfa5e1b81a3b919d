package org.huben.app.navigation

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.LifecycleResumeEffect
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import org.huben.app.Parts
import org.huben.app.attention.AttentionModel
import org.huben.app.attention.AttentionScreen
import org.huben.app.hazard.HazardModel
import org.huben.app.hazard.HazardScreen
import org.huben.app.ending.EndActs
import org.huben.app.ending.EndForm
import org.huben.app.ending.EndModel
import org.huben.app.ending.EndScreen
import org.huben.app.household.CardActs
import org.huben.app.household.CardForm
import org.huben.app.household.CardModel
import org.huben.app.household.CardScreen
import org.huben.app.household.HouseholdModel
import org.huben.app.household.HouseholdScreen
import org.huben.app.household.MoveModel
import org.huben.app.household.MoveScreen
import org.huben.app.households.HouseholdsModel
import org.huben.app.households.HouseholdsScreen
import org.huben.app.issue.IssueModel
import org.huben.app.issue.IssueScreen
import org.huben.app.issue.IssuesModel
import org.huben.app.issue.IssuesScreen
import org.huben.app.issue.StepModel
import org.huben.app.issue.StepScreen
import org.huben.app.resident.ResidentActs
import org.huben.app.resident.ResidentForm
import org.huben.app.resident.ResidentModel
import org.huben.app.resident.ResidentScreen
import org.huben.app.settings.OldBooks
import org.huben.app.settings.SettingsModel
import org.huben.app.settings.SettingsScreen
import org.huben.app.sync.SyncLine
import org.huben.app.sync.SyncModel
import org.huben.app.sync.SyncScreen
import org.huben.app.today.TodayModel
import org.huben.app.today.TodayScreen
import org.huben.app.visit.VisitModel
import org.huben.app.visit.VisitScreen
import org.huben.core.HouseholdId
import org.huben.core.IssueId
import org.huben.core.ResidentId
import org.huben.core.VisitId

/** What a screen asks of the phone itself. */
interface Phone {
    fun call(number: String)
    fun share(text: String)
    fun canLock(): Boolean
    fun joinAgain()

    /** A book that was put aside is opened again. */
    fun takeUp(book: Int)
}

/** The screen that a route leads to, over its model. */
@Composable
fun Screen(route: Route, parts: Parts, models: Models, navigator: Navigator, phone: Phone) {
    val pulse by parts.sync.pulse.collectAsStateWithLifecycle()
    val line = @Composable { SyncLine(pulse) { navigator.go(Route.Sync) } }
    val tabs = @Composable { Tabs(route, navigator::go) }
    val go = navigator::go
    val back = navigator::back
    val desk = parts.desk
    when (route) {
        Route.Today -> {
            val model = model(models, route) { TodayModel(desk) }
            val state by model.state.collectAsStateWithLifecycle()
            WhenSeenAgain(model::again)
            TodayScreen(state, line, tabs, go, model::again)
        }
        Route.Households -> {
            val model = model(models, route) { HouseholdsModel(desk) }
            val state by model.state.collectAsStateWithLifecycle()
            HouseholdsScreen(state, line, tabs, model::ask, model::notSeenOnly, model::more, go)
        }
        Route.Issues -> {
            val model = model(models, route) { IssuesModel(desk) }
            val state by model.state.collectAsStateWithLifecycle()
            IssuesScreen(state, line, tabs, model::mineOnly, model::more, model::again, go)
        }
        is Route.Household -> {
            val model = model(models, route) { HouseholdModel(desk, HouseholdId(route.id)) }
            val state by model.state.collectAsStateWithLifecycle()
            WhenSeenAgain(model::again)
            HouseholdScreen(state, line, back, phone::call, model::more, model::again, go)
        }
        is Route.Card -> {
            val model = model(models, route) { CardModel(desk, route.id?.let(::HouseholdId)) }
            val state by model.state.collectAsStateWithLifecycle()
            CardScreen(state, back, object : CardActs {
                override fun change(form: CardForm) = model.change(form)
                override fun save() = model.save { navigator.replace(Route.Household(it.text)) }
                override fun discard() = model.discard(back)
                override fun move() = go(Route.Move(route.id.orEmpty()))
                override fun end() = go(Route.End(route.id.orEmpty(), null))
            })
        }
        is Route.Move -> {
            val model = model(models, route) { MoveModel(desk, HouseholdId(route.household)) }
            val state by model.state.collectAsStateWithLifecycle()
            MoveScreen(state, back) { area -> model.move(area) { navigator.home(Route.Household(route.household)) } }
        }
        is Route.Resident -> {
            val model = model(models, route) { ResidentModel(desk, HouseholdId(route.household), route.id?.let(::ResidentId)) }
            val state by model.state.collectAsStateWithLifecycle()
            ResidentScreen(state, back, object : ResidentActs {
                override fun change(form: ResidentForm) = model.change(form)
                override fun save() = model.save { navigator.home(Route.Household(route.household)) }
                override fun discard() = model.discard(back)
                override fun end() = go(Route.End(route.household, route.id))
            })
        }
        is Route.End -> {
            val model = model(models, route) { EndModel(desk, HouseholdId(route.household), route.resident?.let(::ResidentId)) }
            val state by model.state.collectAsStateWithLifecycle()
            EndScreen(state, back, object : EndActs {
                override fun change(form: EndForm) = model.change(form)
                override fun ask(sure: Boolean) = model.ask(sure)
                override fun end() = model.end { navigator.home(Route.Household(route.household)) }
                override fun discard() = model.discard(back)
            })
        }
        is Route.Visit -> {
            val model = model(models, route) { VisitModel(desk, HouseholdId(route.household)) }
            val state by model.state.collectAsStateWithLifecycle()
            VisitScreen(state, back, model::change, { model.save { navigator.home(Route.Household(route.household)) } }) { model.discard(back) }
        }
        is Route.Correction -> {
            val model = model(models, route) { VisitModel(desk, HouseholdId(route.household), VisitId(route.visit)) }
            val state by model.state.collectAsStateWithLifecycle()
            VisitScreen(state, back, model::change, { model.save { navigator.home(Route.Household(route.household)) } }) { model.discard(back) }
        }
        is Route.Hazard -> {
            val model = model(models, route) { HazardModel(desk, route.household?.let(::HouseholdId)) }
            val state by model.state.collectAsStateWithLifecycle()
            HazardScreen(state, back, model::change, { model.report { navigator.replace(Route.Issue(it.text)) } }) { model.discard(back) }
        }
        is Route.Issue -> {
            val model = model(models, route) { IssueModel(desk, IssueId(route.id)) }
            val state by model.state.collectAsStateWithLifecycle()
            IssueScreen(state, line, back, model::again, go)
        }
        is Route.Step -> {
            val model = model(models, route) { StepModel(desk, IssueId(route.issue), route.step) }
            val state by model.state.collectAsStateWithLifecycle()
            StepScreen(state, back, model::change, { model.take { navigator.home(Route.Issue(route.issue)) } }) { model.discard(back) }
        }
        Route.Attention -> {
            val model = model(models, route) { AttentionModel(desk) }
            val state by model.state.collectAsStateWithLifecycle()
            AttentionScreen(state, line, back, model, go)
        }
        Route.Sync -> {
            val model = model(models, route) { SyncModel(desk, parts.sync) }
            val state by model.state.collectAsStateWithLifecycle()
            SyncScreen(pulse, state, back, parts.sync::start, parts.sync::stop, model::more, phone::joinAgain, go)
        }
        Route.Settings -> {
            val model = model(models, route) { SettingsModel(desk, parts.sync) }
            val about by model.about.collectAsStateWithLifecycle()
            val preferences by parts.settings.preferences.collectAsStateWithLifecycle()
            val books by model.oldBooks.collectAsStateWithLifecycle()
            SettingsScreen(preferences, about, phone.canLock(), back, parts.settings::set, { model.diagnostics(phone::share) }) {
                OldBooks(books, phone::takeUp, model::remove)
            }
        }
    }
}

/** Each time the screen comes to be seen: another day may have begun, and a draft was written meanwhile. */
@Composable
private fun WhenSeenAgain(look: () -> Unit) = LifecycleResumeEffect(Unit) {
    look()
    onPauseOrDispose {}
}
