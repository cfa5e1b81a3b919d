package org.huben.app.issue

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Choice
import org.huben.app.design.Empty
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Sheet
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.navigation.Route
import org.huben.app.sync.ProblemNotice
import org.huben.core.Issue
import org.huben.core.IssueId

/** The issues this phone holds. */
data class IssuesState(
    val loading: Boolean = true,
    /** Only those with a step for this user. */
    val mineOnly: Boolean = false,
    val rows: List<Issue> = emptyList(),
    /** Those that wait for this user, as the core says. */
    val mine: Set<IssueId> = emptySet(),
    val total: Int = 0,
    val problem: Problem? = null,
)

@OptIn(ExperimentalLayoutApi::class)
@Composable
fun IssuesScreen(
    state: IssuesState, line: @Composable () -> Unit, tabs: @Composable () -> Unit,
    onMineOnly: (Boolean) -> Unit, onMore: () -> Unit, onAgain: () -> Unit, go: (Route) -> Unit,
) {
    Page(
        stringResource(R.string.tab_issues),
        line = line,
        bottom = {
            Column(Modifier.padding(start = 16.dp, end = 16.dp, top = 12.dp)) {
                BigButton(stringResource(R.string.hazard_button), { go(Route.Hazard(null)) }, Modifier.testTag("hazard"), painterResource(R.drawable.ic_hazard))
            }
            tabs()
        },
    ) {
        state.problem?.let { ProblemNotice(it, onAgain) }
        FlowRow(Modifier.padding(horizontal = 16.dp, vertical = 6.dp), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) {
            Choice(stringResource(R.string.filter_all), !state.mineOnly, { onMineOnly(false) })
            Choice(stringResource(R.string.filter_mine), state.mineOnly, { onMineOnly(true) })
        }
        when {
            state.loading -> Waiting(stringResource(R.string.loading_issues))
            state.rows.isEmpty() && state.problem == null -> Empty(
                painterResource(R.drawable.ic_hazard),
                stringResource(if (state.mineOnly) R.string.issues_mine_empty_title else R.string.issues_empty_title),
                stringResource(if (state.mineOnly) R.string.issues_mine_empty_words else R.string.issues_empty_words),
            )
            else -> LazyColumn(Modifier.fillMaxWidth().testTag("issues")) {
                items(state.rows, key = { it.id.text }) { issue -> Sheet { IssueLine(issue, issue.id in state.mine) { go(Route.Issue(issue.id.text)) } } }
                if (state.rows.size < state.total) item { QuietButton(stringResource(R.string.more), onMore, Modifier.fillMaxWidth().padding(16.dp)) }
            }
        }
    }
}
