package org.huben.app.household

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Choice
import org.huben.app.design.Field
import org.huben.app.design.Page
import org.huben.app.design.Scrolling
import org.huben.app.design.Section
import org.huben.app.design.Waiting
import org.huben.app.design.word
import org.huben.app.engine.Problem
import org.huben.app.design.said
import org.huben.app.sync.ProblemNotice
import org.huben.core.Area
import org.huben.core.AreaCode
import org.huben.core.Occupancy

/** What can be written on a card. */
data class CardForm(
    val area: AreaCode? = null,
    val address: String = "",
    val estate: String = "",
    val contact: String = "",
    val phone: String = "",
    val note: String = "",
    val occupancy: Occupancy = Occupancy.UNKNOWN,
)

/** A card being written: a new household, or one that is there. */
data class CardState(
    val loading: Boolean = true,
    val new: Boolean = true,
    val form: CardForm = CardForm(),
    /** The user's own areas; asked for when there are several. */
    val areas: List<Area> = emptyList(),
    val busy: Boolean = false,
    val problem: Problem? = null,
)

@OptIn(ExperimentalLayoutApi::class)
@Composable
fun CardScreen(state: CardState, onBack: () -> Unit, onChange: (CardForm) -> Unit, onSave: () -> Unit) {
    val form = state.form
    Page(
        stringResource(if (state.new) R.string.household_add else R.string.card_edit),
        onBack = onBack,
        bottom = if (state.loading) null else { {
            Column(Modifier.padding(16.dp)) { BigButton(stringResource(R.string.save), onSave, Modifier.testTag("save"), busy = state.busy) }
        } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_household))
        Scrolling {
            state.problem?.let { ProblemNotice(it) }
            val error: @Composable (String) -> String? = { field -> state.problem?.takeIf { it.field == field }?.words?.said }
            if (state.areas.size > 1 && state.new) Section(stringResource(R.string.area)) {
                FlowRow(Modifier.padding(horizontal = 16.dp).selectableGroup(), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) {
                    for (area in state.areas) Choice(area.name, form.area == area.code, { onChange(form.copy(area = area.code)) })
                }
            }
            Field(stringResource(R.string.address), form.address, { onChange(form.copy(address = it)) }, "address", hint = "3-2-501", error = error("address"))
            Field(stringResource(R.string.estate), form.estate, { onChange(form.copy(estate = it)) }, "estate", hint = stringResource(R.string.estate_hint), error = error("estate"))
            Field(stringResource(R.string.contact), form.contact, { onChange(form.copy(contact = it)) }, "contact", error = error("contact"))
            Field(stringResource(R.string.phone), form.phone, { onChange(form.copy(phone = it)) }, "phone", error = error("phone"), keyboard = KeyboardType.Phone)
            Section(stringResource(R.string.occupancy)) {
                FlowRow(Modifier.padding(horizontal = 16.dp).selectableGroup(), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) {
                    for (code in Occupancy.entries - Occupancy.OTHER) Choice(stringResource(code.word), form.occupancy == code, { onChange(form.copy(occupancy = code)) })
                }
            }
            Field(stringResource(R.string.note), form.note, { onChange(form.copy(note = it)) }, "note", lines = 3, hint = stringResource(R.string.note_hint), error = error("note"))
        }
    }
}
