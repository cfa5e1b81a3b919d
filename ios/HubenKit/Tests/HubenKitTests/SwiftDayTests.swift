import Foundation
import Testing

@testable import HubenKit

#if !os(iOS)  // needs an office: see Office.swift

/// A day of three phones and one real office, through the app's models: the real core through UniFFI, the real
/// `huben-server`, real SQLCipher files; only the screens are not there.
@MainActor
@Suite(.serialized)
struct SwiftDayTests {
    @Test("a day of three phones and an office", arguments: Language.allCases)
    func day(language: Language) async throws {
        let day = try Day(language)
        try await day.liEnrolsByLinkAndAddsAHousehold()
        try await day.wangEnrolsAndFindsItByInitials()
        try await day.bothEditTheSameCardWithoutANetwork()
        try await day.liIsKilledMidVisitAndLosesNothing()
        try await day.liReportsAnUrgentHazardWithoutANetwork()
        try await day.theOfficeComesBackAndTheReceiptsArrive()
        try await day.wangSettlesTheContradiction()
        try await day.theIssueIsFollowedToItsCheck()
    }
}

@MainActor
private final class Day {
    let office: Office
    let li: Phone
    let wang: Phone
    let zhou: Phone
    let users: [String: String]
    var home = HouseholdId(text: "")
    var hazard = IssueId(text: "")

    init(_ language: Language) throws {
        office = try Office()
        try office.serve()
        users = [
            "李红梅": try office.user("李红梅", "grid-worker"), "王志强": try office.user("王志强", "grid-worker"),
            "周建华": try office.user("周建华", "supervisor", area: Office.community),
        ]
        (li, wang, zhou) = (try Phone(language), try Phone(language), try Phone(language))
    }

    private func say(_ zh: String, _ en: String) -> String { li.speech.language == .chinese ? zh : en }

    func liEnrolsByLinkAndAddsAHousehold() async throws {
        await li.enrol(try office.invite(users["李红梅"]!))
        let households = HouseholdsModel(li.desk)
        await households.load()
        #expect(households.rows.isEmpty && !households.loading && households.problem == nil)
        let card = CardModel(li.desk, nil)
        await card.load()
        #expect(card.isNew && !card.asksForArea)
        card.form.value.form.address = "8-1-101"
        card.form.value.form.estate = "振兴新村"
        #expect(await card.save() == nil, "a household needs a contact")
        #expect(card.form.problem?.kind == .invalidInput && card.form.problem?.field == "contact")
        card.form.value.form.contact = "王秀英"
        let household = try #require(await card.save())
        #expect(household.title == "振兴新村 8-1-101")
        #expect(household.state == .saved)
        home = household.id
        await until("the line says what is unsent") { li.line == say("1 条还在本机", "1 not yet at the office") }
        await li.syncAll()
        #expect(try await li.household(home).all?.household.state == .atOffice)
        #expect(li.line.hasPrefix(say("都已到社区 · 今天", "All at the office · today")))
    }

    func wangEnrolsAndFindsItByInitials() async throws {
        await wang.enrol(try office.invite(users["王志强"]!))
        let households = HouseholdsModel(wang.desk)
        for words in ["w", "wx", "wxy"] {
            households.asked = words
            await households.load()
        }
        #expect(households.rows.map(\.title) == ["振兴新村 8-1-101"])
        #expect(households.rows.first?.people(wang.speech) == "王秀英")
        households.asked = "没有这家"
        await households.load()
        #expect(households.rows.isEmpty)
        let settings = SettingsModel(wang.desk)
        await settings.load()
        #expect(settings.me?.user.name == "王志强")
        #expect(settings.roles.map { wang.speech($0.word) } == [say("网格员", "Grid worker")])
        #expect(settings.places.first == "振兴路社区")
    }

    func bothEditTheSameCardWithoutANetwork() async throws {
        office.shut()
        for (phone, number, note) in [(wang, "13805280022", "狗很凶"), (li, "13805280011", "")] {
            phone.network.found(online: false)
            let card = CardModel(phone.desk, home)
            await card.load()
            card.form.value.form.phone = number
            card.form.value.form.note = note
            #expect(await card.save() != nil)
            #expect(try await phone.household(home).all?.household.phone == number)
            await until("the line says it waits for a network") {
                phone.line == say("1 条还在本机，没有网络", "1 not yet at the office; no network")
            }
        }
    }

    /// Li is at the door. The app is ended mid-sentence, and the household's screen says that a visit was begun.
    func liIsKilledMidVisitAndLosesNothing() async throws {
        var visit: VisitModel? = VisitModel(li.desk, home)
        await visit?.load()
        #expect(visit?.form.kept == false)
        for letter in "老人身体很好" { visit?.form.value.text.append(letter) }
        visit?.form.value.check("gas", well: true)
        #expect(visit?.form.kept == false, "not kept before it is on disk")
        await until("the draft is kept") { visit?.form.kept == true }
        visit = nil
        await li.killAndReopen()
        let today = TodayModel(li.desk)
        await today.load()
        #expect(today.unfinished.map(\.beginning) == ["老人身体很好"])
        #expect(today.unfinished.map(\.route) == [.visit(home)])
        #expect(try await li.household(home).draft)

        let again = VisitModel(li.desk, home)
        await again.load()
        #expect(again.form.value.text == "老人身体很好" && again.form.kept)
        #expect(again.form.value.checked == ["gas": true])
        again.form.value.text += "，女儿周末回来"
        again.form.value.followUpDays = 7
        let saved = try #require(await again.save(times: li.times))
        #expect(saved.text == "老人身体很好，女儿周末回来" && saved.state == .saved)
        #expect(saved.followUpOn == li.times.day(in: 7))
        await today.load()
        #expect(today.unfinished.isEmpty, "what was handed in is no draft any more")
        let book = try await li.household(home).all?.visits.items.map(\.id)
        #expect(book == [saved.id])
    }

