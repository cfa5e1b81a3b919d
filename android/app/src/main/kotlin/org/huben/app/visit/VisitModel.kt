package org.huben.app.visit

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
import org.huben.core.DraftId
import org.huben.core.HouseholdId
import org.huben.core.VisitId
import org.huben.core.VisitInput
import org.json.JSONException
import org.json.JSONObject

/**
 * A visit being recorded, or one of one's own being put right: the draft follows every keystroke, and the record is on
 * disk before the screen gives way.
 */
class VisitModel(private val desk: Desk, private val household: HouseholdId, private val corrects: VisitId? = null) : ViewModel() {
    private val current = MutableStateFlow(VisitState(corrects = corrects != null))
    private var before = VisitForm()
    private var answers: String? = null
    private val kind = if (corrects == null) DraftKind.visit(household) else DraftKind.correction(household, corrects)
    private val draft = DraftKeeper(desk, kind.written, viewModelScope) { content ->
        current.update { if (written(it.form) == content) it.copy(kept = true) else it }
    }
    val state: StateFlow<VisitState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val found = (draft.found() as? Answer.Done)?.value?.let { read(it.content) }
            when (val answer = desk.ask { book -> book.household(household) to corrects?.let(book::visit) }) {
                is Answer.Done -> {
                    val (home, visit) = answer.value
                    answers = visit?.answers
                    before = found?.before ?: visit?.let { VisitForm.of(it) } ?: VisitForm()
                    current.update {
                        it.copy(loading = false, household = home, form = found?.form ?: before, agreed = before.agreed, kept = found != null)
                    }
                }
                // The words stay, and nothing is written over them.
                is Answer.Not -> current.update { it.copy(loading = false, gone = true, form = found?.form ?: it.form, problem = answer.problem) }
            }
        }
    }

    fun change(form: VisitForm) {
        current.update { it.copy(form = form, kept = false, problem = null) }
        draft.write(if (form == before) null else written(form))
    }

    fun save(done: () -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val form = current.value.form
            when (val answer = draft.handIn { id -> desk.ask { handIn(it, form, id) } }) {
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

    private fun handIn(book: Book, form: VisitForm, draft: DraftId?) {
        if (corrects == null) {
            book.recordVisit(household, form.input().copy(draft = draft))
            return
        }
        val input = corrected(before, form, answers).copy(draft = draft)
        // Where nothing was changed, nothing is written.
        if (input != VisitInput()) book.editVisit(corrects, input)
    }

    private fun written(form: VisitForm) = if (corrects == null) form.json().toString() else Edited(before, form).written { it.json() }

    private fun read(content: String): Edited<VisitForm>? {
        if (corrects != null) return Edited.read(content) { VisitForm.of(it) }
        return try {
            Edited(VisitForm(), VisitForm.of(JSONObject(content)))
        } catch (_: JSONException) {
            null
        }
    }
}
