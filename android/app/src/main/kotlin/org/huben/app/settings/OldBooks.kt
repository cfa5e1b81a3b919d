package org.huben.app.settings

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import org.huben.app.R
import org.huben.app.design.QuietButton
import org.huben.app.design.Section
import org.huben.app.design.Sheet
import org.huben.app.design.moment
import java.time.Instant

/** A book that was put aside when its user joined again. */
data class OldBook(
    /** Its place on the shelf. */
    val number: Int,
    val lastUsed: Instant,
    /** Records in it that are not at the office; unknown where it cannot be opened. */
    val unsent: Int?,
)

/** What became of the books before this one: each can be opened again, or removed by whoever is asked twice. */
@Composable
fun OldBooks(books: List<OldBook>, onOpen: (Int) -> Unit, onRemove: (Int) -> Unit) {
    if (books.isEmpty()) return
    Section(pluralStringResource(R.plurals.old_books, books.size, books.size)) {
        for (book in books) Sheet {
            var asked by rememberSaveable(book.number) { mutableStateOf(false) }
            Column(Modifier.padding(18.dp), Arrangement.spacedBy(10.dp)) {
                Text(stringResource(R.string.old_books_last, moment(book.lastUsed)), style = MaterialTheme.typography.titleMedium)
                Text(stringResource(R.string.old_books_words), style = MaterialTheme.typography.bodyMedium)
                Text(
                    when (book.unsent) {
                        null -> stringResource(R.string.old_books_unknown)
                        0 -> stringResource(R.string.old_books_all_there)
                        else -> pluralStringResource(R.plurals.old_books_unsent, book.unsent, book.unsent)
                    },
                    style = MaterialTheme.typography.bodyMedium,
                )
                if (asked) {
                    Text(stringResource(R.string.old_books_sure), color = MaterialTheme.colorScheme.error, style = MaterialTheme.typography.bodyMedium)
                    QuietButton(stringResource(R.string.old_books_yes), { onRemove(book.number) }, Modifier.fillMaxWidth().testTag("old-book-yes"))
                } else {
                    QuietButton(stringResource(R.string.old_books_open), { onOpen(book.number) }, Modifier.fillMaxWidth().testTag("old-book-open"))
                    QuietButton(stringResource(R.string.old_books_remove), { asked = true }, Modifier.fillMaxWidth().testTag("old-book-remove"))
                }
            }
        }
    }
}
