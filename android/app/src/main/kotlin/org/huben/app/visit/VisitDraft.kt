package org.huben.app.visit

import org.huben.core.ResidentId
import org.huben.core.Visit
import org.huben.core.VisitInput
import org.huben.core.VisitKind
import org.huben.core.VisitOutcome
import org.json.JSONArray
import org.json.JSONException
import org.json.JSONObject
import java.time.LocalDate

/** The form as its draft has it. */
internal fun VisitForm.json(): JSONObject = JSONObject()
    .put("outcome", outcome.name)
    .put("kind", kind.name)
    .put("text", text)
    .put("met", JSONArray(met.map { it.text }))
    .put("checked", JSONObject(checked as Map<*, *>))
    .put("followUpDays", followUpDays ?: JSONObject.NULL)
    .put("agreed", agreed.orEmpty())

/** What [json] gave; what cannot be read stays as a new form has it, so that no words are lost for one bad field. */
internal fun VisitForm.Companion.of(json: JSONObject): VisitForm {
    val checked = json.optJSONObject("checked") ?: JSONObject()
    val met = json.optJSONArray("met") ?: JSONArray()
    return VisitForm(
        outcome = VisitOutcome.entries.firstOrNull { it.name == json.optString("outcome") } ?: VisitOutcome.MET,
        kind = VisitKind.entries.firstOrNull { it.name == json.optString("kind") } ?: VisitKind.HOME,
        text = json.optString("text"),
        met = (0 until met.length()).map { ResidentId(met.optString(it)) }.toSet(),
        checked = checked.keys().asSequence().associateWith { checked.optBoolean(it) },
        followUpDays = json.optInt("followUpDays", -1).takeIf { it >= 0 },
        agreed = json.optString("agreed").ifEmpty { null },
    )
}

/** A visit as it stands in the book. */
internal fun VisitForm.Companion.of(visit: Visit): VisitForm {
    return VisitForm(visit.outcome, visit.kind, visit.text, visit.met.toSet(), checksOf(visit.answers), agreed = visit.followUpOn)
}

/** What was looked at, of the things that this form knows: whether all was well. */
internal fun checksOf(answers: String?): Map<String, Boolean> =
    read(answers).run { CHECKS.keys.filter { opt(it) is Boolean }.associateWith { getBoolean(it) } }

/** Where nobody was met, nobody was met and nothing looked at, whatever was ticked before. */
private fun VisitForm.told() = if (outcome == VisitOutcome.MET) this else copy(met = emptySet(), checked = emptyMap())

/** A new visit, as the core takes it. */
internal fun VisitForm.input() = told().run {
    VisitInput(
        text = text,
        outcome = outcome,
        kind = kind,
        met = met.toList().takeIf { it.isNotEmpty() },
        answers = checked.takeIf { it.isNotEmpty() }?.let { JSONObject(it as Map<*, *>).toString() },
        followUp = followUpDays?.let(::inDays),
    )
}

/** What was put right since `before`; answers that this form does not know stay among the others. */
internal fun corrected(before: VisitForm, written: VisitForm, answers: String?): VisitInput {
    val after = written.told()
    return VisitInput(
        text = after.text.takeIf { it != before.text },
        outcome = after.outcome.takeIf { it != before.outcome },
        kind = after.kind.takeIf { it != before.kind },
        met = after.met.takeIf { it != before.met }?.toList(),
        answers = if (after.checked == before.checked) null else read(answers).apply {
            for (code in CHECKS.keys) if (code in after.checked) put(code, after.checked.getValue(code)) else remove(code)
        }.toString(),
        followUp = after.followUpDays?.let(::inDays) ?: after.agreed.orEmpty().takeIf { after.agreed != before.agreed },
    )
}

private fun inDays(days: Int) = LocalDate.now().plusDays(days.toLong()).toString()

private fun read(answers: String?): JSONObject = try {
    JSONObject(answers ?: "{}")
} catch (_: JSONException) {
    JSONObject()
}
