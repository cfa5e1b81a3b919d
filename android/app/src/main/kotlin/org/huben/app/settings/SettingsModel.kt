package org.huben.app.settings

import android.os.Build
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import org.huben.app.engine.Answer
import org.huben.app.engine.Desk
import org.huben.app.engine.Door
import org.huben.app.sync.Sync

/** Who this phone belongs to, and what can be said of it without saying anything of anybody. */
class SettingsModel(private val desk: Desk, private val sync: Sync) : ViewModel() {
    private val current = MutableStateFlow(About(version = VERSION))
    private val aside = MutableStateFlow(emptyList<OldBook>())
    val about: StateFlow<About> = current.asStateFlow()
    val oldBooks: StateFlow<List<OldBook>> = aside.asStateFlow()

    init {
        viewModelScope.launch {
            val answer = desk.ask { it.me() }
            if (answer is Answer.Done) {
                val me = answer.value
                current.value = About(me.user.name, me.user.grants.map { it.role }.distinct(), me.areas.map { it.name }, me.office, VERSION, me.device.text.takeLast(6))
            }
            look()
        }
    }

    /** Removes a book that was put aside. */
    fun remove(book: Int) {
        viewModelScope.launch {
            desk.remove(book)
            look()
        }
    }

    private suspend fun look() {
        aside.value = desk.aside().map { OldBook(it.number, it.lastUsed, (desk.unsentIn(it) as? Answer.Done)?.value) }
    }

    fun diagnostics(share: (String) -> Unit) {
        viewModelScope.launch { share(diagnosticsOf(desk, sync)) }
    }

    companion object {
        const val VERSION = "0.1.0"
    }
}

/** Counts, versions, times, and the kind of the last problem: no name, no address, no words of anybody. */
suspend fun diagnosticsOf(desk: Desk, sync: Sync): String {
    val pulse = sync.pulse.value
    val door = desk.door.value
    val book = desk.ask { it.diagnostics() }
    val lines = listOf(
        "app: ${SettingsModel.VERSION}",
        "android: ${Build.VERSION.RELEASE} (API ${Build.VERSION.SDK_INT}), ${Build.SUPPORTED_ABIS.firstOrNull()}",
        "door: ${if (door is Door.Shut) door.problem.kind else door::class.simpleName}",
        "network: ${pulse.online}",
        "last problem: ${pulse.problem?.kind ?: "none"}",
        if (book is Answer.Done) book.value else "the book is not open",
    )
    return lines.joinToString("\n")
}
