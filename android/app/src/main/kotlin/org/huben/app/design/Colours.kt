package org.huben.app.design

import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Immutable
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.graphics.Color

/**
 * Ink on paper: one deep blue-green for what can be done, and three tones that say where a record stands. Red is for
 * what needs somebody; it is no decoration. Every pair of words and ground has a contrast of 4.5:1 or more, which
 * `PicturesTest` measures in the drawn pixels.
 */
internal val Light = lightColorScheme(
    primary = Color(0xFF0B5C63),
    onPrimary = Color.White,
    primaryContainer = Color(0xFFD3E9EA),
    onPrimaryContainer = Color(0xFF06363B),
    secondary = Color(0xFF46585A),
    onSecondary = Color.White,
    secondaryContainer = Color(0xFFE2E8E6),
    onSecondaryContainer = Color(0xFF1F2C2D),
    tertiary = Color(0xFF7A4E00),
    onTertiary = Color.White,
    tertiaryContainer = Color(0xFFFFEFCF),
    onTertiaryContainer = Color(0xFF4A2F00),
    error = Color(0xFFA3291E),
    onError = Color.White,
    errorContainer = Color(0xFFFBE5E1),
    onErrorContainer = Color(0xFF6B140B),
    background = Color(0xFFF6F5F1),
    onBackground = Color(0xFF191E1F),
    surface = Color(0xFFF6F5F1),
    onSurface = Color(0xFF191E1F),
    surfaceVariant = Color(0xFFE9EAE5),
    onSurfaceVariant = Color(0xFF4A5455),
    surfaceContainerLowest = Color.White,
    surfaceContainerLow = Color(0xFFFBFBF9),
    surfaceContainer = Color(0xFFF0F0EB),
    surfaceContainerHigh = Color(0xFFE9EAE5),
    surfaceContainerHighest = Color(0xFFE2E4DF),
    outline = Color(0xFF6C7778),
    outlineVariant = Color(0xFFDADCD6),
)

internal val Dark = darkColorScheme(
    primary = Color(0xFF86D0D6),
    onPrimary = Color(0xFF00363B),
    primaryContainer = Color(0xFF174A4F),
    onPrimaryContainer = Color(0xFFCDEDEF),
    secondary = Color(0xFFB4C7C8),
    onSecondary = Color(0xFF1F3132),
    secondaryContainer = Color(0xFF2F3B3C),
    onSecondaryContainer = Color(0xFFDDE7E7),
    tertiary = Color(0xFFF1C26B),
    onTertiary = Color(0xFF402C00),
    tertiaryContainer = Color(0xFF4A3709),
    onTertiaryContainer = Color(0xFFFFE9BF),
    error = Color(0xFFFFB4A8),
    onError = Color(0xFF5F120A),
    errorContainer = Color(0xFF5B1B13),
    onErrorContainer = Color(0xFFFFDAD4),
    background = Color(0xFF101516),
    onBackground = Color(0xFFE3E7E6),
    surface = Color(0xFF101516),
    onSurface = Color(0xFFE3E7E6),
    surfaceVariant = Color(0xFF293132),
    onSurfaceVariant = Color(0xFFB9C4C4),
    surfaceContainerLowest = Color(0xFF1A2122),
    surfaceContainerLow = Color(0xFF171D1E),
    surfaceContainer = Color(0xFF1F2728),
    surfaceContainerHigh = Color(0xFF293132),
    surfaceContainerHighest = Color(0xFF333C3D),
    outline = Color(0xFF8B9797),
    outlineVariant = Color(0xFF374041),
)

/** Words and ground of one tone. */
@Immutable
data class Tone(val ink: Color, val ground: Color)

/** The three places a record can stand, and what is merely said. */
@Immutable
data class Tones(val saved: Tone, val office: Tone, val attention: Tone, val plain: Tone)

internal val LightTones = Tones(
    saved = Tone(Color(0xFF6A4300), Color(0xFFFFEFCF)),
    office = Tone(Color(0xFF17573A), Color(0xFFDFF1E6)),
    attention = Tone(Color(0xFF8C1D13), Color(0xFFFBE5E1)),
    plain = Tone(Color(0xFF3A4647), Color(0xFFE9EAE5)),
)

internal val DarkTones = Tones(
    saved = Tone(Color(0xFFF6D292), Color(0xFF443310)),
    office = Tone(Color(0xFF9BD9B6), Color(0xFF163B29)),
    attention = Tone(Color(0xFFFFB9AE), Color(0xFF531A12)),
    plain = Tone(Color(0xFFCBD5D5), Color(0xFF293132)),
)

internal val LocalTones = staticCompositionLocalOf { LightTones }
