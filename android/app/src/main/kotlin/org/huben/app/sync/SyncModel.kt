package org.huben.app.sync

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
import org.huben.core.PageRequest

/** The receipts, looked at again after each change and each run. */
class SyncModel(private val desk: Desk, sync: Sync) : ViewModel() {
    private val limit = MutableStateFlow(PAGE)
    private val current = MutableStateFlow(SyncState())
    val state: StateFlow<SyncState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            combine(desk.news.onStart { emit(Unit) }, limit, sync.pulse) { _, limit, pulse -> limit to pulse }.collect { load(it.first) }
        }
    }

    fun more() = limit.update { it + PAGE }

    private suspend fun load(limit: Int) {
        val answer = desk.ask { it.receipts(PageRequest(limit = limit)) }
        if (answer is Answer.Done) current.value = SyncState(false, answer.value.items, answer.value.total)
    }

    private companion object {
        const val PAGE = 50
    }
}
