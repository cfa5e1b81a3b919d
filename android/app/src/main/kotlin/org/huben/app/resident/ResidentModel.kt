package org.huben.app.resident

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
import org.huben.core.HouseholdId
import org.huben.core.ResidentId
import org.huben.core.ResidentInput

/** A person being written: somebody new in a household, or who is there. The draft follows every keystroke. */
class ResidentModel(private val desk: Desk, private val household: HouseholdId, private val id: ResidentId?) : ViewModel() {
    private val current = MutableStateFlow(ResidentState(new = id == null))
    private var before = ResidentForm()
    private val draft = DraftKeeper(desk, DraftKind.resident(household, id).written, viewModelScope) { content ->
        current.update { if (written(it.form) == content) it.copy(kept = true) else it }
    }
    val state: StateFlow<ResidentState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val found = (draft.found() as? Answer.Done)?.value?.let { Edited.read(it.content, ResidentForm::of) }
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

    fun change(form: ResidentForm) {
        current.update { it.copy(form = form, kept = false, problem = null) }
        draft.write(if (form == before) null else written(form))
    }

    fun save(done: () -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val input = changed(before, current.value.form)
            val answer = draft.handIn { draft -> desk.ask { book -> handIn(book, input.copy(draft = draft)) } }
            when (answer) {
                is Answer.Done -> done()
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

    private fun begun(book: Book): ResidentState {
        val home = book.household(household)
        if (id == null) return ResidentState(false, true, home.title)
        val person = home.residents.firstOrNull { it.id == id } ?: return ResidentState(false, false, home.title, gone = true)
        return ResidentState(false, false, home.title, ResidentForm.of(person), canEnd = person.ended == null)
    }

    private fun handIn(book: Book, input: ResidentInput) {
        if (id == null) book.addResident(household, input)
        // Where nothing was changed, nothing is written.
        else if (input != ResidentInput()) book.editResident(id, input)
    }

    private fun written(form: ResidentForm) = Edited(before, form).written(ResidentForm::json)
}
