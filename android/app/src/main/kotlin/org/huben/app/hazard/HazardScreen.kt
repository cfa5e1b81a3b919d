package org.huben.app.hazard

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringArrayResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.Choice
import org.huben.app.design.Discard
import org.huben.app.design.Field
import org.huben.app.design.FormBottom
import org.huben.app.design.Page
import org.huben.app.design.Scrolling
import org.huben.app.design.Section
import org.huben.app.design.Sheet
import org.huben.app.design.Stranded
import org.huben.app.design.Toggle
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.design.said
import org.huben.app.sync.ProblemNotice
import org.huben.core.Area
import org.huben.core.AreaCode
import org.huben.core.Household

/** What is written of one hazard; kept as a draft with every keystroke. */
data class HazardForm(
    val category: String = "",
    val place: String = "",
    val text: String = "",
    val urgent: Boolean = false,
    val area: AreaCode? = null,
)

/** A hazard being reported. */
data class HazardState(
    val loading: Boolean = true,
    /** The household it was seen at. */
    val household: Household? = null,
    /** The user's own areas; asked for when there are several. */
    val areas: List<Area> = emptyList(),
    val form: HazardForm = HazardForm(),
    val kept: Boolean = false,
    val busy: Boolean = false,
    val problem: Problem? = null,
    /** The household cannot be read: the words are only to be read, too. */
    val gone: Boolean = false,
)

@OptIn(ExperimentalLayoutApi::class)
@Composable
fun HazardScreen(state: HazardState, onBack: () -> Unit, onChange: (HazardForm) -> Unit, onReport: () -> Unit, onDiscard: () -> Unit) {
    val form = state.form
    Page(
        stringResource(R.string.hazard_title),
        onBack = onBack,
        bottom = if (state.loading || state.gone) null else { {
            val button = stringResource(if (form.urgent) R.string.hazard_report_urgent else R.string.hazard_report)
            FormBottom(button, onReport, state.kept, state.busy, painterResource(R.drawable.ic_hazard), tag = "report")
        } },
    ) {
        if (state.loading) return@Page Waiting(stringResource(R.string.loading_household))
        Scrolling(state.problem) {
            if (state.gone) {
                state.problem?.let { ProblemNotice(it, elsewhere = R.string.back to onBack) }
                Stranded(listOf(form.text, form.place), onDiscard)
                return@Scrolling
            }
            val error: @Composable (String) -> String? = { field -> state.problem?.takeIf { it.field == field }?.words?.said }
            state.problem?.takeIf { it.field !in listOf("category", "text", "place") }?.let { ProblemNotice(it) }
            if (state.household != null) Text(
                state.household.title, Modifier.padding(horizontal = 20.dp), style = MaterialTheme.typography.titleMedium, color = MaterialTheme.colorScheme.primary,
            )
            Section(stringResource(R.string.hazard_category)) {
                FlowRow(Modifier.padding(horizontal = 16.dp).selectableGroup(), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) {
                    for (category in stringArrayResource(R.array.hazard_categories)) {
                        Choice(category, form.category == category, { onChange(form.copy(category = category)) })
                    }
                }
                error("category")?.let { Text(it, Modifier.padding(horizontal = 20.dp, vertical = 6.dp), color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.bodySmall) }
            }
            Field(stringResource(R.string.hazard_text), form.text, { onChange(form.copy(text = it)) }, "text", lines = 3, hint = stringResource(R.string.hazard_hint), error = error("text"))
            Field(stringResource(R.string.hazard_place), form.place, { onChange(form.copy(place = it)) }, "place", hint = stringResource(R.string.hazard_place_hint), error = error("place"))
            Sheet(Modifier.padding(top = 8.dp)) {
                Toggle(stringResource(R.string.hazard_urgent), stringResource(R.string.hazard_urgent_words), form.urgent, { onChange(form.copy(urgent = it)) }, Modifier.testTag("urgent"))
            }
            if (state.areas.size > 1 && state.household == null) Section(stringResource(R.string.area)) {
                FlowRow(Modifier.padding(horizontal = 16.dp).selectableGroup(), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) {
                    for (area in state.areas) Choice(area.name, form.area == area.code, { onChange(form.copy(area = area.code)) })
                }
            }
            Discard(state.kept, onDiscard)
        }
    }
}
