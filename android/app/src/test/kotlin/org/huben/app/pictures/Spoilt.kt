package org.huben.app.pictures

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.material3.Text
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp

/** A screen with one of each fault, planted, so that the check is seen to find them. */
internal val SPOILT = Scene("spoilt") { _, _ ->
    Column(Modifier.background(Color.White)) {
        Box(Modifier.size(60.dp).clickable {})
        Box(Modifier.height(200.dp).width(20.dp)) { Text("small", Modifier.size(20.dp).clickable {}) }
        Text("pale", color = Color(0xFF999999))
        Text("a word that is cut", Modifier.width(40.dp), maxLines = 1, overflow = TextOverflow.Ellipsis)
        Text("half a word", Modifier.width(200.dp).height(8.dp))
    }
}
