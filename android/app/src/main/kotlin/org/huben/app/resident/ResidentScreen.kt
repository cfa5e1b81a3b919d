package org.huben.app.resident

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.Choice
import org.huben.app.design.Choices
import org.huben.app.design.Discard
import org.huben.app.design.Field
import org.huben.app.design.FormBottom
import org.huben.app.design.LocalTones
import org.huben.app.design.Notice
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Scrolling
import org.huben.app.design.Section
import org.huben.app.design.Stranded
import org.huben.app.design.Waiting
import org.huben.app.design.said
import org.huben.app.design.word
import org.huben.app.engine.Problem
import org.huben.app.sync.ProblemNotice
import org.huben.core.Residence
import org.huben.core.Sex

/** A person being written. */
data class ResidentState(
    val loading: Boolean = true,
    val new: Boolean = true,
    /** The household's title. */
    val household: String = "",
    val form: ResidentForm = ResidentForm(),
    val canEnd: Boolean = false,
    /** Not in this household any more. */
    val gone: Boolean = false,
    /** The words are on disk as a draft. */
    val kept: Boolean = false,
    val busy: Boolean = false,
    val problem: Problem? = null,
)

/** What somebody can be told beside their words. */
interface ResidentActs {
    fun change(form: ResidentForm)
    fun save()
    fun discard()
    fun end()
}

@Composable
fun ResidentScreen(state: ResidentState, onBack: () -> Unit, acts: ResidentActs) {
    Page(
        stringResource(if (state.new) R.string.resident_add else R.string.resident_edit),
        onBack = onBack,
        bottom = if (state.loading || state.gone) null else { { FormBottom(stringResource(R.string.save), acts::save, state.kept, state.busy) } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_resident))
        Scrolling(state.problem) {
            Text(state.household, Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.primary)
            state.problem?.let { ProblemNotice(it, elsewhere = if (state.gone) R.string.back to onBack else null) }
            if (state.gone) {
                if (state.problem == null) Notice(
                    stringResource(R.string.resident_gone), stringResource(R.string.resident_gone_words), LocalTones.current.plain,
                    action = stringResource(R.string.back) to onBack,
                )
                return@Scrolling Stranded(state.form.run { listOf(name, relation, phone, birthDate) }, acts::discard)
            }
            Words(state, acts)
            if (state.canEnd) Section(stringResource(R.string.card_more)) {
                QuietButton(stringResource(R.string.resident_end), acts::end, Modifier.fillMaxWidth().padding(horizontal = 16.dp).testTag("end"))
            }
            Discard(state.kept, acts::discard)
        }
    }
}

@Composable
private fun ColumnScope.Words(state: ResidentState, acts: ResidentActs) {
    val form = state.form
    val error: @Composable (String) -> String? = { field -> state.problem?.takeIf { it.field == field }?.words?.said }
    Field(stringResource(R.string.resident_name), form.name, { acts.change(form.copy(name = it)) }, "name", error = error("name"))
    Field(stringResource(R.string.resident_relation), form.relation, { acts.change(form.copy(relation = it)) }, "relation", hint = stringResource(R.string.resident_relation_hint), error = error("relation"))
    Field(stringResource(R.string.phone), form.phone, { acts.change(form.copy(phone = it)) }, "phone", error = error("phone"), keyboard = KeyboardType.Phone)
    Field(stringResource(R.string.birth_date), form.birthDate, { acts.change(form.copy(birthDate = it)) }, "birth-date", hint = stringResource(R.string.birth_date_hint), error = error("birth_date"))
    Choices(stringResource(R.string.resident_sex)) {
        for (sex in Sex.entries - Sex.OTHER) Choice(stringResource(sex.word), form.sex == sex, { acts.change(form.copy(sex = sex)) })
    }
    Choices(stringResource(R.string.resident_residence)) {
        for (code in Residence.entries - Residence.OTHER) Choice(stringResource(code.word), form.residence == code, { acts.change(form.copy(residence = code)) })
    }
}
