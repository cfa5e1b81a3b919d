package org.huben.app.enrol

import androidx.lifecycle.SavedStateHandle
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

/** From an invitation to a book, and to the households in it. The invitation outlives the process in `kept`. */
class EnrolModel(private val desk: Desk, private val sync: Sync, private val kept: SavedStateHandle) : ViewModel() {
    private val current = MutableStateFlow(EnrolState(kept[INVITATION] ?: "", kept[BY_LINK] ?: false))
    val state: StateFlow<EnrolState> = current.asStateFlow()

    /** By the link that a camera app opened. */
    fun invited(invitation: String) {
        if (!current.value.busy) write(invitation, byLink = true)
    }

    fun change(invitation: String) = write(invitation, byLink = false)

    fun join() {
        if (current.value.busy) return
        current.update { it.copy(busy = true, fetched = null, problem = null) }
        viewModelScope.launch {
            when (val answer = desk.enrol(current.value.invitation)) {
                // The book stands, whatever becomes of the first sync: it goes on by itself.
                is Answer.Done -> {
                    keep("", byLink = false)
                    sync.now { fetched -> current.update { it.copy(fetched = fetched) } }
                    current.value = EnrolState()
                }
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }

    private fun write(invitation: String, byLink: Boolean) {
        keep(invitation, byLink)
        current.update { it.copy(invitation = invitation, byLink = byLink, problem = null) }
    }

    private fun keep(invitation: String, byLink: Boolean) {
        kept[INVITATION] = invitation
        kept[BY_LINK] = byLink
    }

    private companion object {
        const val INVITATION = "invitation"
        const val BY_LINK = "by_link"
    }
}
