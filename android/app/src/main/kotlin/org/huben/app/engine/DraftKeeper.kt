package org.huben.app.engine

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.huben.core.Draft
import org.huben.core.DraftId

/**
 * Keeps a form as a draft with every keystroke, on disk before the next is written. Where the disk is slower than the
 * fingers, it skips to the newest words; it never falls behind them. `form` is as long as the form is there: the last words
 * are written after it, too.
 */
class DraftKeeper(private val desk: Desk, private val kind: String, form: CoroutineScope, private val kept: (String) -> Unit) {
    private val newest = Channel<String?>(Channel.CONFLATED)
    private val writing = Mutex()
    private var closed = false

    /** The draft's id, once there is one; it goes with what comes of it. */
    var id: DraftId? = null
        private set

    init {
        desk.scope.launch { for (content in newest) keep(content) }
        form.coroutineContext.job.invokeOnCompletion { newest.close() }
    }

    /** What was kept before, if anything. */
    suspend fun found(): Answer<Draft?> {
        val answer = desk.ask { it.draft(kind) }
        if (answer is Answer.Done) id = answer.value?.id
        return answer
    }

    /** Nothing, where the form says no more than what stands there already: then there is no draft. */
    fun write(content: String?) {
        newest.trySend(content)
    }

    /** The form is not wanted: its draft goes, and none is written after it. */
    suspend fun discard(): Answer<Unit> = writing.withLock {
        withContext(NonCancellable) { remove().also { if (it is Answer.Done) closed = true } }
    }

    /** Hands the form in, even if its screen goes meanwhile: no draft is written beside it, and none after it if that went well. */
    suspend fun <T> handIn(act: suspend (DraftId?) -> Answer<T>): Answer<T> = writing.withLock {
        withContext(NonCancellable) { act(id).also { if (it is Answer.Done) closed = true } }
    }

    private suspend fun remove(): Answer<Unit> {
        val old = id ?: return Answer.Done(Unit)
        return desk.ask { it.discardDraft(old) }.also { if (it is Answer.Done) id = null }
    }

    private suspend fun keep(content: String?) = writing.withLock {
        if (closed) return@withLock
        if (content == null) {
            remove()
            return@withLock
        }
        val answer = desk.ask { it.saveDraft(id, kind, content) }
        if (answer is Answer.Done) {
            id = answer.value
            kept(content)
        }
    }
}
