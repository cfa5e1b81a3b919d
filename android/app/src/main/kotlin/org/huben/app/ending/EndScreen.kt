package org.huben.app.ending

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringArrayResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Choice
import org.huben.app.design.Choices
import org.huben.app.design.Discard
import org.huben.app.design.Field
import org.huben.app.design.Page
import org.huben.app.design.Scrolling
import org.huben.app.design.Sure
import org.huben.app.design.Waiting
import org.huben.app.design.said
import org.huben.app.engine.Problem
import org.huben.app.sync.ProblemNotice
import org.huben.core.Household

/** A household being ended, or one of its people there. */
data class EndState(
    val loading: Boolean = true,
    val ofPerson: Boolean = false,
    /** Whose end it is. */
    val title: String = "",
    val form: EndForm = EndForm(),
    /** Households found for "entered twice". */
    val found: List<Household> = emptyList(),
    /** It is being asked once more. */
    val sure: Boolean = false,
    val kept: Boolean = false,
    val busy: Boolean = false,
    val problem: Problem? = null,
)

interface EndActs {
    fun change(form: EndForm)
    fun ask(sure: Boolean)
    fun end()
    fun discard()
}

/** What follows stands above, the reason in the middle, the button below; and then it is asked once more. */
@Composable
fun EndScreen(state: EndState, onBack: () -> Unit, acts: EndActs) {
    val name = stringResource(if (state.ofPerson) R.string.resident_end else R.string.household_end)
    Page(
        name,
        onBack = onBack,
        bottom = if (state.loading) null else { {
            if (state.sure) Sure(
                stringResource(if (state.ofPerson) R.string.end_resident_sure else R.string.end_sure, state.title),
                if (state.ofPerson) R.string.end_resident_yes else R.string.end_yes,
                if (state.ofPerson) R.string.end_resident_no else R.string.end_no, "end-sure", acts::end,
            ) { acts.ask(false) }
            else Column(Modifier.padding(16.dp)) { BigButton(name, { acts.ask(true) }, Modifier.testTag("end"), enabled = state.form.complete, busy = state.busy) }
        } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_household))
        Scrolling(state.problem) {
            Text(state.title, Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.primary)
            Text(
                stringResource(if (state.ofPerson) R.string.end_resident_words else R.string.end_household_words), Modifier.padding(horizontal = 20.dp, vertical = 8.dp),
                style = MaterialTheme.typography.bodyMedium,
            )
            state.problem?.let { ProblemNotice(it) }
            Reasons(state, acts)
            Discard(state.kept, acts::discard)
        }
    }
}

@Composable
private fun ColumnScope.Reasons(state: EndState, acts: EndActs) {
    val form = state.form
    val same = stringResource(R.string.end_same)
    Choices(stringResource(R.string.end_why)) {
        for (reason in stringArrayResource(if (state.ofPerson) R.array.resident_end_reasons else R.array.household_end_reasons)) {
            Choice(reason, form.why == Why.LISTED && form.reason == reason, { acts.change(EndForm(Why.LISTED, reason)) })
        }
        if (!state.ofPerson) Choice(same, form.why == Why.SAME, { acts.change(EndForm(Why.SAME, same)) }, Modifier.testTag("same"))
        Choice(stringResource(R.string.end_other), form.why == Why.OWN, { acts.change(EndForm(Why.OWN)) }, Modifier.testTag("other"))
    }
    if (form.why == Why.OWN) Field(
        stringResource(R.string.end_reason), form.reason, { acts.change(form.copy(reason = it)) }, "reason", lines = 2,
        error = state.problem?.takeIf { it.field == "reason" }?.words?.said,
    )
    if (form.why == Why.SAME) {
        Text(stringResource(R.string.end_same_words), Modifier.padding(horizontal = 20.dp, vertical = 8.dp), style = MaterialTheme.typography.bodyMedium)
        Field(
            stringResource(R.string.end_same_search), form.search, { acts.change(form.copy(search = it, sameAs = null)) }, "same-search",
            hint = stringResource(R.string.search_hint),
        )
        if (state.found.isEmpty() && form.search.isNotBlank()) Text(
            stringResource(R.string.end_same_none), Modifier.padding(horizontal = 20.dp, vertical = 8.dp), style = MaterialTheme.typography.bodyMedium,
        )
        Choices(null) {
            for (home in state.found) Choice(
                listOfNotNull(home.title, home.contact).joinToString(" · "), form.sameAs == home.id,
                { acts.change(form.copy(sameAs = home.id)) }, Modifier.testTag("same-${home.id.text}"),
            )
        }
    }
}
