package org.huben.app.household

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
import org.huben.app.navigation.DraftKind
import org.huben.core.Book
import org.huben.core.BookException
import org.huben.core.Household
import org.huben.core.HouseholdId
import org.huben.core.PageRequest

/** One household, looked at again whenever something changes. */
class HouseholdModel(private val desk: Desk, private val id: HouseholdId) : ViewModel() {
    private val visits = MutableStateFlow(PAGE)
    private val current = MutableStateFlow(HouseholdState())
    val state: StateFlow<HouseholdState> = current.asStateFlow()

    init {
        viewModelScope.launch { desk.news.onStart { emit(Unit) }.combine(visits) { _, visits -> visits }.collect { load(it) } }
    }

    fun more() {
        visits.update { it + PAGE }
    }

    fun again() {
        viewModelScope.launch { load(visits.value) }
    }

    private suspend fun load(visits: Int) {
        val answer = desk.ask { book ->
            val all = book.householdOverview(id, PageRequest(limit = visits))
            HouseholdState(
                false, all, book.householdRights(id), book.draft(DraftKind.visit(id).written) != null,
                all.household.ended?.sameAs?.let { there(book, it) },
            )
        }
        when (answer) {
            is Answer.Done -> current.value = answer.value
            is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
        }
    }

    private fun there(book: Book, other: HouseholdId): Household? = try {
        book.household(other)
    } catch (_: BookException.NotFound) {
        null
    }

    private companion object {
        const val PAGE = 20
    }
}
