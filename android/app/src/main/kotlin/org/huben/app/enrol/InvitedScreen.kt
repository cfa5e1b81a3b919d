package org.huben.app.enrol

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Empty
import org.huben.app.design.LocalTones
import org.huben.app.design.Notice
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Scrolling

/** An invitation came, and a book is there already: another one, or was the link tapped by mistake? */
@Composable
fun InvitedScreen(unsent: Int, onJoin: () -> Unit, onStay: () -> Unit) {
    Page(
        stringResource(R.string.enrol_title),
        onBack = onStay,
        bottom = {
            Column(Modifier.padding(16.dp)) {
                BigButton(stringResource(R.string.join_again), onJoin, Modifier.testTag("join-again"))
                QuietButton(stringResource(R.string.invited_stay), onStay, Modifier.fillMaxWidth().padding(top = 10.dp).testTag("stay"))
            }
        },
    ) {
        Scrolling {
            Empty(painterResource(R.drawable.ic_office), stringResource(R.string.enrol_link_title), stringResource(R.string.join_again_words))
            if (unsent > 0) {
                Notice(
                    pluralStringResource(R.plurals.line_saved, unsent, unsent), stringResource(R.string.invited_unsent), LocalTones.current.saved,
                    icon = painterResource(R.drawable.ic_phone_saved),
                )
            }
        }
    }
}
