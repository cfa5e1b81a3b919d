package org.huben.app.household

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Call
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.rememberVectorPainter
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import androidx.compose.foundation.clickable
import androidx.compose.ui.semantics.Role
import org.huben.app.R
import org.huben.app.design.LocalTones
import org.huben.app.design.Mark
import org.huben.app.design.QuietButton
import org.huben.app.design.Sheet
import org.huben.app.design.dueDay
import org.huben.app.design.lastMet
import org.huben.app.design.moment
import org.huben.app.design.word
import org.huben.app.sync.StateMark
import org.huben.core.Household
import org.huben.core.HouseholdKind
import org.huben.core.Occupancy
import org.huben.core.RecordState
import org.huben.core.Resident
import org.huben.core.Visit
import org.huben.core.VisitOutcome

/** The card: whom to ask for, how to reach them, what to know before ringing. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun CardSheet(card: Household, onCall: (String) -> Unit) {
    val tones = LocalTones.current
    Sheet {
        Column(Modifier.padding(18.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
            Text(card.contact ?: stringResource(R.string.contact_unknown), style = MaterialTheme.typography.headlineSmall)
            FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                Mark(lastMet(card.lastMetAt), tones.plain)
                if (card.kind != HouseholdKind.HOME) Mark(stringResource(card.kind.word), tones.plain)
                if (card.occupancy != Occupancy.UNKNOWN) Mark(stringResource(card.occupancy.word), tones.plain)
                StateMark(card.state)
            }
            card.note?.let { Text(it, style = MaterialTheme.typography.bodyMedium) }
            card.phone?.let { phone ->
                QuietButton(
                    stringResource(R.string.call, phone), { onCall(phone) }, Modifier.fillMaxWidth().testTag("call"),
                    icon = rememberVectorPainter(Icons.Filled.Call),
                )
            }
        }
    }
}

@Composable
internal fun PersonRow(person: Resident, onCall: (String) -> Unit) {
    val phone = person.phone
    val act = if (phone == null) Modifier else
        Modifier.clickable(role = Role.Button, onClickLabel = stringResource(R.string.call, phone)) { onCall(phone) }
    Row(Modifier.fillMaxWidth().then(act).heightIn(min = 60.dp).padding(horizontal = 18.dp, vertical = 10.dp), verticalAlignment = Alignment.CenterVertically) {
        Column(Modifier.weight(1f)) {
            Text(person.name, style = MaterialTheme.typography.titleSmall)
            val about = listOfNotNull(
                person.relation,
                person.birthDate?.let { stringResource(R.string.born_in, it.take(4)) },
                person.residence?.let { stringResource(it.word) },
                phone,
                person.ended?.reason,
            )
            if (about.isNotEmpty()) Text(about.joinToString(" · "), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
        if (phone != null) Icon(Icons.Filled.Call, null, Modifier.padding(start = 8.dp).size(24.dp), tint = MaterialTheme.colorScheme.primary)
    }
}

/** One visit in the book: when and by whom above, the words, and below what follows from it. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun VisitSheet(visit: Visit) {
    val tones = LocalTones.current
    Column(Modifier.fillMaxWidth().padding(horizontal = 18.dp, vertical = 14.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Text(
            listOfNotNull(moment(visit.at), visit.by.name, stringResource(visit.kind.word)).joinToString(" · "),
            style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        Text(visit.text, style = MaterialTheme.typography.bodyLarge)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            if (visit.outcome != VisitOutcome.MET) Mark(stringResource(visit.outcome.word), tones.plain)
            visit.followUpOn?.let { Mark(stringResource(R.string.follow_up_mark, dueDay(it)), tones.plain) }
            val earlier = visit.earlier.size
            if (earlier > 0) Mark(pluralStringResource(R.plurals.put_right, earlier, earlier), tones.plain)
            if (visit.state != RecordState.AT_OFFICE) StateMark(visit.state)
        }
    }
}
