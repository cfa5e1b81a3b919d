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
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
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
import org.huben.app.design.Notice
import org.huben.app.design.QuietButton
import org.huben.app.design.Section
import org.huben.app.design.Sheet
import org.huben.app.design.TextAction
import org.huben.app.design.dueDay
import org.huben.app.design.lastMet
import org.huben.app.design.moment
import org.huben.app.design.word
import org.huben.app.navigation.Route
import org.huben.app.sync.StateMark
import org.huben.app.visit.CHECKS
import org.huben.app.visit.checksOf
import org.huben.core.EarlierText
import org.huben.core.Ending
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

/** Why there are no visits here any more, and where it went on if it was entered twice. */
@Composable
internal fun EndedNotice(ended: Ending, sameAs: Household?, go: (Route) -> Unit) {
    val words = listOfNotNull(ended.reason, ended.at?.let { moment(it) }).joinToString(" · ")
    val same = sameAs?.let { stringResource(R.string.same_as, it.title) }
    Notice(
        stringResource(R.string.household_ended), listOfNotNull(words, same).joinToString("\n"), LocalTones.current.plain,
        action = sameAs?.let { stringResource(R.string.same_as_open) to { go(Route.Household(it.id.text)) } },
    )
}

/** Who lives there; a person's row leads to what is written of them, the receiver beside it calls. */
@Composable
internal fun People(household: Household, mayEdit: Boolean, mayAdd: Boolean, onCall: (String) -> Unit, go: (Route) -> Unit) {
    val home = household.id.text
    Section(stringResource(R.string.residents)) {
        if (household.residents.isNotEmpty()) Sheet {
            for (person in household.residents) {
                val edit = { go(Route.Resident(home, person.id.text)) }
                PersonRow(person, edit.takeIf { mayEdit }, onCall)
            }
        }
        if (mayAdd) TextAction(stringResource(R.string.resident_add), { go(Route.Resident(home, null)) }, Modifier.padding(horizontal = 8.dp).testTag("add-resident"))
    }
}

@Composable
private fun PersonRow(person: Resident, onEdit: (() -> Unit)?, onCall: (String) -> Unit) {
    val phone = person.phone
    val edit = if (onEdit == null) Modifier else Modifier.clickable(role = Role.Button, onClickLabel = stringResource(R.string.resident_edit), onClick = onEdit)
    Row(Modifier.fillMaxWidth().padding(end = 8.dp), verticalAlignment = Alignment.CenterVertically) {
        Column(Modifier.weight(1f).then(edit).heightIn(min = 60.dp).padding(start = 18.dp, top = 10.dp, bottom = 10.dp), verticalArrangement = Arrangement.Center) {
            Text(person.name, style = MaterialTheme.typography.titleSmall)
            val about = listOfNotNull(
                person.relation,
                person.birthDate?.let { stringResource(R.string.born_in, it.take(4)) },
                person.residence?.let { stringResource(it.word) },
                person.ended?.reason,
            )
            if (phone != null) Text(phone, style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
            if (about.isNotEmpty()) Text(about.joinToString(" · "), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        }
        if (phone != null) IconButton({ onCall(phone) }, Modifier.size(52.dp)) {
            Icon(Icons.Filled.Call, stringResource(R.string.call, phone), Modifier.size(24.dp), tint = MaterialTheme.colorScheme.primary)
        }
    }
}

/** One visit in the book: when and by whom above, the words, and below what follows from it, what stood there before, and the way to put it right. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun VisitSheet(visit: Visit, people: List<Resident>, onCorrect: (() -> Unit)?) {
    val tones = LocalTones.current
    Column(Modifier.fillMaxWidth().padding(horizontal = 18.dp, vertical = 14.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Text(
            listOfNotNull(moment(visit.at), visit.by.name, stringResource(visit.kind.word)).joinToString(" · "),
            style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        Text(visit.text, style = MaterialTheme.typography.bodyLarge)
        val met = people.filter { it.id in visit.met }.map { it.name }
        if (met.isNotEmpty()) Text(
            stringResource(R.string.field_value, stringResource(R.string.visit_met), met.joinToString(stringResource(R.string.enumeration))),
            style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant,
        )
        FlowRow(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            if (visit.outcome != VisitOutcome.MET) Mark(stringResource(visit.outcome.word), tones.plain)
            for ((code, well) in checksOf(visit.answers)) {
                val said = stringResource(R.string.field_value, stringResource(CHECKS.getValue(code)), stringResource(if (well) R.string.check_well else R.string.check_not_well))
                Mark(said, if (well) tones.plain else tones.attention)
            }
            visit.followUpOn?.let { Mark(stringResource(R.string.follow_up_mark, dueDay(it)), tones.plain) }
            val earlier = visit.earlier.size
            if (earlier > 0) Mark(pluralStringResource(R.plurals.put_right, earlier, earlier), tones.plain)
            if (visit.state != RecordState.AT_OFFICE) StateMark(visit.state)
        }
        Earlier(visit.earlier)
        if (onCorrect != null) TextAction(stringResource(R.string.visit_edit), onCorrect, Modifier.testTag("correct-${visit.id.text}"))
    }
}

/** What stood there before its author put it right. */
@Composable
private fun Earlier(earlier: List<EarlierText>) {
    var shown by rememberSaveable { mutableStateOf(false) }
    if (earlier.isEmpty()) return
    TextAction(stringResource(if (shown) R.string.earlier_hide else R.string.earlier_show), { shown = !shown })
    if (shown) for (words in earlier) Column(Modifier.padding(start = 12.dp)) {
        Text(stringResource(R.string.earlier_at, moment(words.at)), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
        Text(words.text, style = MaterialTheme.typography.bodyMedium)
    }
}
