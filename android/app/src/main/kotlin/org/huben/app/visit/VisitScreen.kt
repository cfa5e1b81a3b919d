package org.huben.app.visit

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringArrayResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.Choice
import org.huben.app.design.Choices
import org.huben.app.design.Discard
import org.huben.app.design.Field
import org.huben.app.design.FormBottom
import org.huben.app.design.Page
import org.huben.app.design.Scrolling
import org.huben.app.design.Section
import org.huben.app.design.Stranded
import org.huben.app.design.Waiting
import org.huben.app.design.said
import org.huben.app.design.word
import org.huben.app.engine.Problem
import org.huben.app.sync.ProblemNotice
import org.huben.core.Household
import org.huben.core.ResidentId
import org.huben.core.VisitKind
import org.huben.core.VisitOutcome

/** What is written of one visit. It is kept as a draft with every keystroke; the core sees only [VisitModel]'s input. */
data class VisitForm(
    val outcome: VisitOutcome = VisitOutcome.MET,
    val kind: VisitKind = VisitKind.HOME,
    val text: String = "",
    val met: Set<ResidentId> = emptySet(),
    /** Checklist: code to whether all was well; what was not looked at is absent. */
    val checked: Map<String, Boolean> = emptyMap(),
    /** Days until the next call. */
    val followUpDays: Int? = null,
    /** The day that was agreed already, like `2026-12-01`, where a visit is put right; gone when another is chosen. */
    val agreed: String? = null,
) {
    companion object
}

/** A visit being recorded, or one of one's own being put right. */
data class VisitState(
    val loading: Boolean = true,
    val household: Household? = null,
    val form: VisitForm = VisitForm(),
    /** The words are on disk as a draft. */
    val kept: Boolean = false,
    val busy: Boolean = false,
    val problem: Problem? = null,
    val corrects: Boolean = false,
    /** The household or visit cannot be read: the words are only to be read, too. */
    val gone: Boolean = false,
    /** The day that was agreed before, where a visit is put right. */
    val agreed: String? = null,
)

/** What is looked at in a home. */
val CHECKS = mapOf("gas" to R.string.check_gas, "electricity" to R.string.check_electricity, "exits" to R.string.check_exits)
private val FOLLOW_UPS = listOf(null to R.string.follow_up_none, 7 to R.string.follow_up_week, 14 to R.string.follow_up_two_weeks, 30 to R.string.follow_up_month)

@Composable
fun VisitScreen(state: VisitState, onBack: () -> Unit, onChange: (VisitForm) -> Unit, onSave: () -> Unit, onDiscard: () -> Unit) {
    Page(
        stringResource(if (state.corrects) R.string.visit_edit else R.string.visit_title),
        onBack = onBack,
        bottom = if (state.loading || state.gone) null else { {
            val button = stringResource(if (state.corrects) R.string.visit_edit_save else R.string.visit_save)
            FormBottom(button, onSave, state.kept, state.busy, painterResource(R.drawable.ic_phone_saved))
        } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_household))
        Scrolling(state.problem) {
            if (state.gone) {
                state.problem?.let { ProblemNotice(it, elsewhere = R.string.back to onBack) }
                Stranded(listOf(state.form.text), onDiscard)
                return@Scrolling
            }
            Form(state, onChange)
            Discard(state.kept, onDiscard)
        }
    }
}

