package org.huben.app.design

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.painter.Painter
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

/** What belongs together, under its heading. */
@Composable
fun Section(title: String, modifier: Modifier = Modifier, content: @Composable ColumnScope.() -> Unit) {
    Column(modifier.fillMaxWidth().padding(top = 18.dp)) {
        Text(
            title,
            Modifier.padding(horizontal = 20.dp, vertical = 6.dp).semantics { heading() },
            style = MaterialTheme.typography.labelMedium,
            color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        content()
    }
}

/** A white sheet on the paper. */
@Composable
fun Sheet(modifier: Modifier = Modifier, content: @Composable ColumnScope.() -> Unit) {
    Surface(
        modifier.fillMaxWidth().padding(horizontal = 12.dp, vertical = 4.dp),
        shape = MaterialTheme.shapes.large,
        color = MaterialTheme.colorScheme.surfaceContainerLowest,
        border = BorderStroke(1.dp, MaterialTheme.colorScheme.outlineVariant),
    ) { Column(content = content) }
}

/** A row to tap: what it is in large words, what to know of it below. */
@Composable
fun TapRow(title: String, onClick: () -> Unit, modifier: Modifier = Modifier, words: String? = null, beside: (@Composable () -> Unit)? = null) {
    Column(
        modifier.fillMaxWidth().clickable(role = Role.Button, onClick = onClick).heightIn(min = 68.dp).padding(horizontal = 18.dp, vertical = 12.dp),
        verticalArrangement = Arrangement.Center,
    ) {
        Text(title, style = MaterialTheme.typography.titleMedium)
        if (words != null) Text(words, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
        if (beside != null) Row(Modifier.padding(top = 6.dp)) { beside() }
    }
}

/** The same to read only. */
@Composable
fun ReadRow(title: String, words: String? = null, beside: (@Composable () -> Unit)? = null) {
    Column(Modifier.fillMaxWidth().heightIn(min = 68.dp).padding(horizontal = 18.dp, vertical = 12.dp), verticalArrangement = Arrangement.Center) {
        Text(title, style = MaterialTheme.typography.titleMedium)
        if (words != null) Text(words, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
        if (beside != null) Row(Modifier.padding(top = 6.dp)) { beside() }
    }
}

/** A word on a ground of its tone. */
@Composable
fun Mark(text: String, tone: Tone, modifier: Modifier = Modifier, icon: Painter? = null) {
    Surface(modifier, shape = RoundedCornerShape(8.dp), color = tone.ground, contentColor = tone.ink) {
        Row(Modifier.padding(horizontal = 9.dp, vertical = 3.dp), verticalAlignment = Alignment.CenterVertically) {
            if (icon != null) {
                Icon(icon, null, Modifier.size(18.dp))
                Spacer(Modifier.width(6.dp))
            }
            Text(text, style = MaterialTheme.typography.labelMedium)
        }
    }
}

/** Something to know, and what to do about it: no dead ends. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun Notice(
    title: String,
    words: String?,
    tone: Tone,
    modifier: Modifier = Modifier,
    icon: Painter? = null,
    action: Pair<String, () -> Unit>? = null,
    other: Pair<String, () -> Unit>? = null,
) {
    Surface(
        modifier.fillMaxWidth().padding(horizontal = 12.dp, vertical = 6.dp).semantics { liveRegion = LiveRegionMode.Polite },
        shape = MaterialTheme.shapes.large,
        color = tone.ground,
        contentColor = tone.ink,
    ) {
        Column(Modifier.padding(start = 18.dp, end = 18.dp, top = 14.dp, bottom = if (action == null) 14.dp else 10.dp)) {
            Row(verticalAlignment = Alignment.CenterVertically) {
                if (icon != null) {
                    Icon(icon, null, Modifier.size(24.dp))
                    Spacer(Modifier.width(10.dp))
                }
                Text(title, style = MaterialTheme.typography.titleMedium)
            }
            if (words != null) Text(words, Modifier.padding(top = 4.dp), style = MaterialTheme.typography.bodyMedium)
            FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp)) {
                for ((text, act) in listOfNotNull(action, other)) ToneAction(text, tone, act)
            }
        }
    }
}

@Composable
private fun ToneAction(text: String, tone: Tone, onClick: () -> Unit) {
    Surface(onClick, Modifier.padding(top = 10.dp), shape = MaterialTheme.shapes.medium, color = tone.ink, contentColor = tone.ground) {
        Row(Modifier.heightIn(min = 48.dp).padding(horizontal = 18.dp, vertical = 8.dp), verticalAlignment = Alignment.CenterVertically) {
            Text(text, style = MaterialTheme.typography.labelLarge)
        }
    }
}

/** Nothing here, and why that is all right or what to do. */
@Composable
fun Empty(icon: Painter, title: String, words: String, modifier: Modifier = Modifier, action: Pair<String, () -> Unit>? = null) {
    Column(
        modifier.fillMaxWidth().padding(horizontal = 32.dp, vertical = 40.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
        verticalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        Icon(icon, null, Modifier.size(52.dp), tint = MaterialTheme.colorScheme.outline)
        Text(title, style = MaterialTheme.typography.titleLarge, textAlign = TextAlign.Center)
        Text(words, style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant, textAlign = TextAlign.Center)
        if (action != null) QuietButton(action.first, action.second, Modifier.padding(top = 8.dp))
    }
}

/** Something is being fetched; said in words, too. */
@Composable
fun Waiting(words: String, modifier: Modifier = Modifier) {
    Column(
        modifier.fillMaxWidth().padding(horizontal = 32.dp, vertical = 48.dp).semantics { liveRegion = LiveRegionMode.Polite },
        horizontalAlignment = Alignment.CenterHorizontally,
        verticalArrangement = Arrangement.spacedBy(16.dp),
    ) {
        CircularProgressIndicator(Modifier.size(40.dp))
        Text(words, style = MaterialTheme.typography.bodyMedium, textAlign = TextAlign.Center)
    }
}
