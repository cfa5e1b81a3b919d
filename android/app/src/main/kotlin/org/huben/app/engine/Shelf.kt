package org.huben.app.engine

import org.huben.core.KeyVault
import java.io.File

/** Where a book lies, and the vault that keeps its key. */
class Place(val directory: File, val vault: KeyVault) {
    val isThere get() = File(directory, "book.db").isFile
}

/**
 * One enrolment, one book, one folder; the newest is in use. A book that the office does not take any more stays beside
 * the one that came after it, because nobody has said that it may go.
 */
class Shelf(private val directory: File, private val vault: (String) -> KeyVault) {
    fun newest(): Place = placeOf(newestNumber().coerceAtLeast(1))

    fun next(): Place = placeOf(newestNumber() + 1)

    private fun newestNumber(): Int =
        directory.list().orEmpty().mapNotNull(String::toIntOrNull).filter { placeOf(it).isThere }.maxOrNull() ?: 0

    private fun placeOf(number: Int) = Place(File(directory, "$number"), vault("$number"))
}
