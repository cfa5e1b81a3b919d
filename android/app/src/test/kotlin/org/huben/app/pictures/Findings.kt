package org.huben.app.pictures

import android.graphics.Bitmap
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.isSpecified
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp

/** What somebody with weak eyes, unsure fingers or a screen reader would stumble over; empty when there is nothing. */
class Findings(private val picture: Bitmap, private val density: Density) {
    /** Of controls, as a screen reader meets them (the merged tree). */
    fun ofControl(node: SemanticsNode): List<String> {
        val config = node.config
        if (SemanticsActions.OnClick !in config && SemanticsActions.SetText !in config) return emptyList()
        val name = nameOf(node)
        val least = with(density) { 48.dp.toPx() } - 1
        // As it is drawn: what Compose adds around small things overlaps with their neighbours'.
        val touch = node.size
        return listOfNotNull(
            "a control without a name at ${node.boundsInRoot}".takeIf { name.isBlank() },
            "“$name” is ${touch.width} x ${touch.height} px, smaller than 48 dp".takeIf { touch.width < least || touch.height < least },
        )
    }

    /** Of words, each where it stands (the unmerged tree). */
    fun ofText(node: SemanticsNode): List<String> {
        val layout = layoutOf(node) ?: return emptyList()
        val words = layout.layoutInput.text.text
        if (words.isBlank()) return emptyList()
        val seen = node.boundsInRoot
        val wide = (0 until layout.lineCount).any { layout.isLineEllipsized(it) || layout.getLineRight(it) - layout.getLineLeft(it) > layout.size.width + 1 }
        val cut = wide || layout.didOverflowHeight || seen.height < node.size.height - 1 || seen.width < node.size.width - 1
        val contrast = contrast(node, layout)
        return listOfNotNull(
            "“$words” is cut off".takeIf { cut },
            "“$words” has a contrast of %.2f".format(contrast).takeIf { contrast != null && contrast < 4.5 },
        )
    }

    private fun nameOf(node: SemanticsNode): String {
        val text = node.config.getOrNull(SemanticsProperties.Text).orEmpty().joinToString(" ") { it.text }
        return (node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty() + text).joinToString(" ")
    }

    private fun layoutOf(node: SemanticsNode): TextLayoutResult? {
        val results = mutableListOf<TextLayoutResult>()
        node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
        return results.firstOrNull()
    }

    /** Between the ink as it was ordered and the ground as it was drawn. */
    private fun contrast(node: SemanticsNode, layout: TextLayoutResult): Double? {
        val ink = layout.layoutInput.style.color.takeIf { it.isSpecified && it.alpha == 1f } ?: return null
        val ground = groundOf(node) ?: return null
        val (light, dark) = listOf(ink.luminance(), ground.luminance()).sortedDescending()
        return (light + 0.05) / (dark + 0.05)
    }

    /** The colour that most of the node's pixels have. */
    private fun groundOf(node: SemanticsNode): Color? {
        val box = node.boundsInRoot
        val xs = box.left.toInt().coerceAtLeast(0) until box.right.toInt().coerceAtMost(picture.width)
        val ys = box.top.toInt().coerceAtLeast(0) until box.bottom.toInt().coerceAtMost(picture.height)
        val count = HashMap<Int, Int>()
        for (y in ys) for (x in xs) count.merge(picture.getPixel(x, y), 1, Int::plus)
        return count.maxByOrNull { it.value }?.let { Color(it.key) }
    }
}

/** How different two pictures are: the share of pixels whose colour is another one to the eye. */
fun difference(one: Bitmap, other: Bitmap): Double {
    if (one.width != other.width || one.height != other.height) return 1.0
    var different = 0
    for (y in 0 until one.height) for (x in 0 until one.width) {
        val a = one.getPixel(x, y)
        val b = other.getPixel(x, y)
        val far = maxOf(
            Math.abs((a shr 16 and 255) - (b shr 16 and 255)), Math.abs((a shr 8 and 255) - (b shr 8 and 255)), Math.abs((a and 255) - (b and 255)),
        )
        if (far > 48) different++
    }
    return different.toDouble() / (one.width * one.height)
}
