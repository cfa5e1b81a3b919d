package org.huben.app.attention

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
import org.huben.core.Book
import org.huben.core.Contradiction
import org.huben.core.IntentId
import org.huben.core.PageRequest

/** What needs somebody, and what they decide. */
class AttentionModel(private val desk: Desk) : ViewModel(), AttentionActs {
    private val current = MutableStateFlow(AttentionState())
    val state: StateFlow<AttentionState> = current.asStateFlow()

    init {
        viewModelScope.launch { desk.news.onStart { emit(Unit) }.collect { load() } }
    }

    override fun settle(what: Contradiction, value: String) = decide { it.settle(what.document, what.field, value) }

    override fun third(what: Contradiction, value: String?) = current.update { it.copy(third = value?.let { typed -> what.key to typed }, problem = null) }

    override fun retry(id: IntentId) = decide { it.retry(id) }

    override fun drop(id: IntentId, sure: Boolean) = if (sure) decide { it.giveUp(id) } else current.update { it.copy(dropping = id) }

    override fun keep() = current.update { it.copy(dropping = null) }

    override fun again() {
        viewModelScope.launch { load() }
    }

    private fun decide(act: (Book) -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            when (val answer = desk.ask(act)) {
                is Answer.Done -> {
                    current.update { it.copy(third = null, dropping = null) }
                    load()
                }
                is Answer.Not -> current.update { it.copy(problem = answer.problem) }
            }
            current.update { it.copy(busy = false) }
        }
    }

    private suspend fun load() {
        when (val answer = desk.ask { it.contradictions(PageRequest()).items to it.attention(PageRequest()).items }) {
            is Answer.Done -> current.update { it.copy(loading = false, contradictions = answer.value.first, cameBack = answer.value.second) }
            is Answer.Not -> current.update { it.copy(loading = false, problem = answer.problem) }
        }
    }
}
