package org.huben.app

import android.app.Application
import android.content.Context

/** The app: holds its parts, whoever asks first (a screen, or the background worker). */
class HubenApp : Application() {
    private var made: Parts? = null

    /** Made at first use; a test may set others before. */
    var parts: Parts
        get() = synchronized(this) { made ?: Parts.of(this).also { made = it } }
        set(value) = synchronized(this) { made = value }
}

val Context.parts: Parts get() = (applicationContext as HubenApp).parts
