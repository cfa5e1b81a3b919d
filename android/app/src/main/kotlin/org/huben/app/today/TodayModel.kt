package org.huben.app.today

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.app.navigation.DraftKind
import org.huben.core.Book
import org.huben.core.BookException

/** The day, looked at again whenever something changes. */
class TodayModel(private val desk: Desk) : ViewModel() {
    private val current = MutableStateFlow(TodayState())
    val state: StateFlow<TodayState> = current.asStateFlow()

    init {
        viewModelScope.launch { desk.news.onStart { emit(Unit) }.collect { load() } }
    }

    fun again() {
        viewModelScope.launch { load() }
    }

    private suspend fun load() {
        val answer = desk.ask { book ->
            val me = book.me()
            TodayState(
                loading = false,
                name = me.user.name,
                place = (listOf(me.office) + me.areas.map { it.name }).distinct().joinToString(" · "),
                day = book.today(),
                unfinished = unfinished(book),
            )
        }
        when (answer) {
            is Answer.Done -> current.value = answer.value
            is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
        }
    }

    private fun unfinished(book: Book): List<Unfinished> = book.drafts().mapNotNull { draft ->
        val kind = DraftKind.read(draft.kind) ?: return@mapNotNull null
        val household = kind.household?.let {
            try {
                book.household(it)
            } catch (_: BookException.NotFound) {
                null
            }
        }
        val text = DraftKind.beginning(draft.content)
        kind.route?.let { Unfinished(it, household?.title.orEmpty(), text) }
    }
}
