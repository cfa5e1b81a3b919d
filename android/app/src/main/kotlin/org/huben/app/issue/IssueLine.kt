package org.huben.app.issue

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.LocalTones
import org.huben.app.design.Mark
import org.huben.app.design.TapRow
import org.huben.app.design.moment
import org.huben.app.design.standing
import org.huben.app.design.word
import org.huben.app.sync.StateMark
import org.huben.core.Issue
import org.huben.core.NextStep
import org.huben.core.RecordState
import org.huben.core.StepKind

/** One issue in a list; `mine` where the core says that it waits for this user. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun IssueLine(issue: Issue, mine: Boolean = false, onClick: () -> Unit) {
    val tones = LocalTones.current
    val place = issue.place
    val title = if (place == null) issue.category else stringResource(R.string.issue_at, issue.category, place)
    TapRow(title, onClick, Modifier.testTag("issue-${issue.id.text}"), words = shortened(issue.text)) {
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
            if (issue.urgent) Mark(stringResource(R.string.urgent), tones.attention)
            Mark(issue.standing, tones.plain)
            issue.main?.takeIf { mine }?.let { Mark(stringResource(R.string.your_turn, stringResource(it.kind.word)), tones.saved) }
            issue.dueAt?.let { Mark(stringResource(R.string.due_by, moment(it)), tones.plain) }
            if (issue.state != RecordState.AT_OFFICE) StateMark(issue.state)
        }
    }
}

/** The step that an issue waits for. To cancel and to reopen are roads aside, never the one that is meant. */
val Issue.main: NextStep? get() = next.firstOrNull { it.kind != StepKind.CANCEL && it.kind != StepKind.REOPEN }

/** The beginning of a long text, for a list; the whole stands on its own screen. */
fun shortened(text: String, most: Int = 60): String = if (text.length <= most) text else text.take(most).trimEnd() + "…"
