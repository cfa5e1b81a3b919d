package org.huben.app.pictures

import org.huben.app.ending.EndActs
import org.huben.app.ending.EndForm
import org.huben.app.ending.EndScreen
import org.huben.app.ending.EndState
import org.huben.app.ending.Why
import org.huben.app.engine.Problem
import org.huben.app.household.CardActs
import org.huben.app.household.CardForm
import org.huben.app.household.CardScreen
import org.huben.app.household.CardState
import org.huben.app.household.HouseholdState
import org.huben.app.household.MoveScreen
import org.huben.app.household.MoveState
import org.huben.app.resident.ResidentActs
import org.huben.app.resident.ResidentForm
import org.huben.app.resident.ResidentScreen
import org.huben.app.resident.ResidentState
import org.huben.app.visit.VisitForm
import org.huben.app.visit.VisitState
import org.huben.core.Ending
import org.huben.core.HouseholdKind
import org.huben.core.Occupancy
import org.huben.core.Residence
import org.huben.core.Sex
import org.huben.core.VisitOutcome
import org.huben.core.Words

private object NoCardActs : CardActs {
    override fun change(form: CardForm) = Unit
    override fun save() = Unit
    override fun discard() = Unit
    override fun move() = Unit
    override fun end() = Unit
}

private object NoResidentActs : ResidentActs {
    override fun change(form: ResidentForm) = Unit
    override fun save() = Unit
    override fun discard() = Unit
    override fun end() = Unit
}

private object NoEndActs : EndActs {
    override fun change(form: EndForm) = Unit
    override fun ask(sure: Boolean) = Unit
    override fun end() = Unit
    override fun discard() = Unit
}

private fun card(name: String, state: (Samples) -> CardState) = Scene(name) { s, _ -> CardScreen(state(s), nothing, NoCardActs) }

private fun resident(name: String, state: (Samples) -> ResidentState) = Scene(name) { s, _ -> ResidentScreen(state(s), nothing, NoResidentActs) }

private fun end(name: String, state: (Samples) -> EndState) = Scene(name) { s, _ -> EndScreen(state(s), nothing, NoEndActs) }

private fun move(name: String, state: (Samples) -> MoveState) = Scene(name) { s, _ -> MoveScreen(state(s), nothing) {} }

private fun invalid(field: String, label: Words, reason: String) = Reasons.problem(Problem.Kind.InvalidInput, reason, field = field, label = label)

private fun written(s: Samples) = CardForm(s.grid.code, "8-1-101", s.wangXiuying.estate!!, s.wangXiuying.contact!!, "13805280011", s.wangXiuying.note!!, Occupancy.OWNER)

/** What is entered, put right, moved and ended at the door. */
internal val DOOR_SCENES: List<Scene> = listOf(
    card("card") { CardState(false, false, written(it), listOf(it.grid), canMove = true, canEnd = true) },
    card("card-new") { CardState(false, true, CardForm(), listOf(it.grid, it.otherGrid)) },
    card("card-refused") { s ->
        val form = written(s).copy(phone = "1380528", kind = HouseholdKind.SHOP, name = s.estate + " " + s.longWords.take(30), note = s.longWords, contact = s.longWords.take(24))
        CardState(false, true, form, listOf(s.grid, s.otherGrid), kept = true, problem = invalid("phone", Words("电话", "phone"), "not a telephone number; use 11 digits for a mobile, 0511-86520000 for a landline, or a local number of at least 5 digits; one number only"))
    },
    card("card-loading") { CardState() },

    resident("resident-new") { ResidentState(false, true, it.home) },
    resident("resident") { s ->
        val person = s.wangXiuying.residents[1]
        ResidentState(false, false, s.home, ResidentForm(person.name, person.relation!!, person.phone!!, person.birthDate!!, Sex.FEMALE, Residence.REGISTERED_ELSEWHERE), canEnd = true, kept = true)
    },
    resident("resident-refused") { s ->
        val form = ResidentForm(s.longWords.take(40), s.longWords.take(30), "13906102233", "5-3-68")
        ResidentState(false, true, s.home, form, kept = true, problem = invalid("birth_date", Words("出生日期", "birth date"), "a date like 1958-03-02"))
    },
    visit("visit-stranded") { VisitState(false, null, VisitForm(text = it.longWords), problem = it.gone, gone = true) },
    Scene("card-stranded") { s, _ -> CardScreen(CardState(false, false, written(s), gone = true, problem = s.gone), nothing, NoCardActs) },
    resident("resident-gone") { ResidentState(false, false, it.home, gone = true) },

    end("end") { EndState(false, false, it.home) },
    end("end-same") { s ->
        val form = EndForm(Why.SAME, "x", s.households[1].id, "cgf")
        EndState(false, false, s.home, form, listOf(s.households[1], s.households[3]), kept = true)
    },
    end("end-same-none") { EndState(false, false, it.home, EndForm(Why.SAME, "x", search = "zzz")) },
    end("end-sure") { EndState(false, false, it.home, EndForm(Why.OWN, it.longWords.take(60)), sure = true, kept = true) },
    end("end-person") { EndState(false, true, it.wangXiuying.contact!!, EndForm(Why.OWN, " "), problem = it.notMine) },
    end("end-person-sure") { EndState(false, true, it.wangXiuying.contact!!, EndForm(Why.OWN, it.longWords.take(60)), sure = true) },

    move("move") { MoveState(false, it.home, it.grid.name, listOf(it.otherGrid, it.otherGrid.copy(code = it.grid.code, name = it.longWords.take(26)))) },
    move("move-none") { MoveState(false, it.home, it.grid.name) },

    visit("visit-correct") { s ->
        VisitState(false, s.wangXiuying, VisitForm(text = s.book[0].text, agreed = "2026-12-01"), corrects = true, agreed = "2026-12-01")
    },
    visit("visit-correct-long") { s ->
        VisitState(false, s.wangXiuying, VisitForm(VisitOutcome.MOVED_AWAY, text = s.longWords), kept = true, problem = s.notMine, corrects = true, agreed = "2026-12-01")
    },

    household("household-ended") { s ->
        val ended = s.wangXiuying.copy(ended = Ending(s.home, s.now.minusDays(3).toInstant(), s.households[1].id))
        HouseholdState(false, s.overview(ended), s.rights.copy(visit = false, moveTo = emptyList()), sameAs = s.households[1])
    },
    household("household-to-read") { HouseholdState(false, it.overview(), it.rights.copy(edit = false, visit = false, ownVisits = emptyList())) },
)
