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
import org.huben.app.engine.DraftKeeper
import org.huben.app.navigation.DraftKind
import org.huben.core.BookException
import org.huben.core.IssueFilter
import org.huben.core.IssueId
import org.huben.core.PageRequest
import org.huben.core.StepInput
import org.huben.core.StepKind

/** The list of issues. */
class IssuesModel(private val desk: Desk) : ViewModel() {
    private data class Wanted(val mineOnly: Boolean = false, val limit: Int = PAGE)

    private val wanted = MutableStateFlow(Wanted())
    private val current = MutableStateFlow(IssuesState())
    val state: StateFlow<IssuesState> = current.asStateFlow()

    init {
        viewModelScope.launch { desk.news.onStart { emit(Unit) }.combine(wanted) { _, wanted -> wanted }.collect { load(it) } }
    }

    fun mineOnly(only: Boolean) {
        current.update { it.copy(mineOnly = only) }
        wanted.value = Wanted(only)
    }

    fun more() = wanted.update { it.copy(limit = it.limit + PAGE) }

    fun again() {
        viewModelScope.launch { load(wanted.value) }
    }

    private suspend fun load(wanted: Wanted) {
        val answer = desk.ask { book ->
            val mine = book.issues(IssueFilter(waitingForMe = true), PageRequest()).items.mapTo(mutableSetOf()) { it.id }
            book.issues(IssueFilter(waitingForMe = wanted.mineOnly), PageRequest(limit = wanted.limit)) to mine
        }
        when (answer) {
            is Answer.Done -> current.update {
                val (page, mine) = answer.value
                it.copy(loading = false, rows = page.items, mine = mine, total = page.total, problem = null)
            }
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
            val mine = book.issues(IssueFilter(waitingForMe = true), PageRequest()).items.any { it.id == id }
            IssueState(false, issue, household, mine)
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
    private val draft = DraftKeeper(desk, DraftKind.step(id, kind).written, viewModelScope) { content ->
        current.update { if (it.form.written() == content) it.copy(kept = true) else it }
    }
    val state: StateFlow<StepState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val found = (draft.found() as? Answer.Done)?.value?.let { StepForm.read(it.content) }
            when (val answer = desk.ask { it.issue(id) to it.addressees() }) {
                is Answer.Done -> {
                    val (issue, addressees) = answer.value
                    val step = issue.next.firstOrNull { it.kind == kind }
                    current.update { it.copy(loading = false, issue = issue, step = step, addressees = addressees, form = found ?: it.form, kept = found != null) }
                }
                is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
            }
        }
    }

    fun change(form: StepForm) {
        current.update { it.copy(form = form, kept = false, problem = null) }
        draft.write(if (form == StepForm()) null else form.written())
    }

    fun discard(done: () -> Unit) {
        viewModelScope.launch {
            when (val answer = draft.discard()) {
                is Answer.Done -> done()
                is Answer.Not -> current.update { it.copy(problem = answer.problem) }
            }
        }
    }

    fun take(done: () -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val form = current.value.form
            val input = StepInput(
                text = form.text.ifBlank { null }, note = form.note.ifBlank { null }, to = form.to, result = form.result, score = form.score,
                untilDays = form.untilDays,
            )
            when (val answer = draft.handIn { draft -> desk.ask { it.takeStep(id, kind, input.copy(draft = draft)) } }) {
                is Answer.Done -> done()
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }
}
