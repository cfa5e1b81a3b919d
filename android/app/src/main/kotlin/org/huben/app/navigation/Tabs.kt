package org.huben.app.navigation

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.selectable
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.DateRange
import androidx.compose.material.icons.filled.Home
import androidx.compose.material.icons.filled.Place
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import org.huben.app.R

/** Today, households, issues. The words grow less than elsewhere, so that all three stay whole on a narrow phone. */
@Composable
fun Tabs(here: Route, go: (Route) -> Unit) {
    val density = LocalDensity.current
    CompositionLocalProvider(LocalDensity provides Density(density.density, density.fontScale.coerceAtMost(1.15f))) {
        Row(Modifier.fillMaxWidth()) {
            Tab(R.string.tab_today, Icons.Filled.DateRange, here == Route.Today, Modifier.weight(1f).testTag("tab-today")) { go(Route.Today) }
            Tab(R.string.tab_households, Icons.Filled.Home, here == Route.Households, Modifier.weight(1f).testTag("tab-households")) { go(Route.Households) }
            Tab(R.string.tab_issues, Icons.Filled.Place, here == Route.Issues, Modifier.weight(1f).testTag("tab-issues")) { go(Route.Issues) }
        }
    }
}

@Composable
private fun Tab(text: Int, icon: ImageVector, chosen: Boolean, modifier: Modifier, onClick: () -> Unit) {
    val colour = if (chosen) MaterialTheme.colorScheme.primary else MaterialTheme.colorScheme.onSurfaceVariant
    Column(
        modifier.selectable(chosen, role = Role.Tab, onClick = onClick).heightIn(min = 64.dp).padding(vertical = 8.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
        verticalArrangement = Arrangement.Center,
    ) {
        Icon(icon, null, Modifier.size(26.dp), tint = colour)
        Text(
            stringResource(text), color = colour, style = MaterialTheme.typography.labelMedium,
            fontWeight = if (chosen) FontWeight.Bold else FontWeight.Medium,
        )
    }
}
