package org.huben.app.design

import androidx.compose.runtime.Composable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import org.huben.app.R
import java.time.Instant
import java.time.LocalDate
import java.time.OffsetDateTime
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit

/** Now, as the screen sees it: pictures hold it still. */
val LocalNow = staticCompositionLocalOf<() -> OffsetDateTime> { { OffsetDateTime.now() } }

private val CLOCK = DateTimeFormatter.ofPattern("HH:mm")
private val DAY = DateTimeFormatter.ofPattern("MM-dd HH:mm")
private val YEAR = DateTimeFormatter.ofPattern("yyyy-MM-dd")

/** A moment as people say it: today and yesterday by name, the year only where it is another one. */
@Composable
fun moment(at: Instant): String {
    val now = LocalNow.current()
    val here = at.atOffset(now.offset)
    val days = ChronoUnit.DAYS.between(here.toLocalDate(), now.toLocalDate())
    return when {
        days == 0L -> stringResource(R.string.today_at, here.format(CLOCK))
        days == 1L -> stringResource(R.string.yesterday_at, here.format(CLOCK))
        here.year == now.year -> here.format(DAY)
        else -> here.format(YEAR)
    }
}

/** How long ago somebody of a household was met. */
@Composable
fun lastMet(at: Instant?): String {
    val now = LocalNow.current()
    if (at == null) return stringResource(R.string.never_met)
    val days = ChronoUnit.DAYS.between(at.atOffset(now.offset).toLocalDate(), now.toLocalDate())
    return when {
        days <= 0L -> stringResource(R.string.met_today)
        days == 1L -> stringResource(R.string.met_yesterday)
        else -> pluralStringResource(R.plurals.met_days_ago, days.toInt(), days.toInt())
    }
}

/** A day that is due, like `2026-12-01`: late, today, or to come. */
@Composable
fun dueDay(date: String): String {
    val day = runCatching { LocalDate.parse(date) }.getOrNull() ?: return date
    val days = ChronoUnit.DAYS.between(LocalNow.current().toLocalDate(), day).toInt()
    return when {
        days < 0 -> pluralStringResource(R.plurals.due_days_ago, -days, -days)
        days == 0 -> stringResource(R.string.due_today)
        else -> pluralStringResource(R.plurals.due_in_days, days, days)
    }
}