@Composable
private fun ColumnScope.Form(state: VisitState, onChange: (VisitForm) -> Unit) {
    val form = state.form
    Text(
        listOfNotNull(state.household?.title, state.household?.contact).joinToString(" · "), Modifier.padding(horizontal = 20.dp),
        style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.primary,
    )
    if (state.corrects) Text(
        stringResource(R.string.visit_edit_words), Modifier.padding(horizontal = 20.dp, vertical = 4.dp),
        style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant,
    )
    state.problem?.takeIf { it.field != "text" }?.let { ProblemNotice(it) }
    Choices(null) {
        for (code in VisitOutcome.entries - VisitOutcome.OTHER) {
            Choice(stringResource(code.word), form.outcome == code, { onChange(form.copy(outcome = code)) }, Modifier.testTag("outcome-$code"))
        }
    }
    Field(
        stringResource(R.string.visit_text), form.text, { onChange(form.copy(text = it)) }, "text", lines = 3,
        hint = stringResource(R.string.visit_hint), error = state.problem?.takeIf { it.field == "text" }?.words?.said,
    )
    Choices(stringResource(R.string.phrases)) {
        val phrases = stringArrayResource(if (form.outcome == VisitOutcome.MET) R.array.phrases_met else R.array.phrases_not_met)
        for (phrase in phrases) Choice(phrase, saysPhrase(form.text, phrase), { onChange(form.copy(text = joined(form.text, phrase))) }, several = true)
    }
    val people = state.household?.residents.orEmpty().filter { it.ended == null }
    if (form.outcome == VisitOutcome.MET && people.isNotEmpty()) Choices(stringResource(R.string.visit_met)) {
        for (person in people) {
            val met = person.id in form.met
            Choice(person.name, met, { onChange(form.copy(met = if (met) form.met - person.id else form.met + person.id)) }, several = true)
        }
    }
    if (form.outcome == VisitOutcome.MET) Section(stringResource(R.string.checklist)) {
        for ((code, text) in CHECKS) Check(stringResource(text), form.checked[code]) { well ->
            onChange(form.copy(checked = if (well == null) form.checked - code else form.checked + (code to well)))
        }
    }
    Choices(stringResource(R.string.follow_up)) {
        state.agreed?.let { day ->
            Choice(stringResource(R.string.follow_up_agreed, day), form.agreed == day, { onChange(form.copy(followUpDays = null, agreed = day)) })
        }
        for ((days, text) in FOLLOW_UPS) {
            val chosen = form.followUpDays == days && form.agreed == null
            Choice(stringResource(text), chosen, { onChange(form.copy(followUpDays = days, agreed = null)) })
        }
    }
    Choices(stringResource(R.string.visit_kind)) {
        for (code in VisitKind.entries - VisitKind.OTHER) Choice(stringResource(code.word), form.kind == code, { onChange(form.copy(kind = code)) })
    }
}

/** One thing looked at: well, not well, or not looked at. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Check(title: String, well: Boolean?, onChange: (Boolean?) -> Unit) {
    Column(Modifier.padding(horizontal = 16.dp, vertical = 4.dp)) {
        Text(title, Modifier.padding(start = 4.dp, bottom = 4.dp), style = MaterialTheme.typography.bodyMedium)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            Choice(stringResource(R.string.check_well), well == true, { onChange(if (well == true) null else true) }, several = true)
            Choice(stringResource(R.string.check_not_well), well == false, { onChange(if (well == false) null else false) }, several = true)
        }
    }
}

private val ENDS = charArrayOf('，', ',', '；', ';', '。')

/** Does the phrase stand there by itself? The same words inside somebody's own sentence are theirs. */
internal fun saysPhrase(text: String, phrase: String) = text.split(*ENDS).any { it.trim() == phrase }

/** The phrase after what stands there; a second tap takes it out again. */
internal fun joined(text: String, phrase: String): String {
    if (saysPhrase(text, phrase)) return without(text, phrase)
    val chinese = phrase.any { it.code > 0x2E80 }
    return if (text.isBlank()) phrase else text.trimEnd() + (if (chinese) "，" else ", ") + phrase
}

private fun without(text: String, phrase: String): String {
    val alone = Regex("(^|[，,；;。])\\s*${Regex.escape(phrase)}\\s*(?=[，,；;。]|$)")
    val found = alone.find(text) ?: return text
    val rest = text.removeRange(found.range)
    return if (found.range.first == 0) rest.trimStart(*ENDS).trimStart() else rest
}
