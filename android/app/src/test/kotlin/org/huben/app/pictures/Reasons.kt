package org.huben.app.pictures

import org.huben.app.engine.Problem
import org.huben.core.Words
import java.io.File

/** What the core really says, in its own words: the pictures show no kinder ones. */
internal object Reasons {
    private val catalogue = File(System.getProperty("huben.root") ?: "../..", "core/domain/src/reasons.zh.tsv").readLines()
        .filter { '\t' in it && !it.startsWith('#') }.associate { it.substringBefore('\t') to it.substringAfter('\t') }

    /** The reason under this English template, its hole filled. */
    fun words(english: String, hole: String = ""): Words {
        val chinese = checkNotNull(catalogue[english]) { "the core does not say “$english” any more" }
        return Words(chinese.filled(hole), english.filled(hole))
    }

    fun problem(kind: Problem.Kind, english: String, hole: String = "", field: String? = null, label: Words? = null) =
        Problem(kind, words(english, hole), field, label)

    private fun String.filled(hole: String) = replace(Regex("\\{\\w*}"), Regex.escapeReplacement(hole))
}
