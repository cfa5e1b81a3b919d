package org.huben.app.issue

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.Choice
import org.huben.app.design.Discard
import org.huben.app.design.Field
import org.huben.app.design.FormBottom
import org.huben.app.design.LocalTones
import org.huben.app.design.Notice
import org.huben.app.design.Page
import org.huben.app.design.Scrolling
import org.huben.app.design.Section
import org.huben.app.design.Waiting
import org.huben.app.design.word
import org.huben.app.engine.Problem
import org.huben.app.design.said
import org.huben.app.sync.ProblemNotice
import org.huben.core.Addressee
import org.huben.core.CheckResult
import org.huben.core.Issue
import org.huben.core.NextStep

/** What goes with one step. */
data class StepForm(
    val text: String = "",
    val note: String = "",
    /** A user's id or a unit's name. */
    val to: String? = null,
    val result: CheckResult? = null,
    val score: Int? = null,
    /** Days from now. */
    val untilDays: Int? = null,
) {
    companion object
}

/** A step being taken. */
data class StepState(
    val loading: Boolean = true,
    val issue: Issue? = null,
    /** The step, and what it cannot do without; nothing when it is no longer possible. */
    val step: NextStep? = null,
    val addressees: List<Addressee> = emptyList(),
    val form: StepForm = StepForm(),
    val busy: Boolean = false,
    val problem: Problem? = null,
    /** The words are on disk as a draft. */
    val kept: Boolean = false,
)

private val UNTIL_DAYS = listOf(1, 3, 7)

@Composable
fun StepScreen(state: StepState, onBack: () -> Unit, onChange: (StepForm) -> Unit, onDone: () -> Unit, onDiscard: () -> Unit) {
    val step = state.step
    val name = step?.let { stringResource(it.kind.word) }
    Page(
        name ?: stringResource(R.string.issue),
        onBack = onBack,
        bottom = if (name == null) null else { {
            FormBottom(stringResource(R.string.step_done, name), onDone, state.kept, state.busy, tag = "done")
        } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_issue))
        Scrolling(state.problem) {
            state.problem?.takeIf { it.field != "text" }?.let { ProblemNotice(it) }
            state.issue?.let {
                Text(it.text, Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant)
            }
            if (step == null) Notice(stringResource(R.string.step_gone), stringResource(R.string.step_gone_words), LocalTones.current.plain, action = stringResource(R.string.back) to onBack)
            else Form(step, state, onChange)
            Discard(state.kept, onDiscard)
        }
    }
}

@Composable
private fun Form(step: NextStep, state: StepState, onChange: (StepForm) -> Unit) {
    val form = state.form
    if (step.needsAddressee) Pick(R.string.step_whom, state.addressees.map { it.to to it.name }, form.to) { onChange(form.copy(to = it)) }
    if (step.needsResult) Pick(R.string.step_found, (CheckResult.entries - CheckResult.OTHER).map { it to stringResource(it.word) }, form.result) { onChange(form.copy(result = it)) }
    if (step.needsScore) Pick(R.string.step_score, (5 downTo 1).map { it to stringResource(R.string.score_of_five, it) }, form.score) { onChange(form.copy(score = it)) }
    if (step.takesUntil) {
        Pick(R.string.step_until, UNTIL_DAYS.map { it to pluralStringResource(R.plurals.days_from_now, it, it) }, form.untilDays) { onChange(form.copy(untilDays = it)) }
    }
    Field(
        stringResource(if (step.needsWords) R.string.step_reason else R.string.step_text), form.text, { onChange(form.copy(text = it)) }, "text",
        lines = 3, hint = stringResource(R.string.step_text_hint), error = state.problem?.takeIf { it.field == "text" }?.words?.said,
    )
    Field(stringResource(R.string.step_note), form.note, { onChange(form.copy(note = it)) }, "note", lines = 2, hint = stringResource(R.string.step_note_hint))
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun <T> Pick(title: Int, choices: List<Pair<T, String>>, chosen: T?, onPick: (T) -> Unit) {
    Section(stringResource(title)) {
        FlowRow(Modifier.padding(horizontal = 16.dp).selectableGroup(), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) {
            for ((value, name) in choices) Choice(name, chosen == value, { onPick(value) }, Modifier.testTag("pick-$value"))
        }
    }
}
