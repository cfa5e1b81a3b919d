package org.huben.app.settings

import android.content.SharedPreferences
import androidx.core.content.edit
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import org.huben.app.design.Language
import org.huben.app.design.Look
import org.huben.app.design.Shade
import org.huben.app.design.TextSize

/** What its user has set, kept on this phone. */
class PreferenceStore(private val kept: SharedPreferences) {
    private val current = MutableStateFlow(read())
    val preferences: StateFlow<Preferences> = current.asStateFlow()

    fun set(new: Preferences) {
        kept.edit {
            putString("language", new.look.language.name)
            putString("text_size", new.look.textSize.name)
            putString("shade", new.look.shade.name)
            putBoolean("unmetered_only", new.unmeteredOnly)
            putBoolean("notices", new.notices)
            putBoolean("locked", new.locked)
        }
        current.value = new
    }

    /** Whether this phone's permission to tell may be asked for now: once, and never again. */
    fun mayAskForNotices(): Boolean {
        if (!current.value.notices || kept.getBoolean("asked_for_notices", false)) return false
        kept.edit { putBoolean("asked_for_notices", true) }
        return true
    }

    private fun read() = Preferences(
        Look(
            Language.entries.firstOrNull { it.name == kept.getString("language", null) } ?: Language.System,
            TextSize.entries.firstOrNull { it.name == kept.getString("text_size", null) } ?: TextSize.Normal,
            Shade.entries.firstOrNull { it.name == kept.getString("shade", null) } ?: Shade.System,
        ),
        kept.getBoolean("unmetered_only", false),
        kept.getBoolean("notices", true),
        kept.getBoolean("locked", false),
    )
}
