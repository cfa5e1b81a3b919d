package org.huben.app.households

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Add
import androidx.compose.material.icons.filled.Close
import androidx.compose.material.icons.filled.Search
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.rememberVectorPainter
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.Choice
import org.huben.app.design.Empty
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Sheet
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.navigation.Route
import org.huben.app.sync.ProblemNotice
import org.huben.core.Household

/** The households, all or found. */
data class HouseholdsState(
    val loading: Boolean = true,
    val asked: String = "",
    val notSeenOnly: Boolean = false,
    val rows: List<Household> = emptyList(),
    val total: Int = 0,
    /** This user may enter a household somewhere; who may not is not offered it. */
    val mayAdd: Boolean = false,
    val problem: Problem? = null,
)

@OptIn(ExperimentalLayoutApi::class)
@Composable
fun HouseholdsScreen(
    state: HouseholdsState,
    line: @Composable () -> Unit,
    tabs: @Composable () -> Unit,
    onAsk: (String) -> Unit,
    onNotSeenOnly: (Boolean) -> Unit,
    onMore: () -> Unit,
    go: (Route) -> Unit,
) {
    Page(
        stringResource(R.string.tab_households),
        line = line,
        bottom = {
            if (state.mayAdd) QuietButton(
                stringResource(R.string.household_add), { go(Route.Card(null)) },
                Modifier.fillMaxWidth().padding(start = 16.dp, end = 16.dp, top = 12.dp).testTag("add-household"), rememberVectorPainter(Icons.Filled.Add),
            )
            tabs()
        },
    ) {
        SearchField(state.asked, onAsk)
        state.problem?.let { ProblemNotice(it, { onAsk(state.asked) }) }
        if (state.asked.isBlank()) {
            FlowRow(Modifier.padding(horizontal = 16.dp, vertical = 6.dp), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) {
                Choice(stringResource(R.string.filter_all), !state.notSeenOnly, { onNotSeenOnly(false) })
                Choice(stringResource(R.string.filter_not_seen), state.notSeenOnly, { onNotSeenOnly(true) })
            }
        }
        val add = stringResource(R.string.household_add) to { go(Route.Card(null)) }
        when {
            state.loading -> Waiting(stringResource(R.string.loading_households))
            state.rows.isEmpty() && state.asked.isNotBlank() -> Empty(
                rememberVectorPainter(Icons.Filled.Search), stringResource(R.string.search_empty_title, state.asked),
                stringResource(R.string.search_empty_words), action = add.takeIf { state.mayAdd },
            )
            state.rows.isEmpty() && state.notSeenOnly -> Empty(
                painterResource(R.drawable.ic_visit), stringResource(R.string.not_seen_empty_title), stringResource(R.string.not_seen_empty_words),
            )
            state.rows.isEmpty() && state.problem == null -> Empty(
                painterResource(R.drawable.ic_office), stringResource(R.string.households_empty_title),
                stringResource(if (state.mayAdd) R.string.households_empty_words else R.string.households_empty_read),
            )
            else -> Rows(state, onMore, go)
        }
    }
}

@Composable
private fun Rows(state: HouseholdsState, onMore: () -> Unit, go: (Route) -> Unit) {
    LazyColumn(Modifier.fillMaxWidth().testTag("households")) {
        item {
            Text(
                pluralStringResource(R.plurals.households_total, state.total, state.total), Modifier.padding(horizontal = 22.dp, vertical = 4.dp),
                style = MaterialTheme.typography.labelMedium, color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
        items(state.rows, key = { it.id.text }) { home -> Sheet { HouseholdLine(home, state.notSeenOnly) { go(Route.Household(home.id.text)) } } }
        if (state.rows.size < state.total) item {
            QuietButton(stringResource(R.string.more), onMore, Modifier.fillMaxWidth().padding(16.dp))
        }
    }
}

/** Characters, pinyin, initials, a door or the end of a telephone number: the core finds by all of them. */
@Composable
private fun SearchField(asked: String, onAsk: (String) -> Unit) {
    val label = stringResource(R.string.search_label)
    Column(Modifier.padding(horizontal = 16.dp, vertical = 4.dp)) {
        OutlinedTextField(
            asked,
            onAsk,
            Modifier.fillMaxWidth().testTag("search").semantics { contentDescription = label },
            placeholder = { Text(stringResource(R.string.search_hint), style = MaterialTheme.typography.bodyMedium) },
            textStyle = MaterialTheme.typography.bodyLarge,
            leadingIcon = { Icon(Icons.Filled.Search, null) },
            trailingIcon = if (asked.isEmpty()) null else { { IconButton({ onAsk("") }, Modifier.size(52.dp)) { Icon(Icons.Filled.Close, stringResource(R.string.search_clear)) } } },
            singleLine = true,
            shape = MaterialTheme.shapes.large,
            colors = OutlinedTextFieldDefaults.colors(
                focusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
                unfocusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
                unfocusedBorderColor = MaterialTheme.colorScheme.outline,
            ),
        )
    }
}
