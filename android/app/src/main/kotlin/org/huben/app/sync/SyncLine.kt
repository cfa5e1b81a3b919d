package org.huben.app.sync

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.KeyboardArrowRight
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.LocalTones
import org.huben.app.design.Tone
import org.huben.app.design.moment
import org.huben.app.engine.Problem
import java.time.Instant

/** How it stands between this phone and the office: what every screen shows in its first line. */
data class Pulse(
    /** Records that are on this phone only. */
    val saved: Int = 0,
    /** Records with the office's receipt. */
    val atOffice: Int = 0,
    /** What was refused or held, and contradictions. */
    val attention: Int = 0,
    /** When the office last answered. */
    val lastContact: Instant? = null,
    /** A run is under way. */
    val running: Boolean = false,
    /** There is a network, says the phone. */
    val online: Boolean = true,
    /** Why the last run did not finish. */
    val problem: Problem? = null,
)

/** One quiet line: never a lie, never in the way. It leads to the whole account. */
@Composable
fun SyncLine(pulse: Pulse, onClick: () -> Unit) {
    val tones = LocalTones.current
    val tone: Tone
    val icon: Int
    val words: String
    when {
        pulse.attention > 0 -> {
            tone = tones.attention
            icon = R.drawable.ic_hazard
            words = pluralStringResource(R.plurals.line_attention, pulse.attention, pulse.attention)
        }
        pulse.running -> {
            tone = tones.plain
            icon = R.drawable.ic_two_ways
            words = stringResource(R.string.line_running)
        }
        pulse.saved > 0 -> {
            tone = tones.saved
            icon = R.drawable.ic_phone_saved
            val said = pluralStringResource(R.plurals.line_saved, pulse.saved, pulse.saved)
            words = if (pulse.online) said else stringResource(R.string.line_offline_saved, said)
        }
        !pulse.online -> {
            tone = tones.plain
            icon = R.drawable.ic_offline
            words = stringResource(R.string.line_offline)
        }
        pulse.lastContact == null -> {
            tone = tones.plain
            icon = R.drawable.ic_two_ways
            words = stringResource(R.string.line_never)
        }
        else -> {
            tone = tones.office
            icon = R.drawable.ic_office
            words = stringResource(R.string.line_office, moment(pulse.lastContact))
        }
    }
    Surface(color = tone.ground, contentColor = tone.ink) {
        Row(
            Modifier.fillMaxWidth().clickable(role = Role.Button, onClickLabel = stringResource(R.string.line_open), onClick = onClick)
                .testTag("sync-line").heightIn(min = 48.dp).padding(horizontal = 20.dp, vertical = 6.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(painterResource(icon), null, Modifier.size(22.dp))
            Text(words, Modifier.weight(1f).padding(horizontal = 10.dp), style = MaterialTheme.typography.labelMedium)
            Icon(Icons.AutoMirrored.Filled.KeyboardArrowRight, null, Modifier.size(22.dp))
        }
    }
}
