package org.huben.app.household

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.core.AreaCode
import org.huben.core.HouseholdId

/** A household being moved to another area: one choice, one button. */
class MoveModel(private val desk: Desk, private val household: HouseholdId) : ViewModel() {
    private val current = MutableStateFlow(MoveState())
    val state: StateFlow<MoveState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val answer = desk.ask { book ->
                val home = book.household(household)
                val here = book.areas().firstOrNull { it.code == home.area }
                MoveState(false, home.title, here?.name ?: home.area.text, book.householdRights(household).moveTo)
            }
            current.value = when (answer) {
                is Answer.Done -> answer.value
                is Answer.Not -> MoveState(false, problem = answer.problem)
            }
        }
    }

    fun move(area: AreaCode, done: () -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            when (val answer = desk.ask { it.moveHousehold(household, area) }) {
                is Answer.Done -> done()
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }
}
