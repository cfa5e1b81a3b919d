package org.huben.app.sync

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.LocalTones
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.ReadRow
import org.huben.app.design.Section
import org.huben.app.design.Sheet
import org.huben.app.design.TapRow
import org.huben.app.design.Waiting
import org.huben.app.design.moment
import org.huben.app.engine.Problem
import org.huben.app.navigation.Route
import org.huben.app.design.said
import org.huben.core.Receipt
import org.huben.core.RecordRef
import org.huben.core.RecordState

/** The account of what is where. */
data class SyncState(
    val loading: Boolean = true,
    /** Every record that this phone wrote to, with its receipt. */
    val receipts: List<Receipt> = emptyList(),
    val total: Int = 0,
)

@Composable
fun SyncScreen(pulse: Pulse, state: SyncState, onBack: () -> Unit, onSync: () -> Unit, onStop: () -> Unit, onMore: () -> Unit, onJoinAgain: () -> Unit, go: (Route) -> Unit) {
    Page(
        stringResource(R.string.sync_title),
        onBack = onBack,
        bottom = {
            Column(Modifier.padding(16.dp)) {
                BigButton(stringResource(if (pulse.running) R.string.line_running else R.string.sync_now), onSync, Modifier.testTag("sync-now"), painterResource(R.drawable.ic_two_ways), busy = pulse.running)
                if (pulse.running) QuietButton(stringResource(R.string.sync_stop), onStop, Modifier.fillMaxWidth().padding(top = 10.dp).testTag("sync-stop"))
            }
        },
    ) {
        LazyColumn(Modifier.fillMaxWidth().testTag("sync")) {
            item { Account(pulse) }
            pulse.problem?.let { problem ->
                item { if (problem.kind == Problem.Kind.SignInAgain) ProblemNotice(problem, elsewhere = R.string.join_again to onJoinAgain)
                else ProblemNotice(problem, onSync, if (pulse.attention > 0) R.string.today_attention_open to { go(Route.Attention) } else null) }
            }
            if (pulse.attention > 0 && pulse.problem == null) item {
                Sheet {
                    TapRow(
                        pluralStringResource(R.plurals.today_attention, pulse.attention, pulse.attention), { go(Route.Attention) },
                        words = stringResource(R.string.today_attention_words),
                    )
                }
            }
            item { Section(stringResource(R.string.receipts)) {} }
            if (state.loading) item { Waiting(stringResource(R.string.loading_receipts)) }
            if (!state.loading && state.receipts.isEmpty()) item {
                Text(
                    stringResource(R.string.receipts_empty), Modifier.padding(horizontal = 22.dp, vertical = 8.dp),
                    style = MaterialTheme.typography.bodyMedium, color = MaterialTheme.colorScheme.onSurfaceVariant,
                )
            }
            items(state.receipts) { ReceiptSheet(it, go) }
            if (state.receipts.size < state.total) item { QuietButton(stringResource(R.string.more), onMore, Modifier.fillMaxWidth().padding(16.dp)) }
        }
    }
}

/** In large words: is my work at the office? What was refused, is held or differs is not said to be there. */
@Composable
private fun Account(pulse: Pulse) {
    val tones = LocalTones.current
    val (tone, icon, words) = when {
        pulse.saved > 0 ->
            Triple(tones.saved, R.drawable.ic_phone_saved, pluralStringResource(R.plurals.account_saved, pulse.saved, pulse.saved))
        pulse.attention > 0 ->
            Triple(tones.attention, R.drawable.ic_hazard, pluralStringResource(R.plurals.line_attention, pulse.attention, pulse.attention))
        else -> Triple(tones.office, R.drawable.ic_office, stringResource(R.string.account_all))
    }
    Surface(Modifier.fillMaxWidth().padding(horizontal = 12.dp, vertical = 4.dp), MaterialTheme.shapes.large, tone.ground, tone.ink) {
        Column(Modifier.padding(20.dp), verticalArrangement = Arrangement.spacedBy(6.dp)) {
            Icon(painterResource(icon), null, Modifier.size(34.dp))
            Text(words, style = MaterialTheme.typography.headlineSmall)
            Text(pluralStringResource(R.plurals.account_office, pulse.atOffice, pulse.atOffice), style = MaterialTheme.typography.bodyMedium)
            Text(
                pulse.lastContact?.let { stringResource(R.string.account_contact, moment(it)) } ?: stringResource(R.string.account_no_contact),
                style = MaterialTheme.typography.bodyMedium,
            )
            Text(
                stringResource(if (pulse.online) R.string.account_online else R.string.account_offline),
                style = MaterialTheme.typography.bodyMedium,
            )
        }
    }
}

@Composable
private fun ReceiptSheet(receipt: Receipt, go: (Route) -> Unit) {
    val kind = when (receipt.record) {
        is RecordRef.HouseholdCard -> R.string.kind_card
        is RecordRef.BookEntry -> R.string.kind_visit
        is RecordRef.IssueCase -> R.string.kind_issue
        is RecordRef.NewerRecord -> R.string.newer_code
    }
    val place = when (val record = receipt.record) {
        is RecordRef.HouseholdCard -> Route.Household(record.household.text)
        is RecordRef.IssueCase -> Route.Issue(record.issue.text)
        else -> Route.Attention.takeIf { receipt.state == RecordState.NEEDS_ATTENTION }
    }
    val title = receipt.title.ifEmpty { stringResource(R.string.not_here_any_more) }
    val words = listOfNotNull(
        stringResource(R.string.act_at, stringResource(kind), moment(receipt.at)), receipt.reason?.said,
        receipt.number?.takeIf { receipt.state == RecordState.AT_OFFICE }?.let { stringResource(R.string.receipt_number, it) },
    ).joinToString("\n")
    Sheet(Modifier.testTag("receipt")) {
        if (place != null) TapRow(title, { go(place) }, words = words) { StateMark(receipt.state) }
        else ReadRow(title, words) { StateMark(receipt.state) }
    }
}
