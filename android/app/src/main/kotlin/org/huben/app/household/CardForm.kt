package org.huben.app.household

import org.huben.core.AreaCode
import org.huben.core.CardInput
import org.huben.core.Household
import org.huben.core.HouseholdKind
import org.huben.core.Occupancy
import org.json.JSONObject

/** What can be written on a card. */
data class CardForm(
    val area: AreaCode? = null,
    val address: String = "",
    val estate: String = "",
    val contact: String = "",
    val phone: String = "",
    val note: String = "",
    val occupancy: Occupancy = Occupancy.UNKNOWN,
    val kind: HouseholdKind = HouseholdKind.HOME,
    /** Of a shop or an organisation. */
    val name: String = "",
) {
    val named get() = kind == HouseholdKind.SHOP || kind == HouseholdKind.ORGANISATION

    fun json(): JSONObject = JSONObject()
        .put("area", area?.text.orEmpty()).put("address", address).put("estate", estate).put("contact", contact)
        .put("phone", phone).put("note", note).put("occupancy", occupancy.name).put("kind", kind.name).put("name", name)

    companion object {
        fun of(json: JSONObject) = CardForm(
            json.optString("area").ifEmpty { null }?.let(::AreaCode), json.optString("address"), json.optString("estate"),
            json.optString("contact"), json.optString("phone"), json.optString("note"),
            Occupancy.entries.firstOrNull { it.name == json.optString("occupancy") } ?: Occupancy.UNKNOWN,
            HouseholdKind.entries.firstOrNull { it.name == json.optString("kind") } ?: HouseholdKind.HOME,
            json.optString("name"),
        )

        fun of(household: Household) = CardForm(
            household.area, household.address, household.estate.orEmpty(), household.contact.orEmpty(), household.phone.orEmpty(),
            household.note.orEmpty(), household.occupancy, household.kind, household.name.orEmpty(),
        )
    }
}

/** The fields that are another than before, as the core takes them. */
internal fun changed(before: CardForm, after: CardForm) = CardInput(
    area = after.area.takeIf { it != before.area },
    address = after.address.takeIf { it != before.address },
    estate = after.estate.takeIf { it != before.estate },
    kind = after.kind.takeIf { it != before.kind },
    name = after.name.takeIf { it != before.name },
    occupancy = after.occupancy.takeIf { it != before.occupancy },
    contact = after.contact.takeIf { it != before.contact },
    phone = after.phone.takeIf { it != before.phone },
    note = after.note.takeIf { it != before.note },
)
