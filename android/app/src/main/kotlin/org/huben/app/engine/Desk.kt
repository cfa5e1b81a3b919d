package org.huben.app.engine

import kotlinx.coroutines.CoroutineDispatcher
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

/** What a call came to. */
sealed interface Answer<out T> {
    data class Done<T>(val value: T) : Answer<T>
    data class Not(val problem: Problem) : Answer<Nothing>
}

/** Is the book there, and open? */
sealed interface Door {
    data object Opening : Door
    /** No enrolment on this phone yet. */
    data object NoBook : Door
    data object Open : Door
    data class Shut(val problem: Problem) : Door
}

/**
 * The one way from a screen to the core. Every call leaves the main thread: the core blocks, and its disk is slow.
 * `off` is where it goes.
 */
class Desk(private val shelf: Shelf, private val off: CoroutineDispatcher) {
    private val opening = Mutex()
    private var book: Book? = null
    private val theDoor = MutableStateFlow<Door>(Door.Opening)
    private val theNews = MutableSharedFlow<Unit>(extraBufferCapacity = 1, onBufferOverflow = BufferOverflow.DROP_OLDEST)

    val door: StateFlow<Door> = theDoor.asStateFlow()

    /** Something in the book has changed: whoever shows it looks again. */
    val news: SharedFlow<Unit> = theNews.asSharedFlow()

    /** Opens the newest book if none is open; safe to be asked for again. */
    suspend fun open() = enter(enrolling = false) { shelf.newest().run { Book.unlock(directory.path, vault) } }

    /** Makes a book from an invitation; a sync comes next. Cut anywhere, the same again goes on from there. */
    suspend fun enrol(invitation: String): Answer<Unit> = enter(enrolling = true) { shelf.next().run { Book.enrol(directory.path, vault, invitation.trim()) } }

    /** The office does not take this book any more: a new invitation makes another. The old one stays on the shelf. */
    suspend fun leave() = withContext(off) {
        opening.withLock {
            book?.close()
            book = null
            theDoor.value = Door.NoBook
        }
    }

    /** Is there a book to come back to? */
    suspend fun hasBook(): Boolean = withContext(off) { shelf.newest().isThere }

    /** Asks the open book. */
    suspend fun <T> ask(call: (Book) -> T): Answer<T> = withContext(off) { here(call) }

    /** The same for whoever is off the main thread already: the background worker. */
    fun <T> here(call: (Book) -> T): Answer<T> {
        val book = book ?: return Answer.Not(NO_BOOK)
        return try {
            Answer.Done(call(book))
        } catch (error: BookException) {
            Answer.Not(Problem.of(error))
        }
    }

    private suspend fun enter(enrolling: Boolean, make: () -> Book): Answer<Unit> = withContext(off) {
        opening.withLock {
            if (book != null) return@withLock Answer.Done(Unit)
            try {
                book = make().also { it.listen(Listener { theNews.tryEmit(Unit) }) }
                theDoor.value = Door.Open
                Answer.Done(Unit)
            } catch (error: BookException) {
                val problem = Problem.of(error)
                if (!enrolling) theDoor.value = if (error is BookException.NotFound) Door.NoBook else Door.Shut(problem)
                Answer.Not(problem)
            }
        }
    }

    private class Listener(val tell: () -> Unit) : ChangeListener {
        override fun changed(records: List<DocumentId>) = tell()
    }

    private companion object {
        val NO_BOOK = Problem(
            Problem.Kind.NotFound,
            org.huben.core.Words("户本还没有打开，请稍后再试", "the book is not open yet; try again in a moment"),
        )
    }
}
