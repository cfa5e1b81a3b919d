package org.huben.app.today

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Settings
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Empty
import org.huben.app.design.LocalTones
import org.huben.app.design.Mark
import org.huben.app.design.Notice
import org.huben.app.design.Page
import org.huben.app.design.Section
import org.huben.app.design.Sheet
import org.huben.app.design.TapRow
import org.huben.app.design.TextAction
import org.huben.app.design.Waiting
import org.huben.app.design.dueDay
import org.huben.app.engine.Problem
import org.huben.app.households.HouseholdLine
import org.huben.app.issue.IssueLine
import org.huben.app.issue.shortened
import org.huben.app.navigation.Route
import org.huben.app.sync.ProblemNotice
import org.huben.core.FollowUp
import org.huben.core.Household
import org.huben.core.Issue
import org.huben.core.Today

/** A form that was begun and not handed in. */
data class Unfinished(val route: Route, val title: String, val beginning: String)

/** The day at a glance. */
data class TodayState(
    val loading: Boolean = true,
    /** Whose phone this is, and where they work. */
    val name: String = "",
    val place: String = "",
    /** What the core makes of the day. */
    val day: Today? = null,
    val unfinished: List<Unfinished> = emptyList(),
    val problem: Problem? = null,
) {
    val attention: Int get() = day?.run { contradictions + status.needsAttention } ?: 0
    val issues: List<Issue> get() = day?.run { handedToMe.items + waitingForMe.items }.orEmpty()
    val followUps: List<FollowUp> get() = day?.followUps?.items.orEmpty()
    val notSeen: List<Household> get() = day?.notSeen?.items.orEmpty()
    val nothing get() = attention == 0 && unfinished.isEmpty() && issues.isEmpty() && followUps.isEmpty() && notSeen.isEmpty()
}

@Composable
fun TodayScreen(state: TodayState, line: @Composable () -> Unit, tabs: @Composable () -> Unit, go: (Route) -> Unit, onAgain: () -> Unit) {
    Page(
        state.name.ifEmpty { stringResource(R.string.app_name) },
        line = line,
        actions = {
            IconButton({ go(Route.Settings) }, Modifier.size(52.dp).testTag("settings")) {
                Icon(Icons.Filled.Settings, stringResource(R.string.settings_title))
            }
        },
        bottom = {
            Column(Modifier.padding(start = 16.dp, end = 16.dp, top = 12.dp)) {
                BigButton(stringResource(R.string.hazard_button), { go(Route.Hazard(null)) }, Modifier.testTag("hazard"), painterResource(R.drawable.ic_hazard))
            }
            tabs()
        },
    ) {
        if (state.place.isNotEmpty()) {
            Text(state.place, Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
        state.problem?.let { ProblemNotice(it, onAgain) }
        when {
            state.loading -> Waiting(stringResource(R.string.loading_today))
            state.problem == null && state.nothing -> Empty(
                painterResource(R.drawable.ic_visit), stringResource(R.string.today_empty_title), stringResource(R.string.today_empty_words),
                action = stringResource(R.string.today_to_households) to { go(Route.Households) },
            )
            else -> TheDay(state, go)
        }
    }
}

@Composable
private fun TheDay(state: TodayState, go: (Route) -> Unit) {
    LazyColumn(Modifier.fillMaxWidth().testTag("today")) {
        if (state.attention > 0) item {
            Notice(
                pluralStringResource(R.plurals.today_attention, state.attention, state.attention), stringResource(R.string.today_attention_words),
                LocalTones.current.attention, icon = painterResource(R.drawable.ic_hazard),
                action = stringResource(R.string.today_attention_open) to { go(Route.Attention) },
            )
        }
        if (state.unfinished.isNotEmpty()) item {
            Section(stringResource(R.string.today_unfinished)) {
                for (form in state.unfinished) Sheet { UnfinishedLine(form, go) }
            }
        }
        if (state.issues.isNotEmpty()) item {
            Section(stringResource(R.string.today_handed)) {
                for (issue in state.issues) Sheet { IssueLine(issue, mine = true) { go(Route.Issue(issue.id.text)) } }
            }
        }
        if (state.followUps.isNotEmpty()) item {
            Section(stringResource(R.string.today_follow_ups)) {
                for (call in state.followUps) Sheet {
                    TapRow(call.household.title, { go(Route.Household(call.household.id.text)) }, words = call.household.contact) {
                        Mark(dueDay(call.due), LocalTones.current.saved)
                    }
                }
            }
        }
        if (state.notSeen.isNotEmpty()) {
            val total = state.day?.notSeen?.total ?: 0
            item { Section(stringResource(R.string.today_not_seen, state.day?.notSeenDays ?: 0, total)) {} }
            items(state.notSeen, key = { it.id.text }) { home -> Sheet { HouseholdLine(home, late = true) { go(Route.Household(home.id.text)) } } }
            if (total > state.notSeen.size) item {
                TextAction(stringResource(R.string.today_not_seen_all, total), { go(Route.Households) }, Modifier.padding(horizontal = 12.dp))
            }
        }
        item { Text("", Modifier.padding(bottom = 12.dp)) }
    }
}

@Composable
private fun UnfinishedLine(form: Unfinished, go: (Route) -> Unit) {
    val kind = stringResource(
        when (form.route) {
            is Route.Visit, is Route.Correction -> R.string.kind_visit
            is Route.Card -> R.string.kind_card
            is Route.Resident -> R.string.kind_resident
            is Route.End -> R.string.kind_end
            else -> R.string.kind_issue
        },
    )
    TapRow(listOf(kind, form.title).filter { it.isNotEmpty() }.joinToString(" · "), { go(form.route) }, words = shortened(form.beginning).ifEmpty { null })
}
