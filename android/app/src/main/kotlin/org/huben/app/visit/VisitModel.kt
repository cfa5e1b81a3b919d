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
import org.huben.app.navigation.DraftKind
import org.huben.core.HouseholdId
import org.huben.core.VisitInput
import java.time.LocalDate

/** A visit being recorded: the draft follows every keystroke, and the record is on disk before the screen gives way. */
class VisitModel(private val desk: Desk, private val household: HouseholdId) : ViewModel() {
    private val current = MutableStateFlow(VisitState())
    private val draft = DraftKeeper(desk, DraftKind.visit(household).written, viewModelScope) { content ->
        current.update { if (it.form.written() == content) it.copy(kept = true) else it }
    }
    val state: StateFlow<VisitState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val found = (draft.found() as? Answer.Done)?.value?.let { VisitForm.read(it.content) }
            when (val answer = desk.ask { it.household(household) }) {
                is Answer.Done -> current.update { it.copy(loading = false, household = answer.value, form = found ?: it.form, kept = found != null) }
                is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
            }
        }
    }

    fun change(form: VisitForm) {
        current.update { it.copy(form = form, kept = false, problem = null) }
        draft.write(form.written())
    }

    fun save(done: () -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val form = current.value.form
            when (val answer = draft.handIn { id -> desk.ask { it.recordVisit(household, form.input().copy(draft = id)) } }) {
                is Answer.Done -> done()
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }
}

/** The form as the core takes it. */
internal fun VisitForm.input() = VisitInput(
    text = text,
    outcome = outcome,
    kind = kind,
    met = met.toList().takeIf { it.isNotEmpty() },
    answers = checked.takeIf { it.isNotEmpty() }?.let { org.json.JSONObject(it as Map<*, *>).toString() },
    followUp = followUpDays?.let { LocalDate.now().plusDays(it.toLong()).toString() },
)
