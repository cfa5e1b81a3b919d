package org.huben.app.household

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Edit
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
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
import org.huben.app.design.Notice
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Section
import org.huben.app.design.Sheet
import org.huben.app.design.TextAction
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.issue.IssueLine
import org.huben.app.navigation.Route
import org.huben.app.sync.ProblemNotice
import org.huben.app.households.title
import org.huben.core.HouseholdOverview

/** One household: the card, its people, its issues, its book. */
data class HouseholdState(
    val loading: Boolean = true,
    val all: HouseholdOverview? = null,
    /** A visit was begun here and not handed in. */
    val draft: Boolean = false,
    val problem: Problem? = null,
)

@Composable
fun HouseholdScreen(state: HouseholdState, line: @Composable () -> Unit, onBack: () -> Unit, onCall: (String) -> Unit, onMore: () -> Unit, onAgain: () -> Unit, go: (Route) -> Unit) {
    val household = state.all?.household
    Page(
        household?.title ?: stringResource(R.string.household),
        line = line,
        onBack = onBack,
        actions = {
            if (household != null) IconButton({ go(Route.Card(household.id.text)) }, Modifier.size(52.dp).testTag("edit-card")) { Icon(Icons.Filled.Edit, stringResource(R.string.card_edit)) }
        },
        bottom = if (household == null || household.ended != null) null else { {
            Column(Modifier.padding(16.dp)) {
                BigButton(
                    stringResource(if (state.draft) R.string.visit_continue else R.string.visit_button), { go(Route.Visit(household.id.text)) },
                    Modifier.testTag("record-visit"), painterResource(R.drawable.ic_visit),
                )
                QuietButton(
                    stringResource(R.string.hazard_here), { go(Route.Hazard(household.id.text)) },
                    Modifier.fillMaxWidth().padding(top = 10.dp).testTag("hazard"), painterResource(R.drawable.ic_hazard),
                )
            }
        } },
    ) {
        state.problem?.let { ProblemNotice(it, onAgain) }
        if (state.loading) Waiting(stringResource(R.string.loading_household))
        else if (state.all != null) Everything(state.all, onCall, onMore, go)
    }
}

@Composable
private fun Everything(all: HouseholdOverview, onCall: (String) -> Unit, onMore: () -> Unit, go: (Route) -> Unit) {
    LazyColumn(Modifier.fillMaxWidth().testTag("household")) {
        val differing = all.contradictions.size
        if (differing > 0) item {
            Notice(
                pluralStringResource(R.plurals.household_contradictions, differing, differing),
                stringResource(R.string.household_contradictions_words), LocalTones.current.attention,
                icon = painterResource(R.drawable.ic_hazard), action = stringResource(R.string.contradiction_open) to { go(Route.Attention) },
            )
        }
        all.household.ended?.let { item { Notice(stringResource(R.string.household_ended), it.reason, LocalTones.current.plain) } }
        item { CardSheet(all.household, onCall) }
        if (all.household.residents.isNotEmpty()) item {
            Section(stringResource(R.string.residents)) { Sheet { for (person in all.household.residents) PersonRow(person, onCall) } }
        }
        if (all.issues.isNotEmpty()) item {
            Section(stringResource(R.string.tab_issues)) { for (issue in all.issues) Sheet { IssueLine(issue) { go(Route.Issue(issue.id.text)) } } }
        }
        item { Section(pluralStringResource(R.plurals.book, all.visits.total, all.visits.total)) {} }
        if (all.visits.items.isEmpty()) item {
            Empty(painterResource(R.drawable.ic_visit), stringResource(R.string.book_empty_title), stringResource(R.string.book_empty_words))
        }
        items(all.visits.items, key = { it.id.text }) { visit -> Sheet { VisitSheet(visit) } }
        if (all.visits.items.size < all.visits.total) item { TextAction(stringResource(R.string.more), onMore, Modifier.padding(horizontal = 12.dp)) }
        item { Row(Modifier.padding(bottom = 16.dp)) {} }
    }
}
