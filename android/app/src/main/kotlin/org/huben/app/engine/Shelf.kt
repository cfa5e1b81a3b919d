package org.huben.app.engine

import android.util.AtomicFile
import org.huben.core.KeyVault
import org.huben.core.holdsBook
import java.io.File
import java.io.FileNotFoundException
import java.io.IOException
import java.time.Instant

/** Where a book lies or will be made, and the vault that keeps its key. */
class Place(val number: Int, val directory: File, val vault: KeyVault) {
    val hasBook get() = holdsBook(directory.path)
    val lastUsed: Instant get() = Instant.ofEpochMilli(directory.lastModified())
}

/**
 * One enrolment, one book, one numbered folder. Which of them is in use stands in a file, so that neither a rotation nor
 * a death of the process brings back a book that was put aside. A book goes only when its user says so.
 */
class Shelf(private val directory: File, private val vault: (Int) -> KeyVault) {
    private val inUse = AtomicFile(File(directory, "in-use"))

    /** The book in use, or the place where the next will be made. */
    fun current(): Place = placeOf(read() ?: lastBook().coerceAtLeast(1))

    /** The books that were put aside, the newest first. */
    fun aside(): List<Place> = places().filter { it.hasBook && it.number != current().number }.sortedByDescending(Place::number)

    /** From now on this one, whatever happens. False: the disk does not take it, and all is as before. */
    fun use(number: Int): Boolean {
        val out = try {
            directory.mkdirs()
            inUse.startWrite()
        } catch (_: IOException) {
            return false
        }
        try {
            out.write("$number".toByteArray())
            inUse.finishWrite(out)
        } catch (_: IOException) {
            inUse.failWrite(out)
        }
        return read() == number
    }

    /** The place after the last book; where an enrolment was begun there, it goes on. */
    fun next(): Int = lastBook() + 1

    /** This book is wanted no more. */
    fun remove(number: Int) {
        if (number != current().number) placeOf(number).directory.deleteRecursively()
    }

    private fun read(): Int? = try {
        inUse.readFully().decodeToString().toIntOrNull()
    } catch (_: FileNotFoundException) {
        null
    }

    private fun lastBook(): Int = places().filter(Place::hasBook).maxOfOrNull(Place::number) ?: 0

    private fun places() = directory.list().orEmpty().mapNotNull(String::toIntOrNull).map(::placeOf)

    private fun placeOf(number: Int) = Place(number, File(directory, "$number"), vault(number))
}
