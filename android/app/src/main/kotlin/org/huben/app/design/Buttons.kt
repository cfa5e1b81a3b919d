package org.huben.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Surface
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.painter.Painter
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

private val Room = PaddingValues(horizontal = 20.dp, vertical = 12.dp)

/** The one thing that a screen is for. */
@Composable
fun BigButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, icon: Painter? = null, enabled: Boolean = true, busy: Boolean = false) {
    val usable = enabled && !busy
    Button(
        onClick,
        modifier.fillMaxWidth().heightIn(min = 58.dp),
        enabled = usable,
        shape = MaterialTheme.shapes.medium,
        colors = ButtonDefaults.buttonColors(
            disabledContainerColor = MaterialTheme.colorScheme.surfaceContainerHighest,
            disabledContentColor = MaterialTheme.colorScheme.onSurfaceVariant,
        ),
        contentPadding = Room,
    ) { Inside(text, icon, busy) }
}

/** What else can be done. */
@Composable
fun QuietButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, icon: Painter? = null, enabled: Boolean = true, busy: Boolean = false) {
    OutlinedButton(
        onClick,
        modifier.heightIn(min = 54.dp),
        enabled = enabled && !busy,
        shape = MaterialTheme.shapes.medium,
        border = BorderStroke(1.5.dp, MaterialTheme.colorScheme.outline),
        contentPadding = Room,
    ) { Inside(text, icon, busy) }
}

/** A way onwards inside a text. */
@Composable
fun TextAction(text: String, onClick: () -> Unit, modifier: Modifier = Modifier) {
    TextButton(onClick, modifier.heightIn(min = 48.dp), contentPadding = PaddingValues(horizontal = 12.dp, vertical = 8.dp)) {
        Text(text, style = MaterialTheme.typography.labelLarge)
    }
}

@Composable
private fun Inside(text: String, icon: Painter?, busy: Boolean) {
    when {
        busy -> CircularProgressIndicator(Modifier.size(22.dp), color = LocalContentColor.current, strokeWidth = 2.5.dp)
        icon != null -> Icon(icon, null, Modifier.size(24.dp))
    }
    if (busy || icon != null) Spacer(Modifier.width(10.dp))
    Text(text, style = MaterialTheme.typography.labelLarge, textAlign = TextAlign.Center)
}

/** One of several; the chosen one is told to a screen reader as such. */
@Composable
fun Choice(text: String, chosen: Boolean, onClick: () -> Unit, modifier: Modifier = Modifier, several: Boolean = false) {
    val colours = MaterialTheme.colorScheme
    val shape = MaterialTheme.shapes.medium
    val act = if (several) Modifier.toggleable(chosen, role = Role.Checkbox) { onClick() }
    else Modifier.selectable(chosen, role = Role.RadioButton, onClick = onClick)
    Surface(
        modifier.clip(shape).then(act),
        shape = shape,
        color = if (chosen) colours.primary else colours.surfaceContainerLowest,
        contentColor = if (chosen) colours.onPrimary else colours.onSurface,
        border = BorderStroke(1.5.dp, if (chosen) colours.primary else colours.outline),
    ) {
        Row(Modifier.heightIn(min = 52.dp).padding(horizontal = 18.dp, vertical = 8.dp), verticalAlignment = Alignment.CenterVertically) {
            Text(text, style = MaterialTheme.typography.labelLarge)
        }
    }
}

/** Choices that belong together, as many in a row as fit. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Choices(title: String?, content: @Composable () -> Unit) {
    val flow = @Composable {
        FlowRow(Modifier.padding(horizontal = 16.dp, vertical = 4.dp).selectableGroup(), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) { content() }
    }
    if (title == null) Column(Modifier.padding(top = 10.dp)) { flow() } else Section(title) { flow() }
}

/** Yes or no, with what it means. */
@Composable
fun Toggle(title: String, words: String?, on: Boolean, onChange: (Boolean) -> Unit, modifier: Modifier = Modifier) {
    Row(
        modifier.fillMaxWidth().toggleable(on, role = Role.Switch, onValueChange = onChange).padding(horizontal = 20.dp, vertical = 12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f).padding(end = 12.dp)) {
            Text(title, style = MaterialTheme.typography.titleSmall)
            if (words != null) Text(words, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
        Switch(on, null)
    }
}
