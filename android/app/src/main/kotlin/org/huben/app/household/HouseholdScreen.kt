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
import org.huben.core.Household
import org.huben.core.HouseholdOverview
import org.huben.core.HouseholdRights

/** One household: the card, its people, its issues, its book. */
data class HouseholdState(
    val loading: Boolean = true,
    val all: HouseholdOverview? = null,
    /** What this user may do here; what they may not is not offered. */
    val rights: HouseholdRights = HouseholdRights(false, false, emptyList(), emptyList()),
    /** A visit was begun here and not handed in. */
    val draft: Boolean = false,
    /** The household that this one turned out to be the same as. */
    val sameAs: Household? = null,
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
            if (household != null && state.rights.edit) IconButton({ go(Route.Card(household.id.text)) }, Modifier.size(52.dp).testTag("edit-card")) { Icon(Icons.Filled.Edit, stringResource(R.string.card_edit)) }
        },
        bottom = if (household == null || household.ended != null) null else { {
            Column(Modifier.padding(16.dp)) {
                if (state.rights.visit) BigButton(
                    stringResource(if (state.draft) R.string.visit_continue else R.string.visit_button), { go(Route.Visit(household.id.text)) },
                    Modifier.testTag("record-visit"), painterResource(R.drawable.ic_visit),
                )
                QuietButton(
                    stringResource(R.string.hazard_here), { go(Route.Hazard(household.id.text)) },
                    Modifier.fillMaxWidth().padding(top = if (state.rights.visit) 10.dp else 0.dp).testTag("hazard"), painterResource(R.drawable.ic_hazard),
                )
            }
        } },
    ) {
        state.problem?.let { ProblemNotice(it, onAgain) }
        if (state.loading) Waiting(stringResource(R.string.loading_household))
        else if (state.all != null) Everything(state, state.all, onCall, onMore, go)
    }
}

@Composable
private fun Everything(state: HouseholdState, all: HouseholdOverview, onCall: (String) -> Unit, onMore: () -> Unit, go: (Route) -> Unit) {
    LazyColumn(Modifier.fillMaxWidth().testTag("household")) {
        val differing = all.contradictions.size
        if (differing > 0) item {
            Notice(
                pluralStringResource(R.plurals.household_contradictions, differing, differing),
                stringResource(R.string.household_contradictions_words), LocalTones.current.attention,
                icon = painterResource(R.drawable.ic_hazard), action = stringResource(R.string.contradiction_open) to { go(Route.Attention) },
            )
        }
        all.household.ended?.let { item { EndedNotice(it, state.sameAs, go) } }
        item { CardSheet(all.household, onCall) }
        val mayAdd = state.rights.edit && all.household.ended == null
        if (all.household.residents.isNotEmpty() || mayAdd) item { People(all.household, state.rights.edit, mayAdd, onCall, go) }
        if (all.issues.isNotEmpty()) item {
            Section(stringResource(R.string.tab_issues)) { for (issue in all.issues) Sheet { IssueLine(issue) { go(Route.Issue(issue.id.text)) } } }
        }
        item { Section(pluralStringResource(R.plurals.book, all.visits.total, all.visits.total)) {} }
        if (all.visits.items.isEmpty()) item {
            Empty(painterResource(R.drawable.ic_visit), stringResource(R.string.book_empty_title), stringResource(R.string.book_empty_words))
        }
        items(all.visits.items, key = { it.id.text }) { visit ->
            val correct = { go(Route.Correction(visit.household.text, visit.id.text)) }
            Sheet { VisitSheet(visit, all.household.residents, correct.takeIf { visit.id in state.rights.ownVisits }) }
        }
        if (all.visits.items.size < all.visits.total) item { TextAction(stringResource(R.string.more), onMore, Modifier.padding(horizontal = 12.dp)) }
        item { Row(Modifier.padding(bottom = 16.dp)) {} }
    }
}
