package org.huben.app.design

import android.content.Context
import android.content.res.Configuration
import android.os.LocaleList
import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.Typography
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.LineBreak
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import java.util.Locale

/** In which language the app speaks. */
enum class Language(val tag: String?) { System(null), Chinese("zh-Hans-CN"), English("en") }

/** How large words are, on top of what the phone says. */
enum class TextSize(val scale: Float) { Normal(1f), Large(1.25f), Largest(1.6f) }

/** Light or dark. */
enum class Shade { System, Light, Dark }

/** How the app looks: what the settings screen sets. */
data class Look(
    val language: Language = Language.System,
    val textSize: TextSize = TextSize.Normal,
    val shade: Shade = Shade.System,
)

/** Body text is 18 sp to begin with; at this scale it is 29 sp, twice the 14 sp of Android's own body text. */
const val LARGEST_SCALE = 1.6f

/** The same context, speaking `language`. Notifications use it too. */
fun Context.speaking(language: Language): Context {
    val tag = language.tag ?: return this
    val configuration = Configuration(resources.configuration)
    configuration.setLocales(LocaleList(Locale.forLanguageTag(tag)))
    return createConfigurationContext(configuration)
}

@Composable
fun HubenTheme(look: Look, content: @Composable () -> Unit) {
    val dark = when (look.shade) {
        Shade.System -> isSystemInDarkTheme()
        Shade.Light -> false
        Shade.Dark -> true
    }
    val outer = LocalContext.current
    val context = remember(outer, look.language) { outer.speaking(look.language) }
    val density = LocalDensity.current
    val scale = (density.fontScale * look.textSize.scale).coerceAtMost(LARGEST_SCALE)
    val configuration = if (look.language == Language.System) LocalConfiguration.current else context.resources.configuration
    CompositionLocalProvider(
        LocalContext provides context,
        LocalConfiguration provides configuration,
        LocalDensity provides Density(density.density, scale),
        LocalTones provides if (dark) DarkTones else LightTones,
    ) {
        MaterialTheme(if (dark) Dark else Light, Rounded, Letters, content)
    }
}

private val Rounded = Shapes(
    extraSmall = RoundedCornerShape(8.dp),
    small = RoundedCornerShape(10.dp),
    medium = RoundedCornerShape(14.dp),
    large = RoundedCornerShape(18.dp),
    extraLarge = RoundedCornerShape(24.dp),
)

private fun letters(size: Int, line: Int, weight: FontWeight = FontWeight.Normal) =
    TextStyle(fontSize = size.sp, lineHeight = line.sp, fontWeight = weight, lineBreak = LineBreak.Paragraph)

/** Body 18 sp and up, as the rules for elderly-friendly apps ask; 16 sp only for what stands beside. */
private val Letters = Typography(
    headlineMedium = letters(28, 36, FontWeight.SemiBold),
    headlineSmall = letters(25, 33, FontWeight.SemiBold),
    titleLarge = letters(22, 30, FontWeight.SemiBold),
    titleMedium = letters(20, 28, FontWeight.SemiBold),
    titleSmall = letters(18, 26, FontWeight.SemiBold),
    bodyLarge = letters(19, 29),
    bodyMedium = letters(18, 27),
    bodySmall = letters(16, 24),
    labelLarge = letters(18, 26, FontWeight.SemiBold),
    labelMedium = letters(16, 24, FontWeight.Medium),
    labelSmall = letters(16, 22, FontWeight.Medium),
)
