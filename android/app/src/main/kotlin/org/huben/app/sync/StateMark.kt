package org.huben.app.sync

import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import org.huben.app.R
import org.huben.app.design.LocalTones
import org.huben.app.design.Mark
import org.huben.core.RecordState

/** Where a record stands, in a word. "At the office" only with the office's receipt, says the core. */
@Composable
fun StateMark(state: RecordState, modifier: Modifier = Modifier) {
    val tones = LocalTones.current
    when (state) {
        RecordState.SAVED -> Mark(stringResource(R.string.state_saved), tones.saved, modifier, painterResource(R.drawable.ic_phone_saved))
        RecordState.AT_OFFICE -> Mark(stringResource(R.string.state_at_office), tones.office, modifier, painterResource(R.drawable.ic_office))
        RecordState.NEEDS_ATTENTION -> Mark(stringResource(R.string.state_needs_attention), tones.attention, modifier, painterResource(R.drawable.ic_hazard))
    }
}
