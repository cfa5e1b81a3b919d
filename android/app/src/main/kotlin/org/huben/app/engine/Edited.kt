package org.huben.app.engine

import org.json.JSONException
import org.json.JSONObject

/**
 * A form over something that stands there already. The draft keeps what stood there when the form was begun: only what
 * was changed since is handed in, so that a colleague's newer words beside it stay.
 */
data class Edited<F>(val before: F, val form: F) {
    fun written(json: (F) -> JSONObject): String = JSONObject().put("before", json(before)).put("form", json(form)).toString()

    companion object {
        /** What [written] wrote; nothing where it cannot be read. */
        fun <F> read(content: String, of: (JSONObject) -> F): Edited<F>? = try {
            val json = JSONObject(content)
            Edited(of(json.getJSONObject("before")), of(json.getJSONObject("form")))
        } catch (_: JSONException) {
            null
        }
    }
}
