package org.huben.app.households

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.core.HouseholdFilter
import org.huben.core.PageRequest

/** The list of households; with words in the field, what the core finds by them, letter by letter. */
@OptIn(ExperimentalCoroutinesApi::class)
class HouseholdsModel(private val desk: Desk) : ViewModel() {
    private data class Wanted(val asked: String = "", val notSeenOnly: Boolean = false, val limit: Int = PAGE)

    private val wanted = MutableStateFlow(Wanted())
    private val current = MutableStateFlow(HouseholdsState())
    val state: StateFlow<HouseholdsState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            desk.news.onStart { emit(Unit) }.combine(wanted) { _, wanted -> wanted }.collectLatest(::load)
        }
    }

    fun ask(words: String) {
        current.update { it.copy(asked = words) }
        wanted.update { Wanted(words, it.notSeenOnly) }
    }

    fun notSeenOnly(only: Boolean) {
        current.update { it.copy(notSeenOnly = only) }
        wanted.update { Wanted(it.asked, only) }
    }

    fun more() {
        wanted.update { it.copy(limit = it.limit + PAGE) }
    }

    private suspend fun load(wanted: Wanted) {
        val words = wanted.asked.trim()
        val filter = HouseholdFilter(
            text = words.ifEmpty { null },
            notSeenLong = wanted.notSeenOnly && words.isEmpty(),
        )
        when (val answer = desk.ask { it.households(filter, PageRequest(limit = wanted.limit)) to it.householdAreas().isNotEmpty() }) {
            is Answer.Done -> current.update {
                val (page, mayAdd) = answer.value
                it.copy(loading = false, rows = page.items, total = page.total, mayAdd = mayAdd, problem = null)
            }
            is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
        }
    }

    private companion object {
        const val PAGE = 50
    }
}
