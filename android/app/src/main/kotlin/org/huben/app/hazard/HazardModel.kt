package org.huben.app.hazard

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.app.engine.DraftKeeper
import org.huben.app.navigation.DraftKind
import org.huben.core.AreaCode
import org.huben.core.HouseholdId
import org.huben.core.IssueId
import org.huben.core.IssueInput
import org.json.JSONException
import org.json.JSONObject

/** A hazard being reported. */
class HazardModel(private val desk: Desk, private val household: HouseholdId?) : ViewModel() {
    private val current = MutableStateFlow(HazardState())
    private val draft = DraftKeeper(desk, DraftKind.hazard(household).written, viewModelScope) { content ->
        current.update { if (written(it.form) == content) it.copy(kept = true) else it }
    }
    val state: StateFlow<HazardState> = current.asStateFlow()

    init {
        viewModelScope.launch {
            val found = (draft.found() as? Answer.Done)?.value?.let { read(it.content) }
            val answer = desk.ask { book -> household?.let(book::household) to book.me().areas }
            when (answer) {
                is Answer.Done -> current.update {
                    val (home, areas) = answer.value
                    it.copy(loading = false, household = home, areas = areas, form = found ?: it.form, kept = found != null)
                }
                // The words stay, and nothing is written over them.
                is Answer.Not -> current.update { it.copy(loading = false, gone = true, form = found ?: it.form, problem = answer.problem) }
            }
        }
    }

    fun change(form: HazardForm) {
        current.update { it.copy(form = form, kept = false, problem = null) }
        draft.write(if (form == HazardForm()) null else written(form))
    }

    fun report(done: (IssueId) -> Unit) {
        if (current.value.busy) return
        current.update { it.copy(busy = true, problem = null) }
        viewModelScope.launch {
            val form = current.value.form
            val answer = draft.handIn { id ->
                desk.ask {
                    it.reportIssue(
                        IssueInput(
                            category = form.category, text = form.text, urgent = form.urgent, place = form.place.ifBlank { null },
                            household = household, area = form.area.takeIf { household == null }, draft = id,
                        ),
                    )
                }
            }
            when (answer) {
                is Answer.Done -> done(answer.value.id)
                is Answer.Not -> current.update { it.copy(busy = false, problem = answer.problem) }
            }
        }
    }

    fun discard(done: () -> Unit) {
        viewModelScope.launch {
            when (val answer = draft.discard()) {
                is Answer.Done -> done()
                is Answer.Not -> current.update { it.copy(problem = answer.problem) }
            }
        }
    }

    private fun written(form: HazardForm) = JSONObject()
        .put("category", form.category).put("place", form.place).put("text", form.text).put("urgent", form.urgent)
        .put("area", form.area?.text ?: JSONObject.NULL).toString()

    private fun read(content: String): HazardForm? = try {
        val json = JSONObject(content)
        HazardForm(
            json.optString("category"), json.optString("place"), json.optString("text"), json.optBoolean("urgent"),
            if (json.isNull("area")) null else AreaCode(json.optString("area")),
        )
    } catch (_: JSONException) {
        null
    }
}
