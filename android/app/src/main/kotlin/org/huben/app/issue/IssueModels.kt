package org.huben.app.issue

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.core.BookException
import org.huben.core.IssueFilter
import org.huben.core.IssueId
import org.huben.core.PageRequest
import org.huben.core.StepInput
import org.huben.core.StepKind
import java.time.LocalDate
import java.time.LocalTime
import java.time.ZoneId

/** The list of issues. */
class IssuesModel(private val desk: Desk) : ViewModel() {
    private val limit = MutableStateFlow(PAGE)
    private val current = MutableStateFlow(IssuesState())
    val state: StateFlow<IssuesState> = current.asStateFlow()

    init {
        viewModelScope.launch { desk.news.onStart { emit(Unit) }.combine(limit) { _, limit -> limit }.collect { load(it) } }
    }

    fun mineOnly(only: Boolean) = current.update { it.copy(mineOnly = only) }

    fun more() = limit.update { it + PAGE }

    fun again() {
        viewModelScope.launch { load(limit.value) }
    }

    private suspend fun load(limit: Int) {
        when (val answer = desk.ask { it.issues(IssueFilter(), PageRequest(limit = limit)) }) {
            is Answer.Done -> current.update { it.copy(loading = false, rows = answer.value.items, total = answer.value.total, problem = null) }
            is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
        }
    }

    private companion object {
        const val PAGE = 50
    }
}

/** One issue and its timeline. */
class IssueModel(private val desk: Desk, private val id: IssueId) : ViewModel() {
    private val current = MutableStateFlow(IssueState())
    val state: StateFlow<IssueState> = current.asStateFlow()

    init {
        viewModelScope.launch { desk.news.onStart { emit(Unit) }.collect { load() } }
    }

    fun again() {
        viewModelScope.launch { load() }
    }

    private suspend fun load() {
        val answer = desk.ask { book ->
            val issue = book.issue(id)
            // A volunteer or handler holds no household: then the issue stands without it.
            val household = try {
                issue.household?.let(book::household)
            } catch (_: BookException.NotFound) {
                null
            }
            IssueState(false, issue, household)
        }
        when (answer) {
            is Answer.Done -> current.value = answer.value
            is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
        }
    }
}

/** One step being taken. */
class StepModel(private val desk: Desk, private val id: IssueId, private val kind: StepKind) : ViewModel() {
    private val current = MutableStateFlow(StepState())
    val state: StateFlow<StepState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            when (val answer = desk.ask { it.issue(id) to it.addressees() }) {
                is Answer.Done -> {
                    val (issue, addressees) = answer.value
                    val step = issue.next.firstOrNull { it.kind == kind }
                    current.update { it.copy(loading = false, issue = issue, step = step, addressees = addressees) }
                }
                is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
            }
        }
    }

    fun change(form: StepForm) = current.update { it.copy(form = form, problem = null) }

    fun take(done: () -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val form = current.value.form
            val input = StepInput(
                text = form.text.ifBlank { null }, note = form.note.ifBlank { null }, to = form.to, result = form.result, score = form.score,
                until = form.untilDays?.let { LocalDate.now().plusDays(it.toLong()).atTime(EVENING).atZone(ZoneId.systemDefault()).toInstant() },
            )
            when (val answer = desk.ask { it.takeStep(id, kind, input) }) {
                is Answer.Done -> done()
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }

    private companion object {
        /** A day that is granted ends with the office's day. */
        val EVENING: LocalTime = LocalTime.of(18, 0)
    }
}
