package org.huben.app.engine

import org.huben.core.BookException
import org.huben.core.Words

/** Why something did not go, in both languages, with what can be done next. */
data class Problem(
    val kind: Kind,
    /** Finished words that say what to do. */
    val words: Words,
    /** The field that cannot be taken as it is, by the core's name. */
    val field: String? = null,
    /** The same, as people call it. */
    val label: Words? = null,
) {
    constructor(kind: Kind, zh: String, en: String) : this(kind, Words(zh, en))

    enum class Kind { InvalidInput, NotFound, NotAllowed, SignInAgain, Offline, Locked, Damaged, StorageFull, StorageFailed, UpdateRequired, Internal }

    companion object {
        /** The core's errors as the screens know them. */
        fun of(error: BookException): Problem = when (error) {
            is BookException.InvalidInput -> Problem(Kind.InvalidInput, error.reason, error.field, error.label)
            is BookException.NotFound -> Problem(Kind.NotFound, error.reason)
            is BookException.NotAllowed -> Problem(Kind.NotAllowed, error.reason)
            is BookException.SignInAgain -> Problem(Kind.SignInAgain, error.reason)
            is BookException.Offline -> Problem(Kind.Offline, error.reason)
            is BookException.Locked -> Problem(Kind.Locked, error.reason)
            is BookException.Damaged -> Problem(Kind.Damaged, error.reason)
            is BookException.StorageFull -> Problem(Kind.StorageFull, error.reason)
            is BookException.StorageFailed -> Problem(Kind.StorageFailed, error.reason)
            is BookException.UpdateRequired -> Problem(Kind.UpdateRequired, error.reason)
            is BookException.Internal -> Problem(Kind.Internal, error.reason)
        }
    }
}
