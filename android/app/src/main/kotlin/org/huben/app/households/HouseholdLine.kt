package org.huben.app.households

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.LocalTones
import org.huben.app.design.Mark
import org.huben.app.design.TapRow
import org.huben.app.design.lastMet
import org.huben.app.sync.StateMark
import org.huben.core.Household
import org.huben.core.RecordState

/** One household in a list; `late` where nobody was met for long. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
fun HouseholdLine(household: Household, late: Boolean, onClick: () -> Unit) {
    val living = household.residents.count { it.ended == null }
    val people = if (living > 0) pluralStringResource(R.plurals.people, living, living) else null
    val tones = LocalTones.current
    TapRow(
        household.title,
        onClick,
        Modifier.testTag("household-${household.id.text}"),
        words = listOfNotNull(household.contact, people).joinToString(" · ").ifEmpty { null },
    ) {
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
            if (household.ended != null) Mark(stringResource(R.string.household_ended), tones.plain)
            else Mark(lastMet(household.lastMetAt), if (late) tones.saved else tones.plain)
            if (household.state != RecordState.AT_OFFICE) StateMark(household.state)
        }
    }
}
