package org.huben.app.pictures

import org.huben.app.engine.Problem
import org.huben.app.sync.Pulse
import org.huben.core.Addressee
import org.huben.core.Area
import org.huben.core.AreaCode
import org.huben.core.AreaLevel
import org.huben.core.AttentionEntry
import org.huben.core.BookStatus
import org.huben.core.Capacity
import org.huben.core.Contradiction
import org.huben.core.ContradictionSide
import org.huben.core.DocumentId
import org.huben.core.EarlierText
import org.huben.core.FollowUp
import org.huben.core.FollowUpPage
import org.huben.core.Household
import org.huben.core.HouseholdId
import org.huben.core.HouseholdKind
import org.huben.core.HouseholdOverview
import org.huben.core.HouseholdPage
import org.huben.core.HouseholdRights
import org.huben.core.IntentId
import org.huben.core.Issue
import org.huben.core.IssueId
import org.huben.core.IssuePage
import org.huben.core.IssueSource
import org.huben.core.IssueStage
import org.huben.core.IssueStep
import org.huben.core.NextStep
import org.huben.core.Occupancy
import org.huben.core.Person
import org.huben.core.Receipt
import org.huben.core.RecordRef
import org.huben.core.RecordState
import org.huben.core.Residence
import org.huben.core.Resident
import org.huben.core.ResidentId
import org.huben.core.Sex
import org.huben.core.Standing
import org.huben.core.StepId
import org.huben.core.StepKind
import org.huben.core.Today
import org.huben.core.UserId
import org.huben.core.Visit
import org.huben.core.VisitId
import org.huben.core.VisitKind
import org.huben.core.VisitOutcome
import org.huben.core.VisitPage
import org.huben.core.Words
import org.huben.core.WrittenField
import java.time.OffsetDateTime

/** Invented people and their matters, in the language of the picture. */
class Samples(private val chinese: Boolean) {
    val now: OffsetDateTime = OffsetDateTime.parse("2026-11-24T18:30:00+08:00")
    private fun say(zh: String, en: String) = if (chinese) zh else en
    private fun daysAgo(days: Long, hours: Long = 0) = now.minusDays(days).minusHours(hours).toInstant()
    private var next = 0
    private fun id() = "01900000-0000-7000-8000-%012d".format(next++)

    val li = Person(UserId(id()), say("李红梅", "Li Hongmei"))
    val wang = Person(UserId(id()), say("王志强", "Wang Zhiqiang"))
    val estate = say("振兴新村", "Zhenxing New Village")
    val grid = Area(AreaCode("321181001025001"), say("第1网格", "Grid 1"), AreaLevel.GRID, AreaCode("321181001025"), null, false)
    val otherGrid = grid.copy(code = AreaCode("321181001025002"), name = say("第2网格", "Grid 2"))

    fun resident(name: String, relation: String?, born: String?, phone: String? = null) =
        Resident(ResidentId(id()), name, Sex.FEMALE, born, relation, phone, Residence.HERE, null)

    fun household(address: String, contact: String, metDaysAgo: Long?, people: Int = 2, state: RecordState = RecordState.AT_OFFICE) = Household(
        id = HouseholdId(id()), title = "$estate $address", area = grid.code, address = address, estate = estate, kind = HouseholdKind.HOME, name = null,
        occupancy = Occupancy.OWNER, contact = contact, phone = "13805280011", note = null, attributes = emptyList(),
        residents = List(people) { resident(contact, null, null) }, lastVisitAt = metDaysAgo?.let(::daysAgo), lastMetAt = metDaysAgo?.let(::daysAgo),
        ended = null, state = state,
    )

    val wangXiuying = household("8-1-101", say("王秀英", "Wang Xiuying"), 2).copy(
        note = say("耳朵不好，敲门要响一点。女儿周末回来。", "Hard of hearing: knock loudly. Her daughter comes at weekends."),
        residents = listOf(
            resident(say("王秀英", "Wang Xiuying"), say("本人", "herself"), "1941-03-02", "13805280011"),
            resident(say("张敏", "Zhang Min"), say("女儿", "daughter"), "1968-10-19", "13906102233"),
        ),
    )
    val households = listOf(
        wangXiuying,
        household("8-1-102", say("陈国富", "Chen Guofu"), 41, 3),
        household("8-1-201", say("周巧云", "Zhou Qiaoyun"), 12, 1, RecordState.SAVED),
        household("8-1-202", say("何建国", "He Jianguo"), null, 4),
        household("8-1-301", say("孙爱珍", "Sun Aizhen"), 66, 2),
        household("8-1-302", say("刘德明", "Liu Deming"), 5, 5, RecordState.NEEDS_ATTENTION),
    )

