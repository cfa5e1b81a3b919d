package org.huben.app.sync

import androidx.annotation.StringRes
import androidx.compose.runtime.Composable
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import org.huben.app.R
import org.huben.app.design.LocalTones
import org.huben.app.design.Notice
import org.huben.app.design.said
import org.huben.app.engine.Problem
import org.huben.app.engine.Problem.Kind

/** What a problem is called; the words below it are the core's and say what to do. */
@StringRes
fun titleOf(kind: Kind): Int = when (kind) {
    Kind.InvalidInput -> R.string.problem_invalid
    Kind.NotFound -> R.string.problem_not_found
    Kind.NotAllowed -> R.string.problem_not_allowed
    Kind.SignInAgain -> R.string.problem_sign_in
    Kind.Offline -> R.string.problem_offline
    Kind.Locked -> R.string.problem_locked
    Kind.Damaged -> R.string.problem_damaged
    Kind.StorageFull -> R.string.problem_storage_full
    Kind.StorageFailed -> R.string.problem_storage_failed
    Kind.UpdateRequired -> R.string.problem_update
    Kind.Internal -> R.string.problem_internal
}

/** A problem with its next step. What was written stays where it is. */
@Composable
fun ProblemNotice(problem: Problem, again: (() -> Unit)? = null, elsewhere: Pair<Int, () -> Unit>? = null) {
    val tones = LocalTones.current
    val offline = problem.kind == Kind.Offline
    Notice(
        stringResource(titleOf(problem.kind)),
        problem.label?.let { stringResource(R.string.field_value, it.said.replaceFirstChar(Char::uppercase), problem.words.said) }
            ?: problem.words.said.replaceFirstChar(Char::uppercase),
        if (offline) tones.plain else tones.attention,
        icon = painterResource(if (offline) R.drawable.ic_offline else R.drawable.ic_hazard),
        action = again?.let { stringResource(R.string.again) to it },
        other = elsewhere?.let { (text, act) -> stringResource(text) to act },
    )
}
