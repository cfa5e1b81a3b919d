package org.huben.app.ending

import org.huben.core.HouseholdId
import org.json.JSONException
import org.json.JSONObject

/** How the reason is given. */
enum class Why {
    /** One of those that are usual. */
    LISTED,
    /** In one's own words. */
    OWN,
    /** It was entered twice. */
    SAME,
}

/** Why something ends. */
data class EndForm(
    val why: Why? = null,
    /** As it will stand in the book. */
    val reason: String = "",
    /** The household that this one is the same as, and the words it is looked for by. */
    val sameAs: HouseholdId? = null,
    val search: String = "",
) {
    /** Enough is said to be asked whether one is sure. */
    val complete get() = reason.isNotBlank() && (why != Why.SAME || sameAs != null)

    fun written(): String = JSONObject()
        .put("why", why?.name.orEmpty()).put("reason", reason).put("sameAs", sameAs?.text.orEmpty()).put("search", search).toString()

    companion object {
        fun read(content: String): EndForm? = try {
            val json = JSONObject(content)
            EndForm(
                Why.entries.firstOrNull { it.name == json.optString("why") }, json.optString("reason"),
                json.optString("sameAs").ifEmpty { null }?.let(::HouseholdId), json.optString("search"),
            )
        } catch (_: JSONException) {
            null
        }
    }
}
