import Foundation
import HubenCore
import Testing

@testable import HubenKit

#if !os(iOS)  // needs an office: see Office.swift

/// What is written and not yet handed in is never lost, and never handed in twice.
@MainActor
@Suite(.serialized)
struct DraftTests {
    let office: Office
    let phone: Phone
    let home: HouseholdId

    init() async throws {
        office = try Office()
        try office.serve()
        phone = try Phone(.chinese)
        await phone.enrol(try office.invite(try office.user("李红梅", "grid-worker")))
        home = try await phone.addHousehold().id
    }

    private func kept(_ route: Route) async throws -> String? {
        try await phone.desk.ask { try $0.draft(kind: route.written)?.content }
    }

    @Test("fingers faster than the disk lose nothing")
    func fast() async throws {
        let model = VisitModel(phone.desk, home)
        await model.load()
        for _ in 0..<200 {
            model.form.value.text.append("好")
            // Some letters fall between two writes, some while one is under way.
            await Task.yield()
        }
        await until("the draft is kept") { model.form.kept }
        let content = try #require(try await kept(.visit(home)))
        #expect(VisitForm(written: content)?.text.count == 200)
        #expect(try await phone.desk.ask { try $0.drafts().count } == 1)
    }

    @Test("the last words of a screen that is gone are written")
    func gone() async throws {
        var model: VisitModel? = VisitModel(phone.desk, home)
        await model?.load()
        model?.form.value.text = "最后一句"
        model = nil
        for _ in 0..<500 where try await kept(.visit(home)) == nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try await kept(.visit(home)).flatMap { VisitForm(written: $0)?.text } == "最后一句")
    }

    @Test("a form that is refused keeps its words, on the screen and on disk; once taken it is no draft any more")
    func refused() async throws {
        let model = HazardModel(phone.desk, home)
        await model.load()
        model.form.value.text = "楼道堆物"
        #expect(await model.report() == nil)
        #expect(model.form.problem?.field == "category" && !model.form.busy)
        #expect(model.form.value.text == "楼道堆物")
        model.form.value.category = "消防"
        #expect(model.form.problem == nil, "what is being put right is not told again")
        #expect(await model.report() != nil)
        #expect(try await kept(.hazard(home)) == nil)
        model.form.value.text = "一个字也不再写"
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await kept(.hazard(home)) == nil, "what was handed in is written no more")
    }

    @Test("tapped twice, handed in once")
    func twice() async throws {
        let model = VisitModel(phone.desk, home)
        await model.load()
        model.form.value.text = "身体很好"
        async let first = model.save(times: phone.times)
        async let second = model.save(times: phone.times)
        #expect(await [first, second].compactMap { $0 }.count == 1)
        #expect(try await phone.household(home).all?.visits.total == 1)
    }

    @Test("one draft on two screens is handed in once, and the other screen says so")
    func elsewhere() async throws {
        var models: [VisitModel] = []
        for _ in 0..<2 {
            let model = VisitModel(phone.desk, home)
            await model.load()
            if models.isEmpty {
                model.form.value.text = "身体很好"
                await until("the draft is kept") { model.form.kept }
            }
            models.append(model)
        }
        #expect(models[1].form.value.text == "身体很好")
        #expect(await models[0].save(times: phone.times) != nil)
        #expect(await models[1].save(times: phone.times) == nil && models[1].form.problem?.kind == .notFound)
        #expect(models[1].form.goneElsewhere && !models[1].form.begun, "it is not offered again")
        models[1].form.value.text = "再写一句"
        try await Task.sleep(for: .milliseconds(100))
        #expect(try await kept(.visit(home)) == nil)
        #expect(try await phone.household(home).all?.visits.total == 1)
    }

    @Test("a step's draft goes with the step")
    func step() async throws {
        let input = IssueInput(category: "消防", text: "楼道堆物", household: home)
        let issue = try await phone.desk.ask { try $0.reportIssue(issue: input) }
        let model = StepModel(phone.desk, issue.id, .handle)
        await model.load()
        model.form.value.text = "当场清走"
        await until("the draft is kept") { model.form.kept }
        #expect(await model.take()?.stage == .handled)
        #expect(try await phone.desk.ask { try $0.drafts().isEmpty })
    }

    @Test("a card that was begun before the app was ended still hands in only what was changed")
    func card() async throws {
        let model = CardModel(phone.desk, home)
        await model.load()
        model.form.value.form.phone = "13805280011"
        await until("the draft is kept") { model.form.kept }
        // A colleague's changes arrive meanwhile.
        let card = CardInput(contact: "王秀兰", note: "狗很凶")
        _ = try await phone.desk.ask { [home] in try $0.editHousehold(id: home, card: card) }
        let again = CardModel(phone.desk, home)
        await again.load()
        #expect(again.form.value.form.phone == "13805280011" && again.form.value.form.note == "狗很凶", "what was left alone is as it is by now")
        let household = try #require(await again.save())
        #expect(household.phone == "13805280011" && household.note == "狗很凶" && household.contact == "王秀兰")
        #expect(try await kept(.card(home)) == nil)
    }
}

#endif
