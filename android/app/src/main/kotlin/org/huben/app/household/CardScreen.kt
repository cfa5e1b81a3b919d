package org.huben.app.household

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
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
import org.huben.core.Area
import org.huben.core.HouseholdKind
import org.huben.core.Occupancy

/** A card being written: a new household, or one that is there. */
data class CardState(
    val loading: Boolean = true,
    val new: Boolean = true,
    val form: CardForm = CardForm(),
    /** Where this user may enter a household; asked for when there are several. */
    val areas: List<Area> = emptyList(),
    /** There is another area that it can be moved to. */
    val canMove: Boolean = false,
    val canEnd: Boolean = false,
    /** The household cannot be read: the words are only to be read, too. */
    val gone: Boolean = false,
    /** The words are on disk as a draft. */
    val kept: Boolean = false,
    val busy: Boolean = false,
    val problem: Problem? = null,
)

/** What a card can be told beside its words. */
interface CardActs {
    fun change(form: CardForm)
    fun save()
    fun discard()
    fun move()
    fun end()
}

@Composable
fun CardScreen(state: CardState, onBack: () -> Unit, acts: CardActs) {
    Page(
        stringResource(if (state.new) R.string.household_add else R.string.card_edit),
        onBack = onBack,
        bottom = if (state.loading || state.gone) null else { { FormBottom(stringResource(R.string.save), acts::save, state.kept, state.busy) } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_household))
        Scrolling(state.problem) {
            state.problem?.let { ProblemNotice(it, elsewhere = if (state.gone) R.string.back to onBack else null) }
            if (state.gone) return@Scrolling Stranded(state.form.run { listOf(address, estate, name, contact, phone, note) }, acts::discard)
            Words(state, acts)
            if (state.canMove || state.canEnd) Section(stringResource(R.string.card_more)) {
                Column(Modifier.padding(horizontal = 16.dp)) {
                    if (state.canMove) QuietButton(stringResource(R.string.household_move), acts::move, Modifier.fillMaxWidth().padding(bottom = 10.dp).testTag("move"))
                    if (state.canEnd) QuietButton(stringResource(R.string.household_end), acts::end, Modifier.fillMaxWidth().testTag("end"))
                }
            }
            Discard(state.kept, acts::discard)
        }
    }
}

@Composable
private fun ColumnScope.Words(state: CardState, acts: CardActs) {
    val form = state.form
    val error: @Composable (String) -> String? = { field -> state.problem?.takeIf { it.field == field }?.words?.said }
    if (state.areas.size > 1 && state.new) Choices(stringResource(R.string.area)) {
        for (area in state.areas) Choice(area.name, form.area == area.code, { acts.change(form.copy(area = area.code)) }, Modifier.testTag("area-${area.code.text}"))
    }
    Field(stringResource(R.string.address), form.address, { acts.change(form.copy(address = it)) }, "address", hint = "3-2-501", error = error("address"))
    Field(stringResource(R.string.estate), form.estate, { acts.change(form.copy(estate = it)) }, "estate", hint = stringResource(R.string.estate_hint), error = error("estate"))
    Choices(stringResource(R.string.household_kind)) {
        for (kind in HouseholdKind.entries - HouseholdKind.OTHER) Choice(
            stringResource(kind.word), form.kind == kind,
            { acts.change(form.copy(kind = kind).let { if (it.named) it else it.copy(name = "") }) }, Modifier.testTag("kind-$kind"),
        )
    }
    if (form.named) Field(stringResource(R.string.household_name), form.name, { acts.change(form.copy(name = it)) }, "name", hint = stringResource(R.string.household_name_hint), error = error("name"))
    Field(stringResource(R.string.contact), form.contact, { acts.change(form.copy(contact = it)) }, "contact", error = error("contact"))
    Field(stringResource(R.string.phone), form.phone, { acts.change(form.copy(phone = it)) }, "phone", error = error("phone"), keyboard = KeyboardType.Phone)
    Choices(stringResource(R.string.occupancy)) {
        for (code in Occupancy.entries - Occupancy.OTHER) Choice(stringResource(code.word), form.occupancy == code, { acts.change(form.copy(occupancy = code)) })
    }
    Field(stringResource(R.string.note), form.note, { acts.change(form.copy(note = it)) }, "note", lines = 3, hint = stringResource(R.string.note_hint), error = error("note"))
}
