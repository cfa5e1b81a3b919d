package org.huben.app.issue

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.width
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.moment
import org.huben.app.design.word
import org.huben.core.IssueStep

/** One move: a point on the line, what was done, by whom, and their words. */
@Composable
internal fun TimelineStep(step: IssueStep, last: Boolean) {
    val colours = MaterialTheme.colorScheme
    val ink = if (step.counted) colours.primary else colours.outline
    Row(Modifier.fillMaxWidth().height(IntrinsicSize.Min).padding(horizontal = 20.dp)) {
        Canvas(Modifier.width(20.dp).fillMaxHeight()) {
            val x = size.width / 2
            val y = 16.dp.toPx()
            if (!last) drawLine(colours.outlineVariant, Offset(x, y), Offset(x, size.height + y), 3.dp.toPx())
            drawCircle(if (last && step.counted) ink else colours.background, 8.dp.toPx(), Offset(x, y))
            drawCircle(ink, 8.dp.toPx(), Offset(x, y), style = androidx.compose.ui.graphics.drawscope.Stroke(3.dp.toPx()))
        }
        Column(Modifier.weight(1f).padding(start = 14.dp, bottom = 20.dp)) {
            val done = listOfNotNull(
                stringResource(step.kind.word),
                step.result?.let { stringResource(it.word) },
                step.score?.let { stringResource(R.string.score_of_five, it) },
            ).joinToString(" · ")
            val to = step.to
            Text(if (to == null) done else stringResource(R.string.step_to, done, to), style = MaterialTheme.typography.titleSmall)
            Text(
                listOfNotNull(moment(step.at), step.by.name, stringResource(step.capacity.word)).joinToString(" · "),
                style = MaterialTheme.typography.bodySmall, color = colours.onSurfaceVariant,
            )
            step.until?.let { Text(stringResource(R.string.due_by, moment(it)), style = MaterialTheme.typography.bodySmall, color = colours.onSurfaceVariant) }
            step.text?.let { Text(it, Modifier.padding(top = 4.dp), style = MaterialTheme.typography.bodyMedium) }
            step.note?.let { Text(stringResource(R.string.internal_note, it), Modifier.padding(top = 4.dp), style = MaterialTheme.typography.bodyMedium, color = colours.onSurfaceVariant) }
            if (!step.counted) Text(stringResource(R.string.came_too_late), Modifier.padding(top = 4.dp), style = MaterialTheme.typography.bodySmall, color = colours.error)
        }
    }
}
