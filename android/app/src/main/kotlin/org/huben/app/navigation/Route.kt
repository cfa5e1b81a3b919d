package org.huben.app.navigation

import org.huben.core.StepKind

/** A place in the app. It is written as text, so that the way back outlives the process. */
sealed interface Route {
    data object Today : Route
    data object Households : Route
    data object Issues : Route
    data object Attention : Route
    data object Sync : Route
    data object Settings : Route
    data class Household(val id: String) : Route
    data class Card(val id: String?) : Route
    data class Move(val household: String) : Route
    /** The end of a household, or of one of its people there. */
    data class End(val household: String, val resident: String?) : Route
    data class Resident(val household: String, val id: String?) : Route
    data class Visit(val household: String) : Route
    data class Correction(val household: String, val visit: String) : Route
    data class Hazard(val household: String?) : Route
    data class Issue(val id: String) : Route
    data class Step(val issue: String, val step: StepKind) : Route

    /** The three places that the bar at the bottom leads to. */
    val isTab get() = this in TABS

    fun written(): String = when (this) {
        is Household -> "household/$id"
        is Card -> "card/${id.orEmpty()}"
        is Move -> "move/$household"
        is End -> "end/$household/${resident.orEmpty()}"
        is Resident -> "resident/$household/${id.orEmpty()}"
        is Visit -> "visit/$household"
        is Correction -> "correction/$household/$visit"
        is Hazard -> "hazard/${household.orEmpty()}"
        is Issue -> "issue/$id"
        is Step -> "step/$issue/${step.name}"
        else -> PLAIN.entries.first { it.value == this }.key
    }

    companion object {
        val TABS get() = listOf(Today, Households, Issues)
        private val PLAIN get() = mapOf(
            "today" to Today, "households" to Households, "issues" to Issues,
            "attention" to Attention, "sync" to Sync, "settings" to Settings,
        )

        /** What [written] wrote; anything else is the first screen. */
        fun read(text: String): Route {
            val parts = text.split('/')
            val rest = parts.drop(1).map { it.ifEmpty { null } }
            return when (parts[0]) {
                "household" -> rest.getOrNull(0)?.let(::Household)
                "card" -> Card(rest.getOrNull(0))
                "move" -> rest.getOrNull(0)?.let(::Move)
                "end" -> rest.getOrNull(0)?.let { End(it, rest.getOrNull(1)) }
                "resident" -> rest.getOrNull(0)?.let { Resident(it, rest.getOrNull(1)) }
                "correction" -> rest.getOrNull(1)?.let { Correction(rest[0].orEmpty(), it) }
                "visit" -> rest.getOrNull(0)?.let(::Visit)
                "hazard" -> Hazard(rest.getOrNull(0))
                "issue" -> rest.getOrNull(0)?.let(::Issue)
                "step" -> StepKind.entries.firstOrNull { it.name == rest.getOrNull(1) }?.let { Step(rest[0].orEmpty(), it) }
                else -> PLAIN[parts[0]]
            } ?: Today
        }
    }
}
