package org.huben.app.engine

import org.huben.core.KeyVault
import org.huben.core.holdsBook
import java.io.File

/** Where a book lies, and the vault that keeps its key. */
class Place(val number: Int, val directory: File, val vault: KeyVault) {
    val isThere get() = holdsBook(directory.path)
}

/**
 * One enrolment, one book, one folder; the newest is in use. A book that came before it stays until its user says that it
 * may go: what is in it may never have reached the office. What lies in a folder is the core's; the folders are ours.
 */
class Shelf(private val directory: File, private val forget: (String) -> Unit = {}, private val vault: (String) -> KeyVault) {
    fun newest(): Place = placeOf(numbers().maxOrNull() ?: 1)

    fun next(): Place = placeOf((numbers().maxOrNull() ?: 0) + 1)

    /** Those that are not in use any more. */
    fun older(): List<Place> = numbers().sorted().dropLast(1).map(::placeOf)

    /** For good: the key goes first, and with it everything that could be read. */
    fun remove(place: Place) {
        forget("${place.number}")
        place.directory.deleteRecursively()
    }

    private fun numbers(): List<Int> = directory.list().orEmpty().mapNotNull(String::toIntOrNull).filter { placeOf(it).isThere }

    private fun placeOf(number: Int) = Place(number, File(directory, "$number"), vault("$number"))
}
