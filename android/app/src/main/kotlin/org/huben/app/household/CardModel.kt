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
import org.huben.app.engine.DraftKeeper
import org.huben.app.engine.Edited
import org.huben.app.navigation.DraftKind
import org.huben.core.Book
import org.huben.core.CardInput
import org.huben.core.HouseholdId

/** A card being written: a new household's, or one that is there. The draft follows every keystroke. */
class CardModel(private val desk: Desk, private val id: HouseholdId?) : ViewModel() {
    private val current = MutableStateFlow(CardState(new = id == null))
    private var before = CardForm()
    private val draft = DraftKeeper(desk, DraftKind.card(id).written, viewModelScope) { content ->
        current.update { if (written(it.form) == content) it.copy(kept = true) else it }
    }
    val state: StateFlow<CardState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val found = (draft.found() as? Answer.Done)?.value?.let { Edited.read(it.content, CardForm::of) }
            when (val answer = desk.ask(::begun)) {
                is Answer.Done -> {
                    before = found?.before ?: answer.value.form
                    current.value = answer.value.copy(form = found?.form ?: before, kept = found != null)
                }
                // The words stay, and nothing is written over them.
                is Answer.Not -> current.update { it.copy(loading = false, gone = true, form = found?.form ?: it.form, problem = answer.problem) }
            }
        }
    }

    fun change(form: CardForm) {
        current.update { it.copy(form = form, kept = false, problem = null) }
        draft.write(if (form == before) null else written(form))
    }

    fun save(done: (HouseholdId) -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val input = changed(if (id == null) CardForm() else before, current.value.form)
            val answer = draft.handIn { draft -> desk.ask { book -> handIn(book, input.copy(draft = draft)) } }
            when (answer) {
                is Answer.Done -> done(answer.value)
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }

    fun discard(done: () -> Unit) {
        viewModelScope.launch {
            when (val answer = draft.discard()) {
                is Answer.Done -> done()
                is Answer.Not -> current.update { it.copy(problem = answer.problem) }
            }
        }
    }

    private fun begun(book: Book): CardState {
        val areas = book.householdAreas()
        if (id == null) {
            val own = book.me().areas.singleOrNull()?.code.takeIf { own -> areas.any { it.code == own } }
            return CardState(false, true, CardForm(area = own ?: areas.singleOrNull()?.code), areas)
        }
        val household = book.household(id)
        val rights = book.householdRights(id)
        return CardState(
            false, false, CardForm.of(household), areas, canMove = rights.moveTo.isNotEmpty(),
            canEnd = rights.edit && household.ended == null,
        )
    }

    private fun handIn(book: Book, input: CardInput): HouseholdId = when (id) {
        null -> book.addHousehold(input).id
        // Where nothing was changed, nothing is written.
        else -> if (input == CardInput()) id else book.editHousehold(id, input).id
    }

    private fun written(form: CardForm) = Edited(before, form).written(CardForm::json)
}
