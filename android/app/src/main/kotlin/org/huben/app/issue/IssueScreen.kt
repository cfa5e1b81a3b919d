package org.huben.app.issue

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.LocalTones
import org.huben.app.design.Mark
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Section
import org.huben.app.design.Sheet
import org.huben.app.design.TapRow
import org.huben.app.design.Waiting
import org.huben.app.design.moment
import org.huben.app.design.standing
import org.huben.app.design.word
import org.huben.app.engine.Problem
import org.huben.app.navigation.Route
import org.huben.app.sync.ProblemNotice
import org.huben.app.sync.StateMark
import org.huben.core.Household
import org.huben.core.Issue
import org.huben.core.RecordState
import org.huben.core.StepKind

/** One issue: what is the matter, how it stands, what its user may do next. */
data class IssueState(
    val loading: Boolean = true,
    val issue: Issue? = null,
    /** The household it concerns, if this phone holds it. */
    val household: Household? = null,
    /** It waits for this user, as the core says; else what they may do is no more than possible. */
    val mine: Boolean = false,
    val problem: Problem? = null,
)

@Composable
fun IssueScreen(state: IssueState, line: @Composable () -> Unit, onBack: () -> Unit, onAgain: () -> Unit, go: (Route) -> Unit) {
    val issue = state.issue
    val first = issue?.main?.kind?.takeIf { state.mine }
    Page(
        issue?.category ?: stringResource(R.string.issue),
        line = line,
        onBack = onBack,
        bottom = if (first == null) null else { {
            Column(Modifier.padding(16.dp)) {
                BigButton(stringResource(first.word), { go(Route.Step(issue.id.text, first)) }, Modifier.testTag("step-$first"))
            }
        } },
    ) {
        state.problem?.let { ProblemNotice(it, onAgain) }
        if (state.loading) Waiting(stringResource(R.string.loading_issue))
        else if (issue != null) Timeline(issue, first, state.household, go)
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Timeline(issue: Issue, first: StepKind?, household: Household?, go: (Route) -> Unit) {
    val tones = LocalTones.current
    LazyColumn(Modifier.fillMaxWidth().testTag("issue")) {
        item {
            Sheet {
                Column(Modifier.padding(18.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
                    FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                        if (issue.urgent) Mark(stringResource(R.string.urgent), tones.attention)
                        Mark(issue.standing, tones.plain)
                        if (issue.suspended) Mark(stringResource(R.string.suspended), tones.saved)
                        if (issue.state != RecordState.AT_OFFICE) StateMark(issue.state)
                    }
                    Text(issue.text, style = MaterialTheme.typography.bodyLarge)
                    val facts = listOfNotNull(
                        issue.place?.let { stringResource(R.string.fact_place, it) },
                        issue.addressee?.let { stringResource(R.string.fact_with, it) },
                        issue.dueAt?.let { stringResource(R.string.due_by, moment(it)) },
                        issue.complainant?.let { stringResource(R.string.fact_complainant, listOfNotNull(it.name, it.phone).joinToString(" ")) },
                        stringResource(R.string.fact_case, issue.caseNumber),
                    )
                    for (fact in facts) Text(fact, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
                }
            }
        }
        if (household != null) item {
            Sheet { TapRow(household.title, { go(Route.Household(household.id.text)) }, words = stringResource(R.string.household)) }
        }
        item { Section(stringResource(R.string.timeline)) {} }
        itemsIndexed(issue.steps, key = { _, step -> step.id.text }) { place, step -> TimelineStep(step, place == issue.steps.lastIndex) }
        val others = issue.next.filter { it.kind != first }
        if (others.isNotEmpty()) item {
            Section(stringResource(R.string.other_steps)) {
                FlowRow(Modifier.padding(horizontal = 16.dp), Arrangement.spacedBy(10.dp), Arrangement.spacedBy(10.dp)) {
                    for (step in others) QuietButton(stringResource(step.kind.word), { go(Route.Step(issue.id.text, step.kind)) }, Modifier.testTag("step-${step.kind}"))
                }
            }
        }
        if (issue.next.isEmpty()) item {
            Text(
                stringResource(R.string.nothing_to_do), Modifier.padding(horizontal = 22.dp, vertical = 14.dp),
                style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant,
            )
        }
        item { Text("", Modifier.padding(bottom = 12.dp)) }
    }
}
