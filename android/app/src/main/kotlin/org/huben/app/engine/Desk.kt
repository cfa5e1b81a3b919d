package org.huben.app.engine

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import org.huben.core.Book
import org.huben.core.BookException
import org.huben.core.ChangeListener
import org.huben.core.DocumentId
import org.huben.core.InternalException
import org.huben.core.KeyVault
import org.huben.core.VaultException

/** What a call came to. */
sealed interface Answer<out T> {
    data class Done<T>(val value: T) : Answer<T>
    data class Not(val problem: Problem) : Answer<Nothing>
}

/** Is the book there, and open? */
sealed interface Door {
    data object Opening : Door
    /** None is in use: this phone never joined, or is joining again. */
    data object NoBook : Door
    /** The book in this place of the shelf. */
    data class Open(val book: Int) : Door
    data class Shut(val problem: Problem) : Door
}

/**
 * The one way from a screen to the core. Every call leaves the main thread: the core blocks, and its disk is slow.
 * `off` is where it goes; `scope` lives as long as the app, for what must be finished though its screen is gone.
 */
class Desk(private val shelf: Shelf, private val off: CoroutineDispatcher, val scope: CoroutineScope) {
    private val moving = Mutex()
    @Volatile private var book: Book? = null
    private val theDoor = MutableStateFlow<Door>(Door.Opening)
    private val theNews = MutableSharedFlow<Unit>(extraBufferCapacity = 1, onBufferOverflow = BufferOverflow.DROP_OLDEST)

    val door: StateFlow<Door> = theDoor.asStateFlow()

    /** Something in the book has changed: whoever shows it looks again. */
    val news: SharedFlow<Unit> = theNews.asSharedFlow()

    /** Opens the book in use if it is not open yet; safe to be asked for again. */
    suspend fun open(): Answer<Unit> = moved { openHere() }

    /** Makes a book from an invitation; a sync comes next. Cut anywhere, the same again goes on from there. */
    suspend fun enrol(invitation: String): Answer<Unit> = moved {
        if (book != null) Answer.Not(IN_USE)
        else enter { Book.enrol(it.directory.path, it.vault, invitation.trim()) }
    }

    /** Puts the book aside for a new enrolment, until there is one or somebody takes up a book again. */
    suspend fun leave(): Answer<Unit> = moved { if (!shelf.current().hasBook) openHere() else take(shelf.next()) }

    /** Takes up a book that was put aside. */
    suspend fun takeUp(number: Int): Answer<Unit> = moved { take(number) }

    /** The books that were put aside, the newest first. */
    suspend fun aside(): List<Place> = withContext(off) { shelf.aside() }

    /** How many records of a book that was put aside are not at the office. */
    suspend fun unsentIn(place: Place): Answer<Int> = withContext(off) {
        told { Book.unlock(place.directory.path, Kept(place.vault)).use { it.status().run { saved + needsAttention } } }
    }

    /** Removes a book that was put aside; it cannot be brought back. */
    suspend fun remove(number: Int) = withContext(off) { shelf.remove(number) }

    /** Asks the open book. */
    suspend fun <T> ask(call: (Book) -> T): Answer<T> = withContext(off) {
        val book = book ?: return@withContext Answer.Not(NO_BOOK)
        told { call(book) }
    }

    private suspend fun <T> moved(act: () -> T): T = withContext(off) { moving.withLock { act() } }

    private fun take(number: Int): Answer<Unit> {
        book?.close()
        book = null
        if (shelf.use(number)) return openHere()
        theDoor.value = Door.Shut(NO_ROOM)
        return Answer.Not(NO_ROOM)
    }

    private fun openHere(): Answer<Unit> {
        if (book != null) return Answer.Done(Unit)
        if (!shelf.current().hasBook) {
            theDoor.value = Door.NoBook
            return Answer.Not(NO_BOOK)
        }
        return enter { Book.unlock(it.directory.path, Kept(it.vault)) }.also { if (it is Answer.Not) theDoor.value = Door.Shut(it.problem) }
    }

    private fun enter(make: (Place) -> Book): Answer<Unit> = told {
        val place = shelf.current()
        book = make(place).also { it.listen(Listener { theNews.tryEmit(Unit) }) }
        theDoor.value = Door.Open(place.number)
    }

    /** A fault of the core is a problem like any other, and no reason to end the app. */
    private inline fun <T> told(call: () -> T): Answer<T> = try {
        Answer.Done(call())
    } catch (error: BookException) {
        Answer.Not(Problem.of(error))
    } catch (_: InternalException) {
        Answer.Not(FAULT)
    } catch (_: IllegalStateException) {
        // The book was put aside while the call was on its way.
        Answer.Not(NO_BOOK)
    }

    private class Listener(val tell: () -> Unit) : ChangeListener {
        override fun changed(records: List<DocumentId>) = tell()
    }

    /** Where there is a book there was a key. */
    private class Kept(private val vault: KeyVault) : KeyVault by vault {
        override fun load(): ByteArray = vault.load() ?: throw VaultException.Lost()
    }

    private companion object {
        val NO_BOOK = Problem(Problem.Kind.NotFound, "户本还没有打开，请稍后再试", "the book is not open yet; try again in a moment")
        val IN_USE = Problem(
            Problem.Kind.NotAllowed, "这台手机上已经有一本打开的户本，先选“用新邀请码加入”，再加入",
            "a book is open on this phone; choose “Join with a new invitation” first",
        )
        val NO_ROOM = Problem(
            Problem.Kind.StorageFull, "手机存不下了，什么都没有变；请清出一些空间再试", "the phone has no room left, and nothing was changed; free some space and try again",
        )
        val FAULT = Problem(
            Problem.Kind.Internal, "程序出了错，已经保存的没有动；请再试一次，还不行就把诊断信息发给社区",
            "something went wrong in this app; what was saved is as it was. Try again; if it stays so, send the diagnostics to your office",
        )
    }
}
