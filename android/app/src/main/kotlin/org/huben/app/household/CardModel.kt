package org.huben.app.household

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.core.CardInput
import org.huben.core.Household
import org.huben.core.HouseholdId

/** A card being written. Only what was changed is handed in, so that a colleague's other changes stand beside it. */
class CardModel(private val desk: Desk, private val id: HouseholdId?) : ViewModel() {
    private val current = MutableStateFlow(CardState(new = id == null))
    private var before = CardForm()
    val state: StateFlow<CardState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            when (val answer = desk.ask { book -> id?.let(book::household) to book.me().areas }) {
                is Answer.Done -> {
                    val (household, areas) = answer.value
                    before = household?.let(::formOf) ?: CardForm(area = areas.singleOrNull()?.code)
                    current.update { it.copy(loading = false, form = before, areas = areas) }
                }
                is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
            }
        }
    }

    fun change(form: CardForm) = current.update { it.copy(form = form, problem = null) }

    fun save(done: (HouseholdId) -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val form = current.value.form
            val answer = desk.ask { book -> if (id == null) book.addHousehold(whole(form)) else book.editHousehold(id, changed(before, form)) }
            when (answer) {
                is Answer.Done -> done(answer.value.id)
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }
}

private fun formOf(household: Household) = CardForm(
    household.area, household.address, household.estate.orEmpty(), household.contact.orEmpty(), household.phone.orEmpty(),
    household.note.orEmpty(), household.occupancy,
)

private fun whole(form: CardForm) = changed(CardForm(), form)

private fun changed(before: CardForm, after: CardForm) = CardInput(
    area = after.area.takeIf { it != before.area },
    address = after.address.takeIf { it != before.address },
    estate = after.estate.takeIf { it != before.estate },
    contact = after.contact.takeIf { it != before.contact },
    phone = after.phone.takeIf { it != before.phone },
    note = after.note.takeIf { it != before.note },
    occupancy = after.occupancy.takeIf { it != before.occupancy },
)
