package org.huben.app.design

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.OutlinedTextFieldDefaults
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextRange
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.TextFieldValue
import androidx.compose.ui.unit.dp

/** Words to be written. The label stands above, where it stays readable; an error says below what would be taken. */
@Composable
fun Field(
    label: String,
    value: String,
    onChange: (String) -> Unit,
    tag: String,
    modifier: Modifier = Modifier,
    hint: String? = null,
    error: String? = null,
    lines: Int = 1,
    keyboard: KeyboardType = KeyboardType.Text,
    enabled: Boolean = true,
) {
    // Words that come from elsewhere (a draft, a phrase that was tapped) leave the cursor behind them: one writes on.
    var edited by remember { mutableStateOf(TextFieldValue(value, TextRange(value.length))) }
    if (edited.text != value) edited = TextFieldValue(value, TextRange(value.length))
    Column(modifier.fillMaxWidth().padding(horizontal = 16.dp, vertical = 8.dp)) {
        if (label.isNotEmpty()) Text(label, Modifier.padding(start = 4.dp, bottom = 4.dp), style = MaterialTheme.typography.labelMedium)
        OutlinedTextField(
            edited,
            { now ->
                val changed = now.text != edited.text
                edited = now
                if (changed) onChange(now.text)
            },
            Modifier.fillMaxWidth().testTag(tag).semantics { contentDescription = label.ifEmpty { hint.orEmpty() } },
            enabled = enabled,
            textStyle = MaterialTheme.typography.bodyLarge,
            placeholder = hint?.let { { Text(it, style = MaterialTheme.typography.bodyLarge) } },
            isError = error != null,
            supportingText = error?.let { { Text(it, style = MaterialTheme.typography.bodySmall) } },
            singleLine = lines == 1,
            minLines = lines,
            keyboardOptions = KeyboardOptions(keyboardType = keyboard),
            shape = MaterialTheme.shapes.medium,
            colors = OutlinedTextFieldDefaults.colors(
                focusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
                unfocusedContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
                errorContainerColor = MaterialTheme.colorScheme.surfaceContainerLowest,
                unfocusedBorderColor = MaterialTheme.colorScheme.outline,
            ),
        )
    }
}