    func liReportsAnUrgentHazardWithoutANetwork() async throws {
        let model = HazardModel(li.desk, home)
        await model.load()
        model.form.value.category = li.speech.list(.hazardCategories)[0]
        model.form.value.text = "楼道里停着充电的电动车"
        model.form.value.urgent = true
        let issue = try #require(await model.report())
        hazard = issue.id
        #expect(issue.category == say("消防", "Fire") && issue.urgent && issue.stage == .reported)
        #expect(li.speech(issue.standing) == say("待上报", "Not yet reported"), "what is on this phone only is not reported")
        let own = IssueModel(li.desk, issue.id)
        await own.load()
        #expect(own.awaited == nil && own.others.map(\.kind).contains(.cancel), "to take one's report back is nobody's main button")
        await until("the core advises to sync at once") {
            li.schedule.last?.why == .urgent && li.schedule.last?.after == 0
        }
        let outcome = await li.sync.now()
        #expect(outcome?.complete == false)
        #expect(li.sync.pulse.problem?.kind == .offline)
        #expect(li.speech(Problem.Kind.offline.word) == say("还没连上社区", "The office could not be reached"))
        // With a network, but an office that does not answer, it is the same: nothing is lost, and it is said.
        li.network.found(online: true)
        await li.sync.now()
        #expect(li.sync.pulse.problem?.kind == .offline)
        #expect(li.sync.pulse.account(li.speech) == say("3 条还在本机", "3 records not yet at the office"))
        let receipts = ReceiptsModel(li.desk)
        await receipts.load()
        #expect(receipts.receipts.map(\.state) == [.saved, .saved, .saved])
    }

    func theOfficeComesBackAndTheReceiptsArrive() async throws {
        try office.serve()
        await li.syncAll()
        let receipts = ReceiptsModel(li.desk)
        await receipts.load()
        #expect(receipts.receipts.map(\.state) == [.atOffice, .atOffice, .atOffice])
        #expect(receipts.receipts.allSatisfy { $0.about(li.speech, li.times).contains(say("社区回执", "Office receipt no.")) })
        #expect(li.schedule.told?.saved == 0)
        #expect(li.sync.pulse.problem == nil)
    }

    func wangSettlesTheContradiction() async throws {
        wang.network.found(online: true)
        await wang.syncAll()
        let household = try await wang.household(home)
        #expect(household.all?.contradictions.count == 1)
        #expect(wang.line == say("1 条需要处理", "1 thing needs attention"))
        let attention = AttentionModel(wang.desk)
        await attention.load()
        let differing = try #require(attention.contradictions.first)
        let question = differing.question(wang.speech)
        #expect(question.contains("13805280022") && question.contains("13805280011"))
        #expect(question.contains(say("李红梅写了", "李红梅 wrote")))
        let side = try #require(differing.sides.first { wang.speech($0.words) == "13805280011" })
        #expect(await attention.settle(differing, with: side))
        #expect(attention.isEmpty)
        await wang.syncAll()
        await li.syncAll()
        let card = try #require(try await li.household(home).all)
        #expect(card.household.phone == "13805280011" && card.household.note == "狗很凶")
        #expect(card.contradictions.isEmpty)
    }

    func theIssueIsFollowedToItsCheck() async throws {
        await zhou.enrol(try office.invite(users["周建华"]!))
        let today = TodayModel(zhou.desk)
        await today.load()
        #expect(today.issues.map(\.id) == [hazard])
        try await take(.dispatch, on: zhou, of: hazard) { form, model in
            form.to = model.addressees.first { $0.name == "王志强" }?.to
            form.untilDays = 3
        }
        #expect(try await zhou.issue(hazard).stage == .dispatched)
        await zhou.syncAll()

        await wang.syncAll()
        let mine = IssuesModel(wang.desk)
        mine.mineOnly = true
        await mine.load()
        #expect(mine.rows.map(\.id) == [hazard] && mine.total == 1)
        let awaited = IssueModel(wang.desk, hazard)
        await awaited.load()
        #expect(awaited.awaited != nil && awaited.others.count + 1 == awaited.issue?.next.count)
        try await take(.handle, on: wang, of: hazard) { form, _ in form.text = "车已推走，贴了提醒" }
        await wang.syncAll()

        await li.syncAll()
        let handled = try await li.issue(hazard)
        #expect(handled.stage == .handled && handled.steps.last?.text == "车已推走，贴了提醒")
        #expect(handled.next.map(\.kind).contains(.verify))
        let verify = StepModel(li.desk, hazard, .verify)
        await verify.load()
        #expect(await verify.take() == nil, "a check says what it found")
        #expect(verify.form.problem?.kind == .invalidInput)
        #expect(li.speech(verify.form.problem!.words).isEmpty == false)
        verify.form.value.result = .passed
        #expect(await verify.take()?.stage == .verified)
        await li.syncAll()
        let done = try await li.issue(hazard).steps.map { $0.done(li.speech) }
        #expect(done == [say("上报", "Report"), say("分拨 → 王志强", "Dispatch → 王志强"), say("处置", "Handle"), say("核查 · 通过", "Verify · Passed")])
    }

    private func take(
        _ kind: StepKind, on phone: Phone, of id: IssueId, fill: (inout StepForm, StepModel) -> Void
    ) async throws {
        let model = StepModel(phone.desk, id, kind)
        await model.load()
        #expect(model.step != nil, "\(kind) is possible")
        fill(&model.form.value, model)
        let issue = await model.take()
        #expect(issue != nil, "\(String(describing: model.form.problem))")
    }
}

#endif
