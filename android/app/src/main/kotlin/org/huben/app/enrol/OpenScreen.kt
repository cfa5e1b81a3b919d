package org.huben.app.enrol

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.BigButton
import org.huben.app.design.Empty
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Scrolling
import org.huben.app.design.Waiting
import org.huben.app.engine.Problem
import org.huben.app.sync.ProblemNotice
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Lock
import androidx.compose.ui.graphics.vector.rememberVectorPainter

/** The book is being opened. */
@Composable
fun OpeningScreen() {
    Page(stringResource(R.string.app_name)) { Waiting(stringResource(R.string.opening)) }
}

/** The book is locked until its owner has shown who they are. */
@Composable
fun UnlockScreen(onUnlock: () -> Unit) {
    Page(
        stringResource(R.string.app_name),
        bottom = { Column(Modifier.padding(16.dp)) { BigButton(stringResource(R.string.unlock), onUnlock, Modifier.testTag("unlock")) } },
    ) {
        Scrolling { Empty(rememberVectorPainter(Icons.Filled.Lock), stringResource(R.string.unlock_title), stringResource(R.string.unlock_words)) }
    }
}

/** The book could not be opened: what was found, and what can be done. Nothing is thrown away without being asked. */
@Composable
fun ClosedScreen(problem: Problem, onAgain: () -> Unit, onDiagnostics: () -> Unit, onJoinAgain: () -> Unit) {
    Page(
        stringResource(R.string.app_name),
        bottom = {
            Column(Modifier.padding(16.dp)) {
                BigButton(stringResource(R.string.again), onAgain, Modifier.testTag("again"))
                QuietButton(stringResource(R.string.diagnostics_share), onDiagnostics, Modifier.fillMaxWidth().padding(top = 10.dp))
            }
        },
    ) {
        Scrolling {
            ProblemNotice(problem, elsewhere = R.string.join_again to onJoinAgain)
            Empty(painterResource(R.drawable.ic_phone_saved), stringResource(R.string.closed_title), stringResource(R.string.closed_words))
        }
    }
}
