package org.huben.app.settings

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.Choice
import org.huben.app.design.Language
import org.huben.app.design.Look
import org.huben.app.design.Page
import org.huben.app.design.QuietButton
import org.huben.app.design.Scrolling
import org.huben.app.design.Section
import org.huben.app.design.Shade
import org.huben.app.design.Sheet
import org.huben.app.design.TextSize
import org.huben.app.design.Toggle
import org.huben.app.design.word
import org.huben.core.UserRole

/** Everything that its user sets. Kept on the phone, never sent. */
data class Preferences(
    val look: Look = Look(),
    /** In the background only where it costs nothing; a sync by hand uses any network. */
    val unmeteredOnly: Boolean = false,
    /** Tell of what is dispatched to me, and of what is unsent. */
    val notices: Boolean = true,
    /** Ask for the phone's own lock when the app is opened. */
    val locked: Boolean = false,
)

/** Who this phone belongs to. */
data class About(
    val name: String = "",
    val roles: List<UserRole> = emptyList(),
    val areas: List<String> = emptyList(),
    val office: String = "",
    val version: String = "",
    val device: String = "",
)

@OptIn(ExperimentalLayoutApi::class)
@Composable
fun SettingsScreen(preferences: Preferences, about: About, canLock: Boolean, onBack: () -> Unit, onChange: (Preferences) -> Unit, onDiagnostics: () -> Unit, oldBooks: @Composable () -> Unit = {}) {
    val look = preferences.look
    fun set(look: Look) = onChange(preferences.copy(look = look))
    Page(stringResource(R.string.settings_title), onBack = onBack) {
        Scrolling {
            Choices(R.string.language) {
                Choice(stringResource(R.string.language_system), look.language == Language.System, { set(look.copy(language = Language.System)) }, Modifier.testTag("language-System"))
                Choice("中文", look.language == Language.Chinese, { set(look.copy(language = Language.Chinese)) }, Modifier.testTag("language-Chinese"))
                Choice("English", look.language == Language.English, { set(look.copy(language = Language.English)) }, Modifier.testTag("language-English"))
            }
            Choices(R.string.text_size) {
                for ((size, text) in SIZES) Choice(stringResource(text), look.textSize == size, { set(look.copy(textSize = size)) }, Modifier.testTag("size-$size"))
            }
            Text(stringResource(R.string.text_size_sample), Modifier.padding(horizontal = 20.dp, vertical = 8.dp), style = MaterialTheme.typography.bodyLarge)
            Choices(R.string.shade) {
                for ((shade, text) in SHADES) Choice(stringResource(text), look.shade == shade, { set(look.copy(shade = shade)) })
            }
            Section(stringResource(R.string.data_use)) {
                Sheet {
                    Toggle(stringResource(R.string.unmetered), stringResource(R.string.unmetered_words), preferences.unmeteredOnly, { onChange(preferences.copy(unmeteredOnly = it)) })
                    Toggle(stringResource(R.string.notices), stringResource(R.string.notices_words), preferences.notices, { onChange(preferences.copy(notices = it)) })
                    if (canLock) Toggle(stringResource(R.string.lock), stringResource(R.string.lock_words), preferences.locked, { onChange(preferences.copy(locked = it)) })
                }
            }
            oldBooks()
            Section(stringResource(R.string.about)) {
                Sheet {
                    Column(Modifier.padding(18.dp), Arrangement.spacedBy(6.dp)) {
                        Text(about.name, style = MaterialTheme.typography.titleMedium)
                        for (role in about.roles) Text(stringResource(role.word), style = MaterialTheme.typography.bodyMedium)
                        Text((listOf(about.office) + about.areas).filter { it.isNotEmpty() }.joinToString(" · "), style = MaterialTheme.typography.bodyMedium)
                        Text(stringResource(R.string.about_version, about.version), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
                        Text(stringResource(R.string.about_device, about.device), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
                        Text(stringResource(R.string.about_licence), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
                    }
                }
                Text(stringResource(R.string.diagnostics_words), Modifier.padding(horizontal = 20.dp, vertical = 8.dp), style = MaterialTheme.typography.bodySmall, color = MaterialTheme.colorScheme.onSurfaceVariant)
                QuietButton(stringResource(R.string.diagnostics_share), onDiagnostics, Modifier.fillMaxWidth().padding(horizontal = 16.dp).testTag("diagnostics"))
            }
        }
    }
}

private val SIZES = listOf(TextSize.Normal to R.string.text_normal, TextSize.Large to R.string.text_large, TextSize.Largest to R.string.text_largest)
private val SHADES = listOf(Shade.System to R.string.shade_system, Shade.Light to R.string.shade_light, Shade.Dark to R.string.shade_dark)

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Choices(title: Int, content: @Composable () -> Unit) {
    Section(stringResource(title)) {
        FlowRow(Modifier.padding(horizontal = 16.dp).selectableGroup(), Arrangement.spacedBy(8.dp), Arrangement.spacedBy(8.dp)) { content() }
    }
}
