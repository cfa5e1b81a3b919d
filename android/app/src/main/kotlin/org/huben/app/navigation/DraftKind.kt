package org.huben.app.navigation

import org.huben.core.HouseholdId
import org.json.JSONException
import org.json.JSONObject

/** What a draft will become, and of whom: written as the draft's kind, read back into the place where it is written on. */
data class DraftKind(val act: String, val household: HouseholdId?) {
    val written get() = "$act/${household?.text.orEmpty()}"

    val route: Route
        get() = if (act == VISIT && household != null) Route.Visit(household.text) else Route.Hazard(household?.text)

    companion object {
        const val VISIT = "visit"
        const val HAZARD = "hazard"

        fun visit(household: HouseholdId) = DraftKind(VISIT, household)

        fun hazard(household: HouseholdId?) = DraftKind(HAZARD, household)

        fun read(kind: String): DraftKind? {
            val (act, id) = kind.split('/', limit = 2).takeIf { it.size == 2 } ?: return null
            if (act != VISIT && act != HAZARD) return null
            return DraftKind(act, id.ifEmpty { null }?.let(::HouseholdId))
        }

        /** The words written so far. */
        fun beginning(content: String): String = try {
            JSONObject(content).optString("text")
        } catch (_: JSONException) {
            ""
        }
    }
}
