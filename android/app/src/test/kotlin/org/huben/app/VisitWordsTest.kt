package org.huben.app

import org.huben.app.visit.VisitForm
import org.huben.app.visit.corrected
import org.huben.app.visit.input
import org.huben.app.visit.joined
import org.huben.app.visit.saysPhrase
import org.huben.core.ResidentId
import org.huben.core.VisitInput
import org.huben.core.VisitOutcome
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

/** What a visit's form makes of taps, and what of it is handed in. */
@RunWith(RobolectricTestRunner::class)
class VisitWordsTest {
    private val met = VisitForm(text = "身体很好", met = setOf(ResidentId("a"), ResidentId("b")), checked = mapOf("gas" to false))

    @Test fun a_phrase_is_put_behind_and_taken_out_again_and_never_cut_out_of_somebodys_own_sentence() {
        val own = "老人身体很好，女儿周末回来"
        assertFalse(saysPhrase(own, "身体很好"))
        val both = joined(own, "身体很好")
        assertEquals("老人身体很好，女儿周末回来，身体很好", both)
        assertTrue(saysPhrase(both, "身体很好"))
        assertEquals(own, joined(both, "身体很好"))
        assertEquals("一切正常", joined("身体很好，一切正常", "身体很好"))
        assertEquals("", joined("身体很好", "身体很好"))
        assertEquals("She is well, In good health", joined("She is well", "In good health"))
        assertEquals("a, b", joined("a, All is well, b", "All is well"))
    }

    @Test fun where_nobody_was_met_nobody_is_said_to_have_been() {
        val nobody = met.copy(outcome = VisitOutcome.NOBODY_HOME).input()
        assertNull(nobody.met)
        assertNull(nobody.answers)
        assertEquals(2, met.input().met?.size)
        val changed = corrected(met, met.copy(outcome = VisitOutcome.NOBODY_HOME), """{"gas": false, "note": "x"}""")
        assertEquals(emptyList<ResidentId>(), changed.met)
        assertEquals("""{"note":"x"}""", changed.answers)
    }

    @Test fun only_what_was_put_right_is_handed_in() {
        assertEquals(VisitInput(), corrected(met, met, null))
        assertEquals(VisitInput(text = "身体还好"), corrected(met, met.copy(text = "身体还好"), null))
        val agreed = met.copy(agreed = "2026-12-01")
        assertEquals(VisitInput(), corrected(agreed, agreed, null))
        assertEquals(VisitInput(followUp = ""), corrected(agreed, agreed.copy(agreed = null), null))
        assertTrue(corrected(agreed, agreed.copy(agreed = null, followUpDays = 7), null).followUp!!.matches(Regex("\\d{4}-\\d\\d-\\d\\d")))
    }
}
