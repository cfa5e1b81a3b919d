package org.huben.app.ending

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.app.engine.DraftKeeper
import org.huben.app.navigation.DraftKind
import org.huben.core.Book
import org.huben.core.HouseholdFilter
import org.huben.core.HouseholdId
import org.huben.core.PageRequest
import org.huben.core.ResidentId

/** A household being ended, or one of its people there. */
@OptIn(ExperimentalCoroutinesApi::class)
class EndModel(private val desk: Desk, private val household: HouseholdId, private val resident: ResidentId?) : ViewModel() {
    private val current = MutableStateFlow(EndState(ofPerson = resident != null))
    private val draft = DraftKeeper(desk, DraftKind.end(household, resident).written, viewModelScope) { content ->
        current.update { if (it.form.written() == content) it.copy(kept = true) else it }
    }
    val state: StateFlow<EndState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val found = (draft.found() as? Answer.Done)?.value?.let { EndForm.read(it.content) }
            when (val answer = desk.ask(::begun)) {
                is Answer.Done -> current.update { answer.value.copy(form = found ?: it.form, kept = found != null) }
                is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
            }
        }
        viewModelScope.launch { current.map { it.form.search to it.form.why }.distinctUntilChanged().collectLatest { (words, why) -> look(words, why) } }
    }

    fun change(form: EndForm) {
        current.update { it.copy(form = form, kept = false, sure = false, problem = null) }
        draft.write(if (form == EndForm()) null else form.written())
    }

    /** Asked once more before it is done. */
    fun ask(sure: Boolean) = current.update { it.copy(sure = sure) }

    fun end(done: () -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val form = current.value.form
            val answer = draft.handIn {
                desk.ask { book ->
                    if (resident != null) book.endResident(resident, form.reason)
                    else book.endHousehold(household, form.reason, form.sameAs.takeIf { form.why == Why.SAME })
                }
            }
            when (answer) {
                is Answer.Done -> draft.discard().also { done() }
                is Answer.Not -> current.update { it.copy(busy = false, sure = false, problem = answer.problem) }
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

    private fun begun(book: Book): EndState {
        val home = book.household(household)
        val person = resident?.let { id -> home.residents.firstOrNull { it.id == id } }
        return EndState(false, resident != null, person?.name ?: home.title)
    }

    /** The households that this one may be entered twice with. */
    private suspend fun look(words: String, why: Why?) {
        if (why != Why.SAME || words.isBlank()) return current.update { it.copy(found = emptyList()) }
        val answer = desk.ask { it.households(HouseholdFilter(text = words.trim()), PageRequest(limit = FOUND)) }
        if (answer is Answer.Done) current.update { state -> state.copy(found = answer.value.items.filter { it.id != household }) }
    }

    private companion object {
        const val FOUND = 8
    }
}
