package org.huben.app

import androidx.annotation.StringRes
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasTestTag
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.ComposeTestRule
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.printToString
import androidx.test.core.app.ApplicationProvider
import org.huben.app.design.Language
import org.huben.app.design.speaking

/** A hand and an eye on the app: it waits for what it looks for, and scrolls to it. */
class Hand(private val rule: ComposeTestRule, private val language: Language) {
    private val words get() = ApplicationProvider.getApplicationContext<HubenApp>().speaking(language)

    fun word(@StringRes id: Int, vararg parts: Any): String = words.getString(id, *parts)

    fun plural(id: Int, count: Int): String = words.resources.getQuantityString(id, count, count)

    fun see(text: String) = find(hasText(text, substring = true), "“$text”")

    fun see(@StringRes id: Int, vararg parts: Any) = see(word(id, *parts))

    fun seeTag(tag: String) = find(hasTestTag(tag), "the tag $tag")

    fun tap(tag: String) = reach(find(hasTestTag(tag), "the tag $tag")).performClick().let { rule.waitForIdle() }

    fun tapText(text: String) = reach(see(text)).performClick().let { rule.waitForIdle() }

    fun tapText(@StringRes id: Int) = tapText(word(id))

    fun tapNamed(@StringRes id: Int) = find(hasContentDescription(word(id)), word(id)).performClick().let { rule.waitForIdle() }

    fun type(tag: String, text: String) = reach(seeTag(tag)).performTextInput(text)

    fun write(tag: String, text: String) = reach(seeTag(tag)).performTextReplacement(text)

    fun gone(text: String) = rule.waitUntil(PATIENCE_MS) { nodes(hasText(text, substring = true)) == 0 }

    fun until(what: String, holds: () -> Boolean) = try {
        rule.waitUntil(PATIENCE_MS) { holds() }
    } catch (error: Throwable) {
        throw AssertionError("$what did not come about; the screen shows:\n${screen()}", error)
    }

    private fun find(what: SemanticsMatcher, name: String): SemanticsNodeInteraction {
        until(name) { nodes(what) > 0 || scrolled(what) }
        return rule.onAllNodes(what).onFirst()
    }

    private fun nodes(what: SemanticsMatcher): Int = try {
        rule.onAllNodes(what).fetchSemanticsNodes(atLeastOneRootRequired = false).size
    } catch (_: IllegalStateException) {
        0
    }

    private fun scrolled(what: SemanticsMatcher): Boolean {
        val lists = rule.onAllNodes(hasScrollAction())
        for (place in lists.fetchSemanticsNodes(atLeastOneRootRequired = false).indices) {
            try {
                lists[place].performScrollToNode(what)
                return true
            } catch (_: AssertionError) {
                // Not in this list, or it is no list.
            }
        }
        return false
    }

    private fun reach(node: SemanticsNodeInteraction): SemanticsNodeInteraction = try {
        node.performScrollTo()
    } catch (_: AssertionError) {
        node
    }

    private fun screen(): String = try {
        rule.onRoot().printToString(40)
    } catch (error: Throwable) {
        "nothing: ${error.message}"
    }

    private companion object {
        const val PATIENCE_MS = 30_000L
    }
}