    fun visit(days: Long, by: Person, text: String, state: RecordState = RecordState.AT_OFFICE, outcome: VisitOutcome = VisitOutcome.MET) = Visit(
        id = VisitId(id()), household = wangXiuying.id, at = daysAgo(days, 1), by = by, kind = VisitKind.HOME, outcome = outcome, met = emptyList(),
        companions = emptyList(), purpose = null, text = text, earlier = emptyList(), answers = null, followUpOn = null, issues = emptyList(),
        attributes = emptyList(), state = state,
    )

    val book = listOf(
        visit(0, li, say("老人身体很好，女儿周末回来。提醒冬天用电毯要注意。", "In good health, her daughter comes at the weekend. Reminded her of the electric blanket."), RecordState.SAVED)
            .copy(followUpOn = "2026-12-01", met = wangXiuying.residents.map { it.id }, answers = """{"gas": true, "electricity": false}"""),
        visit(9, wang, say("家中无人，门上留了联系卡。", "Nobody at home; left the card at the door."), outcome = VisitOutcome.NOBODY_HOME),
        visit(34, li, say("送去高龄补贴的表，帮她填好了。", "Brought the form for the old-age allowance and filled it in with her."))
            .copy(earlier = listOf(EarlierText(say("送去高龄补贴的表", "Brought the form"), daysAgo(34)))),
    )

    private fun step(kind: StepKind, days: Long, by: Person, capacity: Capacity, text: String? = null, to: String? = null, counted: Boolean = true) =
        IssueStep(StepId(id()), kind, daysAgo(days, 2), by, capacity, to, text, null, null, null, null, counted)

    fun nextStep(kind: StepKind) = NextStep(
        kind, kind == StepKind.DISPATCH, kind == StepKind.VERIFY, kind == StepKind.RATE, kind == StepKind.POSTPONE, kind == StepKind.POSTPONE || kind == StepKind.DISPATCH,
        kind in listOf(StepKind.DECLINE, StepKind.POSTPONE, StepKind.SUSPEND, StepKind.CANCEL, StepKind.ESCALATE, StepKind.REOPEN),
    )

    private val squad = say("云阳街道城管中队", "Yunyang City Squad")
    val issue = Issue(
        id = IssueId(id()), caseNumber = "025001-20261121-PZNCN6FH", area = grid.code, category = say("消防", "Fire"),
        text = say("楼道里停着充电的电动车，挡住了出口。", "An electric bicycle is being charged in the stairwell and blocks the exit."),
        household = null, visit = null, place = say("8 幢 1 单元一楼", "Building 8, entrance 1, ground floor"), urgent = true, source = IssueSource.WORKER,
        complainant = null, firstAsked = li, stage = IssueStage.HANDLED, suspended = false, dueAt = now.plusDays(1).toInstant(), addressee = squad,
        steps = listOf(
            step(StepKind.REPORT, 3, li, Capacity.GRID_WORKER),
            step(StepKind.DISPATCH, 2, Person(UserId(id()), say("周建华", "Zhou Jianhua")), Capacity.SUPERVISOR, to = squad),
            step(StepKind.ACCEPT, 2, Person(UserId(id()), say("赵明", "Zhao Ming")), Capacity.ADDRESSEE),
            step(StepKind.HANDLE, 0, Person(UserId(id()), say("赵明", "Zhao Ming")), Capacity.ADDRESSEE, say("车已推走，贴了提醒，约好一周后再看。", "Bicycle removed, notice posted; will look again in a week.")),
        ),
        next = listOf(nextStep(StepKind.VERIFY), nextStep(StepKind.REOPEN)), attributes = emptyList(), state = RecordState.AT_OFFICE,
    )
    val otherIssue = issue.copy(
        id = IssueId(id()), category = say("道路设施", "Road"), place = null, urgent = false, stage = IssueStage.REPORTED, dueAt = null,
        text = say("3 幢门口窨井盖松了，晚上走路容易踩空。", "The manhole cover at building 3 is loose; easy to step into at night."), next = emptyList(), state = RecordState.SAVED,
    )
    val issues = listOf(issue, otherIssue)
    val lateStep = issue.steps.last().copy(id = StepId(id()), kind = StepKind.DECLINE, counted = false, text = say("不归我们管", "Not ours"))
    val addressees = listOf(Addressee("squad", squad, true), Addressee("u1", wang.name!!, false), Addressee("u2", say("物业服务中心", "Property service"), true))

