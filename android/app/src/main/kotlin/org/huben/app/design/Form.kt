package org.huben.app.design

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.painter.Painter
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.huben.app.R

/** Below a form: whether its words are on disk, and the one button that hands it in. */
@Composable
fun FormBottom(button: String, onSave: () -> Unit, kept: Boolean, busy: Boolean, icon: Painter? = null, enabled: Boolean = true, tag: String = "save") {
    Column(Modifier.padding(horizontal = 16.dp, vertical = 12.dp)) {
        Text(
            stringResource(if (kept) R.string.draft_kept else R.string.draft_none), Modifier.padding(bottom = 8.dp).testTag("kept"),
            style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        BigButton(button, onSave, Modifier.testTag(tag), icon, enabled, busy)
    }
}

/** What its form is about is not there any more: the words stay, to be read and copied, and nothing is written over them. */
@Composable
fun Stranded(words: List<String>, onDiscard: () -> Unit) {
    val written = words.filter(String::isNotBlank)
    if (written.isEmpty()) return
    Section(stringResource(R.string.stranded)) {
        SelectionContainer { Text(written.joinToString("\n"), Modifier.padding(horizontal = 20.dp).testTag("stranded"), style = MaterialTheme.typography.bodyLarge) }
    }
    Discard(kept = true, onDiscard)
}

/** At the end of a form that has a draft: the way to be rid of it, asked twice. */
@Composable
fun Discard(kept: Boolean, onDiscard: () -> Unit) {
    var asked by rememberSaveable { mutableStateOf(false) }
    if (!kept) return
    if (!asked) return TextAction(stringResource(R.string.form_discard), { asked = true }, Modifier.padding(start = 8.dp, top = 18.dp).testTag("discard"))
    Sure(stringResource(R.string.form_discard_sure), R.string.form_discard_yes, R.string.drop_no, "discard-sure", onDiscard) { asked = false }
}

/** What cannot be taken back is asked once more, in words that say what it is. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Sure(question: String, yes: Int, no: Int, tag: String, onYes: () -> Unit, onNo: () -> Unit) {
    Column(Modifier.padding(horizontal = 20.dp, vertical = 12.dp).semantics { liveRegion = LiveRegionMode.Polite }, Arrangement.spacedBy(10.dp)) {
        Text(question, style = MaterialTheme.typography.titleSmall)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
            QuietButton(stringResource(yes), onYes, Modifier.testTag(tag))
            QuietButton(stringResource(no), onNo)
        }
    }
}
