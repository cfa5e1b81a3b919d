package org.huben.app.pictures

import android.graphics.Bitmap
import android.graphics.Canvas
import androidx.activity.ComponentActivity
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.junit4.AndroidComposeTestRule
import org.huben.app.design.HubenTheme
import org.huben.app.design.Language
import org.huben.app.design.LocalNow
import org.huben.app.design.Look
import org.huben.app.design.Shade
import org.huben.app.design.TextSize
import java.io.File

/** One way to show a screen. */
data class Variant(val language: Language, val textSize: TextSize, val shade: Shade) {
    val name = "${if (language == Language.Chinese) "zh" else "en"}-${textSize.name.lowercase()}-${shade.name.lowercase()}"
    val look = Look(language, textSize, shade)

    companion object {
        /** Every one. */
        val ALL = listOf(Language.Chinese, Language.English).flatMap { language ->
            listOf(TextSize.Normal, TextSize.Largest).flatMap { size -> listOf(Shade.Light, Shade.Dark).map { Variant(language, size, it) } }
        }

        /** The two that have nothing in common. */
        val OPPOSITE = listOf(
            Variant(Language.Chinese, TextSize.Normal, Shade.Light), Variant(Language.English, TextSize.Largest, Shade.Dark),
        )
    }
}

/** Hangs one scene after the other in the same frame. */
class Gallery(private val rule: AndroidComposeTestRule<*, ComponentActivity>) {
    private var shown by mutableStateOf<Pair<Scene, Variant>?>(null)

    init {
        rule.setContent {
            val (scene, variant) = shown ?: return@setContent
            val samples = Samples(variant.language == Language.Chinese)
            key(scene, variant) {
                CompositionLocalProvider(LocalNow provides { samples.now }) { HubenTheme(variant.look) { scene.draw(samples, variant.look) } }
            }
        }
    }

    fun show(scene: Scene, variant: Variant) {
        shown = scene to variant
        rule.waitForIdle()
    }

    /** What is to be seen now, pixel by pixel. */
    fun picture(): Bitmap {
        val view = rule.activity.window.decorView
        val bitmap = Bitmap.createBitmap(view.width, view.height, Bitmap.Config.ARGB_8888)
        view.draw(Canvas(bitmap))
        return bitmap
    }

    companion object {
        fun write(bitmap: Bitmap, file: File) {
            file.parentFile?.mkdirs()
            file.outputStream().use { bitmap.compress(Bitmap.CompressFormat.PNG, 100, it) }
        }
    }
}