    val contradiction = Contradiction(
        DocumentId(id()), RecordRef.HouseholdCard(wangXiuying.id), "$estate 8-1-101", "phone", Words("电话", "phone"),
        listOf(
            ContradictionSide("\"13805280022\"", Words("13805280022", "13805280022"), wang, daysAgo(0, 3)),
            ContradictionSide("\"13805280011\"", Words("13805280011", "13805280011"), li, daysAgo(0, 2)),
        ),
    )
    val refused = AttentionEntry(
        IntentId(id()), RecordRef.BookEntry(book[0].id), Words("记走访", "record visit"), Standing.REFUSED,
        Reasons.words("outside what you are entrusted with in this area"),
        listOf(WrittenField(Words("内容", "text"), Words("老人身体很好", "In good health"))), daysAgo(1), true,
    )

    fun overview(household: Household = wangXiuying) = HouseholdOverview(household, VisitPage(book, 12), listOf(otherIssue), emptyList())

    val rights = HouseholdRights(true, true, listOf(otherGrid), listOf(book[0].id, book[2].id))

    val today = Today(
        followUps = FollowUpPage(listOf(FollowUp(households[1], VisitId(id()), "2026-11-22"), FollowUp(households[2], VisitId(id()), "2026-11-24")), 2),
        notSeen = HouseholdPage(listOf(households[4], households[1], households[3]), 17), notSeenDays = 90,
        handedToMe = IssuePage(emptyList(), 0), waitingForMe = IssuePage(listOf(issue), 1), contradictions = 1, drafts = 1,
        status = BookStatus(3, 128, 1, daysAgo(0, 2)),
    )
    val quietDay = today.copy(
        followUps = FollowUpPage(emptyList(), 0), notSeen = HouseholdPage(emptyList(), 0), waitingForMe = IssuePage(emptyList(), 0), contradictions = 0,
        status = BookStatus(0, 128, 0, daysAgo(0, 2)),
    )

    private fun receipt(record: RecordRef, title: String, hours: Long, state: RecordState, number: Long? = null, reason: Words? = null) =
        Receipt(record, title, state, reason, daysAgo(0, hours), number)

    val receipts = listOf(
        receipt(RecordRef.HouseholdCard(households[5].id), "$estate 8-1-302", 26, RecordState.NEEDS_ATTENTION, reason = refused.reason),
        receipt(RecordRef.BookEntry(book[0].id), "$estate 8-1-101", 1, RecordState.SAVED),
        receipt(RecordRef.IssueCase(otherIssue.id), otherIssue.category, 2, RecordState.SAVED),
        receipt(RecordRef.IssueCase(issue.id), issue.category, 75, RecordState.AT_OFFICE, 4711),
    )

    val atOffice = Pulse(0, 128, 0, daysAgo(0, 0))
    val unsent = Pulse(3, 128, 0, daysAgo(0, 5))
    val offline = Problem(
        Problem.Kind.Offline,
        Reasons.words("the office cannot be reached").let { reason ->
            val kept = Reasons.words("{reason}; everything is kept, try again when there is a network")
            Words(reason.zh + kept.zh, reason.en + kept.en)
        },
    )
    val blank = Reasons.problem(Problem.Kind.InvalidInput, "say in a few words what was said and done", field = "text", label = Words("内容", "text"))
    val usedInvitation = Reasons.problem(Problem.Kind.SignInAgain, "the invitation was used by another device or is too old; ask the office for a new one", field = "invitation")
    val revoked = Reasons.problem(Problem.Kind.SignInAgain, "this device is revoked, or its user has left; what was unsent is kept at the office. Ask there for a new invitation")
    val damaged = Reasons.problem(
        Problem.Kind.Damaged,
        "this is not a readable Huben book, or the key is another one's; put both back from a copy, or enrol again into a new directory: what is at the office comes back. Nothing was changed",
    )
    val home = "$estate 8-1-101"
    val notMine = Reasons.problem(Problem.Kind.NotAllowed, "outside what you are entrusted with in this area")
    val gone = Reasons.problem(Problem.Kind.NotFound, "no household {} on this device; sync, or look it up in the list", wangXiuying.id.text)
    val longWords = say("老人说水管半夜响，换过一次垫圈还是响，楼上说不是他家的问题。".repeat(8), "She says the pipe knocks at night; a washer was changed, it still knocks, and upstairs says it is not theirs. ".repeat(8).trim())
}
