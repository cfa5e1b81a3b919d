package org.huben.app.enrol

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.app.sync.Sync

/** From an invitation to a book, and to the households in it. */
class EnrolModel(private val desk: Desk, private val sync: Sync) : ViewModel() {
    private val current = MutableStateFlow(EnrolState())
    val state: StateFlow<EnrolState> = current.asStateFlow()

    /** By the link that a camera app opened. */
    fun invited(invitation: String) = current.update { if (it.busy) it else EnrolState(invitation, byLink = true) }

    fun change(invitation: String) = current.update { it.copy(invitation = invitation, byLink = false, problem = null) }

    fun join() {
        if (current.value.busy) return
        current.update { it.copy(busy = true, fetched = null, problem = null) }
        viewModelScope.launch {
            when (val answer = desk.enrol(current.value.invitation)) {
                // The book stands, whatever becomes of the first sync: it goes on by itself.
                is Answer.Done -> {
                    sync.now { fetched -> current.update { it.copy(fetched = fetched) } }
                    current.value = EnrolState()
                }
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }
}
