package org.huben.app.navigation

import org.huben.core.HouseholdId
import org.huben.core.ResidentId
import org.huben.core.VisitId
import org.json.JSONException
import org.json.JSONObject

/**
 * What a draft will become, and of whom: written as the draft's kind, read back into the place where it is written on.
 * `part` is the person or visit of the household that it is about.
 */
data class DraftKind(val act: String, val household: HouseholdId?, val part: String? = null) {
    val written get() = listOfNotNull(act, household?.text.orEmpty(), part).joinToString("/")

    /** Where it is written on; nowhere, if this is of a newer version. */
    val route: Route?
        get() = when (act) {
            HAZARD -> Route.Hazard(household?.text)
            CARD -> Route.Card(household?.text)
            else -> household?.let { routeIn(it.text) }
        }

    private fun routeIn(home: String): Route? = when (act) {
        VISIT -> Route.Visit(home)
        CORRECTION -> part?.let { Route.Correction(home, it) }
        RESIDENT -> Route.Resident(home, part)
        END -> Route.End(home, part)
        else -> null
    }

    companion object {
        private const val VISIT = "visit"
        private const val HAZARD = "hazard"
        private const val CARD = "card"
        private const val CORRECTION = "correction"
        private const val RESIDENT = "resident"
        private const val END = "end"

        fun visit(household: HouseholdId) = DraftKind(VISIT, household)

        fun hazard(household: HouseholdId?) = DraftKind(HAZARD, household)

        fun card(household: HouseholdId?) = DraftKind(CARD, household)

        fun correction(household: HouseholdId, visit: VisitId) = DraftKind(CORRECTION, household, visit.text)

        fun resident(household: HouseholdId, resident: ResidentId?) = DraftKind(RESIDENT, household, resident?.text)

        fun end(household: HouseholdId, resident: ResidentId?) = DraftKind(END, household, resident?.text)

        fun read(kind: String): DraftKind? {
            val parts = kind.split('/').takeIf { it.size >= 2 } ?: return null
            return DraftKind(parts[0], parts[1].ifEmpty { null }?.let(::HouseholdId), parts.getOrNull(2)).takeIf { it.route != null }
        }

        /** The first words written so far. */
        fun beginning(content: String): String = try {
            val json = JSONObject(content)
            val form = json.optJSONObject("form") ?: json
            BEGINNINGS.map { form.optString(it) }.firstOrNull(String::isNotBlank).orEmpty()
        } catch (_: JSONException) {
            ""
        }

        private val BEGINNINGS = listOf("text", "address", "name", "reason", "contact", "phone", "note", "relation")
    }
}
