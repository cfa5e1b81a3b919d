package org.huben.app.attention

import androidx.annotation.StringRes
import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Field
import org.huben.app.design.LocalTones
import org.huben.app.design.Mark
import org.huben.app.design.QuietButton
import org.huben.app.design.Sheet
import org.huben.app.design.TextAction
import org.huben.app.design.moment
import org.huben.app.design.said
import org.huben.core.AttentionEntry
import org.huben.core.Contradiction
import org.huben.core.ContradictionSide
import org.huben.core.Standing

/** "王姐 wrote this, you wrote that: which one holds?" Every value is a button; neither is lost until somebody says. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun ContradictionSheet(what: Contradiction, state: AttentionState, acts: AttentionActs) {
    val somebody = stringResource(R.string.somebody)
    val sides = what.sides.map { (it.by?.name ?: somebody) to it.words.said }
    Sheet(Modifier.testTag("contradiction-${what.field}")) {
        Column(Modifier.padding(18.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
            Text(what.title, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
            val said = sides.map { (by, words) -> stringResource(R.string.wrote, by, words) }
            Text(
                stringResource(R.string.contradiction_question, what.label.said.replaceFirstChar(Char::uppercase), said.joinToString(stringResource(R.string.enumeration))),
                style = MaterialTheme.typography.titleSmall,
            )
            for (side in what.sides) SideButton(side, somebody, !state.busy) { acts.settle(what, side.value) }
            val typed = state.third?.takeIf { it.first == what.key }?.second
            if (typed == null) TextAction(stringResource(R.string.another_value), { acts.third(what, "") })
        }
        if (state.third?.first == what.key) {
            val typed = state.third.second
            Field(stringResource(R.string.another_value_label, what.label.said), typed, { acts.third(what, it) }, "third")
            FlowRow(Modifier.padding(start = 16.dp, end = 16.dp, bottom = 16.dp), Arrangement.spacedBy(10.dp), Arrangement.spacedBy(10.dp)) {
                BigButton(stringResource(R.string.another_value_save), { acts.settle(what, typed) }, Modifier.testTag("save-third"), enabled = typed.isNotBlank(), busy = state.busy)
                QuietButton(stringResource(R.string.leave_it), { acts.third(what, null) })
            }
        }
    }
}

@Composable
private fun SideButton(side: ContradictionSide, somebody: String, enabled: Boolean, onClick: () -> Unit) {
    Surface(
        onClick, Modifier.fillMaxWidth().testTag("side-${side.value}"), enabled, MaterialTheme.shapes.medium,
        color = MaterialTheme.colorScheme.primaryContainer, contentColor = MaterialTheme.colorScheme.onPrimaryContainer,
        border = BorderStroke(1.5.dp, MaterialTheme.colorScheme.primary),
    ) {
        Column(Modifier.heightIn(min = 60.dp).padding(horizontal = 18.dp, vertical = 10.dp)) {
            Text(stringResource(R.string.this_holds, side.words.said), style = MaterialTheme.typography.titleMedium)
            Text(stringResource(R.string.written_by, side.by?.name ?: somebody, moment(side.at)), style = MaterialTheme.typography.bodySmall)
        }
    }
}

/** What was not taken: why, everything that was written, and the ways onwards. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun CameBackSheet(item: AttentionEntry, state: AttentionState, acts: AttentionActs) {
    val tones = LocalTones.current
    Sheet(Modifier.testTag("came-back")) {
        Column(Modifier.padding(18.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            Mark(stringResource(item.standing.word), tones.attention)
            Text(item.act.said, style = MaterialTheme.typography.titleMedium)
            Text(item.reason.said, style = MaterialTheme.typography.bodyMedium, color = tones.attention.ink)
            for (field in item.text) Text(stringResource(R.string.field_value, field.label.said, field.words.said), style = MaterialTheme.typography.bodyMedium)
            Text(moment(item.at), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
            if (state.dropping == item.id) {
                Text(stringResource(R.string.drop_sure), style = MaterialTheme.typography.titleSmall)
                FlowRow(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
                    QuietButton(stringResource(R.string.drop_yes), { acts.drop(item.id, true) }, Modifier.testTag("drop-sure"), busy = state.busy)
                    QuietButton(stringResource(R.string.drop_no), acts::keep)
                }
            } else {
                FlowRow(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
                    if (item.canRetry) QuietButton(stringResource(R.string.retry), { acts.retry(item.id) }, Modifier.testTag("retry"), busy = state.busy)
                    QuietButton(stringResource(R.string.drop), { acts.drop(item.id, false) }, Modifier.testTag("drop"))
                }
            }
        }
    }
}

@get:StringRes
private val Standing.word: Int get() = when (this) {
    Standing.REFUSED -> R.string.attention_refused
    Standing.HELD -> R.string.attention_held
    Standing.STUCK -> R.string.attention_stuck
    Standing.LOST -> R.string.attention_lost
}
