package org.huben.app.attention

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.Empty
import org.huben.app.design.Page
import org.huben.app.design.Section
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.navigation.Route
import org.huben.app.sync.ProblemNotice
import org.huben.core.AttentionEntry
import org.huben.core.Contradiction
import org.huben.core.IntentId

/** Names a contradiction among others. */
val Contradiction.key get() = "${document.text} $field"

/** What needs somebody. */
data class AttentionState(
    val loading: Boolean = true,
    val contradictions: List<Contradiction> = emptyList(),
    /** What came back, with everything that was written. */
    val cameBack: List<AttentionEntry> = emptyList(),
    /** A third value being typed, by the contradiction's key. */
    val third: Pair<String, String>? = null,
    /** What is about to be given up, until that is said twice. */
    val dropping: IntentId? = null,
    val busy: Boolean = false,
    val problem: Problem? = null,
)

/** What can be done on this screen. */
interface AttentionActs {
    fun settle(what: Contradiction, value: String)
    fun third(what: Contradiction, value: String?)
    fun retry(id: IntentId)
    fun drop(id: IntentId, sure: Boolean)
    fun keep()
    fun again()
}

@Composable
fun AttentionScreen(state: AttentionState, line: @Composable () -> Unit, onBack: () -> Unit, acts: AttentionActs, go: (Route) -> Unit) {
    Page(stringResource(R.string.attention_title), line = line, onBack = onBack) {
        state.problem?.let { ProblemNotice(it, acts::again) }
        when {
            state.loading -> Waiting(stringResource(R.string.loading_attention))
            state.contradictions.isEmpty() && state.cameBack.isEmpty() && state.problem == null -> Empty(
                painterResource(R.drawable.ic_office), stringResource(R.string.attention_empty_title), stringResource(R.string.attention_empty_words),
            )
            else -> LazyColumn(Modifier.fillMaxWidth().testTag("attention")) {
                if (state.contradictions.isNotEmpty()) item { Section(stringResource(R.string.contradictions)) {} }
                items(state.contradictions, key = { it.key }) { ContradictionSheet(it, state, acts) }
                if (state.cameBack.isNotEmpty()) item { Section(stringResource(R.string.came_back)) {} }
                items(state.cameBack, key = { it.id.text }) { CameBackSheet(it, state, acts) }
                item { Text("", Modifier.padding(bottom = 16.dp)) }
            }
        }
    }
}
