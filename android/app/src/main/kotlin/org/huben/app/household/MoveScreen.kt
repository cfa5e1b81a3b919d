package org.huben.app.household

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Choice
import org.huben.app.design.Choices
import org.huben.app.design.LocalTones
import org.huben.app.design.Notice
import org.huben.app.design.Page
import org.huben.app.design.Scrolling
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.sync.ProblemNotice
import org.huben.core.Area
import org.huben.core.AreaCode

/** A household being moved to another area. */
data class MoveState(
    val loading: Boolean = true,
    val title: String = "",
    /** Where it lies now. */
    val here: String = "",
    /** Where it can go, as the core says. */
    val areas: List<Area> = emptyList(),
    val busy: Boolean = false,
    val problem: Problem? = null,
)

@Composable
fun MoveScreen(state: MoveState, onBack: () -> Unit, onMove: (AreaCode) -> Unit) {
    var chosen by rememberSaveable { mutableStateOf<String?>(null) }
    Page(
        stringResource(R.string.household_move),
        onBack = onBack,
        bottom = if (state.areas.isEmpty()) null else { {
            Column(Modifier.padding(16.dp)) {
                BigButton(stringResource(R.string.move_button), { chosen?.let { onMove(AreaCode(it)) } }, Modifier.testTag("move"), enabled = chosen != null, busy = state.busy)
            }
        } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_household))
        Scrolling(state.problem) {
            Text(state.title, Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.primary)
            state.problem?.let { ProblemNotice(it) }
            if (state.areas.isEmpty() && state.problem == null) Notice(
                stringResource(R.string.move_none), stringResource(R.string.move_none_words), LocalTones.current.plain, action = stringResource(R.string.back) to onBack,
            )
            if (state.areas.isNotEmpty()) {
                Text(stringResource(R.string.move_now, state.here), Modifier.padding(horizontal = 20.dp, vertical = 8.dp), style = MaterialTheme.typography.bodyLarge)
                Text(stringResource(R.string.move_words), Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.bodyMedium)
                Choices(stringResource(R.string.move_where)) {
                    for (area in state.areas) Choice(area.name, chosen == area.code.text, { chosen = area.code.text }, Modifier.testTag("area-${area.code.text}"))
                }
            }
        }
    }
}
