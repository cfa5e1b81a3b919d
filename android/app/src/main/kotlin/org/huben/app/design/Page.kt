package org.huben.app.design

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.WindowInsetsSides
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.ime
import androidx.compose.foundation.layout.navigationBars
import androidx.compose.foundation.layout.only
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.union
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowBack
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import org.huben.app.R

/**
 * Every screen's frame: the quiet line, the title, what is to be read, and below, in the thumb's reach, what is to be
 * done. Nothing has a fixed height, so nothing is cut when words grow.
 */
@Composable
fun Page(
    title: String,
    modifier: Modifier = Modifier,
    line: (@Composable () -> Unit)? = null,
    onBack: (() -> Unit)? = null,
    actions: @Composable RowScope.() -> Unit = {},
    bottom: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    Surface(modifier.fillMaxSize(), color = MaterialTheme.colorScheme.background) {
        val edges = WindowInsets.safeDrawing.only(WindowInsetsSides.Top + WindowInsetsSides.Horizontal)
        Column(Modifier.fillMaxSize().windowInsetsPadding(edges)) {
            line?.invoke()
            Title(title, onBack, actions)
            Column(Modifier.weight(1f).fillMaxWidth(), content = content)
            if (bottom != null) Bottom(bottom)
        }
    }
}

@Composable
private fun Title(title: String, onBack: (() -> Unit)?, actions: @Composable RowScope.() -> Unit) {
    Row(
        Modifier.fillMaxWidth().heightIn(min = 60.dp).padding(start = if (onBack == null) 16.dp else 4.dp, end = 8.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (onBack != null) {
            IconButton(onBack, Modifier.size(52.dp)) {
                Icon(Icons.AutoMirrored.Filled.ArrowBack, stringResource(R.string.back))
            }
        }
        Text(
            title,
            Modifier.weight(1f).padding(vertical = 10.dp, horizontal = 4.dp).semantics { heading() },
            style = MaterialTheme.typography.titleLarge,
        )
        actions()
    }
}

@Composable
private fun Bottom(content: @Composable ColumnScope.() -> Unit) {
    val edges = WindowInsets.navigationBars.union(WindowInsets.ime).only(WindowInsetsSides.Bottom)
    Surface(color = MaterialTheme.colorScheme.surfaceContainerLowest) {
        Column(Modifier.fillMaxWidth()) {
            HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
            Column(Modifier.windowInsetsPadding(edges), content = content)
        }
    }
}

/** A screen's body when it is one long text or form; it goes to its top when `top`, which stands there, changes. */
@Composable
fun ColumnScope.Scrolling(top: Any? = null, content: @Composable ColumnScope.() -> Unit) {
    val place = rememberScrollState()
    LaunchedEffect(top) { if (top != null) place.scrollTo(0) }
    Column(Modifier.weight(1f).fillMaxWidth().verticalScroll(place)) {
        content()
        Box(Modifier.padding(bottom = 24.dp))
    }
}
