package org.huben.app.pictures

import android.graphics.BitmapFactory
import androidx.activity.ComponentActivity
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.test.junit4.createAndroidComposeRule
import androidx.compose.ui.test.onAllNodesWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.unit.Density
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File

/** The width of a cheap phone: what fits here fits everywhere. */
private const val PHONE = "w360dp-h780dp-hdpi"

/** As narrow, and so tall that nothing needs to be scrolled to. */
private const val TALL = "w360dp-h3600dp-hdpi"

private val pictures get() = File(System.getProperty("huben.pictures") ?: "build/pictures")

/** Two variants that have nothing in common: can everybody read, name and touch everything? */
@RunWith(RobolectricTestRunner::class)
class PicturesTest {
    @get:Rule val rule = createAndroidComposeRule<ComponentActivity>()

    @Test @Config(qualifiers = TALL)
    fun everything_is_named_large_enough_readable_and_whole() {
        val gallery = Gallery(rule)
        val found = Variant.OPPOSITE.flatMap { variant -> SCENES.flatMap { scene -> findings(gallery, scene, variant) } }
        assertEquals(emptyList<String>(), found)
    }

    @Test @Config(qualifiers = PHONE)
    fun the_screens_look_as_the_kept_pictures_do() {
        val gallery = Gallery(rule)
        val kept = File(System.getProperty("huben.root") ?: "../..", "docs/screens")
        val changed = Variant.OPPOSITE.flatMap { variant ->
            SCENES.mapNotNull { scene ->
                gallery.show(scene, variant)
                val picture = gallery.picture()
                Gallery.write(picture, File(pictures, "${scene.name}-${variant.name}.png"))
                val before = File(kept, "${scene.name}-${variant.name}.png").takeIf(File::isFile)?.let { BitmapFactory.decodeFile(it.path) }
                val far = before?.let { difference(it, picture) } ?: 0.0
                "${scene.name}-${variant.name}: %.1f %% of its pixels".format(far * 100).takeIf { far > TOLERANCE }
            }
        }
        assertEquals("Changed; look at android/target/pictures, and if they are better: android/without-sdk pictures keep", emptyList<String>(), changed)
    }

    @Test fun every_kept_picture_has_its_scene_and_its_place_on_the_page() {
        val docs = File(System.getProperty("huben.root") ?: "../..", "docs")
        val kept = File(docs, "screens").list().orEmpty().filter { it.endsWith(".png") }.toSet()
        val shown = Regex("screens/([a-z0-9-]+\\.png)").findAll(File(docs, "screens.md").readText()).map { it.groupValues[1] }.toSet()
        assertEquals("on the page and kept", shown, kept)
        val scenes = SCENES.flatMap { scene -> Variant.OPPOSITE.map { "${scene.name}-${it.name}.png" } }.toSet()
        assertEquals("kept without a scene", emptySet<String>(), kept - scenes)
        assertEquals("names of scenes", SCENES.size, SCENES.map { it.name }.toSet().size)
    }

    @Test @Config(qualifiers = PHONE)
    fun what_somebody_must_decide_on_is_not_said_to_be_at_the_office() {
        val gallery = Gallery(rule)
        for ((name, allThere) in listOf("sync-all" to 1, "sync-attention" to 0)) {
            gallery.show(SCENES.first { it.name == name }, Variant.OPPOSITE[0])
            assertEquals(name, allThere, rule.onAllNodesWithText("都已到社区").fetchSemanticsNodes().size)
        }
    }

    @Test @Config(qualifiers = TALL)
    fun the_findings_find_what_is_wrong() {
        val found = findings(Gallery(rule), SPOILT, Variant.OPPOSITE[0]).joinToString("\n")
        for (fault in listOf("a control without a name", "“small” is", "“pale” has a contrast of", "“a word that is cut” is cut off", "“half a word” is cut off")) {
            assertTrue("$fault was not found in:\n$found", fault in found)
        }
    }

    private fun findings(gallery: Gallery, scene: Scene, variant: Variant): List<String> {
        gallery.show(scene, variant)
        val seen = Findings(gallery.picture(), Density(rule.activity.resources.displayMetrics.density))
        val controls = all(rule.onRoot().fetchSemanticsNode()).flatMap(seen::ofControl)
        val texts = all(rule.onRoot(useUnmergedTree = true).fetchSemanticsNode()).flatMap(seen::ofText)
        return (controls + texts).map { "${scene.name}-${variant.name}: $it" }
    }

    private fun all(node: SemanticsNode): List<SemanticsNode> =
        listOf(node) + node.children.flatMap(::all)

    private companion object {
        /** Smoothing differs from machine to machine; words and colours do not. */
        const val TOLERANCE = 0.01
    }
}

/** Every screen in every variant, for `android/without-sdk pictures`; not among the tests. */
@RunWith(RobolectricTestRunner::class)
class AllPictures {
    @get:Rule val rule = createAndroidComposeRule<ComponentActivity>()

    @Test @Config(qualifiers = PHONE)
    fun draw() {
        val gallery = Gallery(rule)
        for (variant in Variant.ALL) for (scene in SCENES) {
            gallery.show(scene, variant)
            Gallery.write(gallery.picture(), File(pictures, "${scene.name}-${variant.name}.png"))
        }
    }
}
