package org.huben.app.visit

import org.huben.core.ResidentId
import org.huben.core.VisitKind
import org.huben.core.VisitOutcome
import org.json.JSONArray
import org.json.JSONException
import org.json.JSONObject

/** The form as its draft has it. */
internal fun VisitForm.written(): String = JSONObject()
    .put("outcome", outcome.name)
    .put("kind", kind.name)
    .put("text", text)
    .put("met", JSONArray(met.map { it.text }))
    .put("checked", JSONObject(checked as Map<*, *>))
    .put("followUpDays", followUpDays ?: JSONObject.NULL)
    .toString()

/** What [written] wrote; what cannot be read stays as a new form has it, so that no words are lost for one bad field. */
internal fun VisitForm.Companion.read(content: String): VisitForm {
    val json = try {
        JSONObject(content)
    } catch (_: JSONException) {
        return VisitForm()
    }
    val checked = json.optJSONObject("checked") ?: JSONObject()
    val met = json.optJSONArray("met") ?: JSONArray()
    return VisitForm(
        outcome = VisitOutcome.entries.firstOrNull { it.name == json.optString("outcome") } ?: VisitOutcome.MET,
        kind = VisitKind.entries.firstOrNull { it.name == json.optString("kind") } ?: VisitKind.HOME,
        text = json.optString("text"),
        met = (0 until met.length()).map { ResidentId(met.optString(it)) }.toSet(),
        checked = checked.keys().asSequence().associateWith { checked.optBoolean(it) },
        followUpDays = json.optInt("followUpDays", -1).takeIf { it >= 0 },
    )
}
