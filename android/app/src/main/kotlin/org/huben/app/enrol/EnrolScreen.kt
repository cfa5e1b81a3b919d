package org.huben.app.enrol

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.layout.Box
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Field
import org.huben.app.design.LocalTones
import org.huben.app.design.Notice
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Scrolling
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.sync.ProblemNotice

/** From an invitation to a book. */
data class EnrolState(
    val invitation: String = "",
    /** It came by the link, not by hand. */
    val byLink: Boolean = false,
    val busy: Boolean = false,
    /** Records fetched so far, once the office has answered. */
    val fetched: Int? = null,
    val problem: Problem? = null,
)

@Composable
fun EnrolScreen(state: EnrolState, onChange: (String) -> Unit, onPaste: () -> Unit, onJoin: () -> Unit, onReturn: (() -> Unit)? = null) {
    Page(
        stringResource(R.string.enrol_title),
        onBack = onReturn,
        bottom = {
            Column(Modifier.padding(16.dp)) {
                BigButton(
                    stringResource(if (state.busy) R.string.enrol_joining else R.string.enrol_join), onJoin,
                    Modifier.testTag("join"), enabled = state.invitation.isNotBlank(), busy = state.busy,
                )
            }
        },
    ) {
        Scrolling {
            if (state.busy) {
                Waiting(state.fetched?.let { pluralStringResource(R.plurals.enrol_fetched, it, it) } ?: stringResource(R.string.enrol_asking))
                return@Scrolling
            }
            Text(stringResource(R.string.enrol_welcome), Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.bodyLarge)
            if (onReturn != null) {
                Text(
                    stringResource(R.string.join_again_words), Modifier.padding(start = 20.dp, end = 20.dp, top = 14.dp),
                    style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
            }
            state.problem?.let { ProblemNotice(it) }
            if (state.byLink && state.problem == null) {
                Notice(
                    stringResource(R.string.enrol_link_title), stringResource(R.string.enrol_link_words), LocalTones.current.office,
                    icon = painterResource(R.drawable.ic_office),
                )
            } else {
                Steps()
            }
            Field(
                stringResource(R.string.enrol_field), state.invitation, onChange, "invitation",
                hint = "huben:…", lines = 3, error = state.problem?.takeIf { it.field == "invitation" }?.let { stringResource(R.string.enrol_field_error) },
            )
            QuietButton(
                stringResource(R.string.enrol_paste), onPaste, Modifier.fillMaxWidth().padding(horizontal = 16.dp),
                icon = painterResource(R.drawable.ic_paste),
            )
        }
    }
}

@Composable
private fun Steps() {
    Column(Modifier.padding(horizontal = 20.dp, vertical = 14.dp)) {
        for ((n, text) in listOf(R.string.enrol_step_1, R.string.enrol_step_2, R.string.enrol_step_3).withIndex()) {
            Row(Modifier.padding(vertical = 7.dp), verticalAlignment = Alignment.Top) {
                Surface(shape = CircleShape, color = MaterialTheme.colorScheme.primaryContainer, contentColor = MaterialTheme.colorScheme.onPrimaryContainer) {
                    Box(Modifier.size(36.dp), contentAlignment = Alignment.Center) {
                        Text("${n + 1}", style = MaterialTheme.typography.labelMedium)
                    }
                }
                Text(stringResource(text), Modifier.weight(1f).padding(start = 14.dp, top = 4.dp), style = MaterialTheme.typography.bodyMedium)
            }
        }
    }
}
