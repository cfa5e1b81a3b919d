package org.huben.app.navigation

import org.huben.core.HouseholdId
import org.huben.core.IssueId
import org.huben.core.ResidentId
import org.huben.core.StepKind
import org.huben.core.VisitId
import org.json.JSONException
import org.json.JSONObject

/**
 * What a draft will become, and of whom: written as the draft's kind, read back into the place where it is written on.
 * `of` is a household (of a step: its issue), `part` the person, visit or step there.
 */
data class DraftKind(val act: String, val of: String?, val part: String? = null) {
    val written get() = listOfNotNull(act, of.orEmpty(), part).joinToString("/")

    /** The household that it is about, if it is about one. */
    val household get() = of?.takeIf { act != STEP }?.let(::HouseholdId)

    /** Where it is written on; nowhere, if this is of a newer version. */
    val route: Route?
        get() = when (act) {
            HAZARD -> Route.Hazard(of)
            CARD -> Route.Card(of)
            else -> of?.let(::routeIn)
        }

    private fun routeIn(home: String): Route? = when (act) {
        VISIT -> Route.Visit(home)
        CORRECTION -> part?.let { Route.Correction(home, it) }
        RESIDENT -> Route.Resident(home, part)
        END -> Route.End(home, part)
        STEP -> StepKind.entries.firstOrNull { it.name == part }?.let { Route.Step(home, it) }
        else -> null
    }

    companion object {
        private const val VISIT = "visit"
        private const val HAZARD = "hazard"
        private const val CARD = "card"
        private const val CORRECTION = "correction"
        private const val RESIDENT = "resident"
        private const val END = "end"
        private const val STEP = "step"

        fun visit(household: HouseholdId) = DraftKind(VISIT, household.text)

        fun hazard(household: HouseholdId?) = DraftKind(HAZARD, household?.text)

        fun card(household: HouseholdId?) = DraftKind(CARD, household?.text)

        fun correction(household: HouseholdId, visit: VisitId) = DraftKind(CORRECTION, household.text, visit.text)

        fun resident(household: HouseholdId, resident: ResidentId?) = DraftKind(RESIDENT, household.text, resident?.text)

        fun end(household: HouseholdId, resident: ResidentId?) = DraftKind(END, household.text, resident?.text)

        fun step(issue: IssueId, step: StepKind) = DraftKind(STEP, issue.text, step.name)

        fun read(kind: String): DraftKind? {
            val parts = kind.split('/').takeIf { it.size >= 2 } ?: return null
            return DraftKind(parts[0], parts[1].ifEmpty { null }, parts.getOrNull(2)).takeIf { it.route != null }
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
