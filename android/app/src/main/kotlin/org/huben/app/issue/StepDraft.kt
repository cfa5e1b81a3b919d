package org.huben.app.issue

import org.huben.core.CheckResult
import org.json.JSONException
import org.json.JSONObject

/** The form as its draft has it. */
internal fun StepForm.written(): String = JSONObject()
    .put("text", text).put("note", note).put("to", to.orEmpty()).put("result", result?.name.orEmpty())
    .put("score", score ?: 0).put("untilDays", untilDays ?: -1).toString()

/** What [written] wrote; nothing where it cannot be read. */
internal fun StepForm.Companion.read(content: String): StepForm? = try {
    val json = JSONObject(content)
    StepForm(
        json.optString("text"), json.optString("note"), json.optString("to").ifEmpty { null },
        CheckResult.entries.firstOrNull { it.name == json.optString("result") },
        json.optInt("score").takeIf { it > 0 }, json.optInt("untilDays", -1).takeIf { it >= 0 },
    )
} catch (_: JSONException) {
    null
}
