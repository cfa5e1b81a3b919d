package org.huben.app.resident

import org.huben.core.Residence
import org.huben.core.Resident
import org.huben.core.ResidentInput
import org.huben.core.Sex
import org.json.JSONObject

/** What can be written of a person. */
data class ResidentForm(
    val name: String = "",
    val relation: String = "",
    val phone: String = "",
    val birthDate: String = "",
    val sex: Sex? = null,
    val residence: Residence? = null,
) {
    fun json(): JSONObject = JSONObject()
        .put("name", name).put("relation", relation).put("phone", phone).put("birthDate", birthDate)
        .put("sex", sex?.name.orEmpty()).put("residence", residence?.name.orEmpty())

    companion object {
        fun of(json: JSONObject) = ResidentForm(
            json.optString("name"), json.optString("relation"), json.optString("phone"), json.optString("birthDate"),
            Sex.entries.firstOrNull { it.name == json.optString("sex") },
            Residence.entries.firstOrNull { it.name == json.optString("residence") },
        )

        fun of(person: Resident) = ResidentForm(
            person.name, person.relation.orEmpty(), person.phone.orEmpty(), person.birthDate.orEmpty(), person.sex, person.residence,
        )
    }
}

/** The fields that are another than before, as the core takes them. */
internal fun changed(before: ResidentForm, after: ResidentForm) = ResidentInput(
    name = after.name.takeIf { it != before.name },
    relation = after.relation.takeIf { it != before.relation },
    phone = after.phone.takeIf { it != before.phone },
    birthDate = after.birthDate.takeIf { it != before.birthDate },
    sex = after.sex.takeIf { it != before.sex },
    residence = after.residence.takeIf { it != before.residence },
)
