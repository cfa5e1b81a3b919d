import Foundation
import HubenCore
import Testing

@testable import HubenKit

#if !os(iOS)  // needs an office: see Office.swift

/// What was written wrongly, begun in vain or is not one's own to write.
@MainActor
@Suite(.serialized)
struct PutRightTests {
    let office: Office
    let li: Phone

    init() async throws {
        office = try Office()
        try office.serve()
        li = try Phone(.chinese)
        await li.enrol(try office.invite(try office.user("李红梅", "grid-worker")))
    }

    private func drafts(_ phone: Phone) async throws -> [String] {
        try await phone.desk.ask { try $0.drafts().map(\.kind) }
    }

    @Test("one's own visit is put right across a relaunch: only what was changed goes, and the earlier words stay readable")
    func amends() async throws {
        let home = try await li.addHousehold().id
        let person = try await li.desk.ask { try $0.addResident(household: home, resident: ResidentInput(name: "张丽")).id }
        let visit = try await li.desk.ask { book in
            let input = VisitInput(
                text: "老人身体很好", met: [person], answers: #"{"gas":true,"office":"二楼"}"#, followUp: "2030-01-02")
            return try book.recordVisit(household: home, visit: input)
        }
        let wang = try Phone(.english)
        await wang.enrol(try office.invite(try office.user("王志强", "grid-worker")))
        await li.syncAll()
        await wang.syncAll()
        #expect(try await li.household(home).mayAmend(visit))
        #expect(try await !wang.household(home).mayAmend(visit), "only its author puts a visit right")
        office.shut()

        var amend: AmendModel? = AmendModel(li.desk, visit.id)
        await amend?.load()
        #expect(amend?.form.value.form.checked == ["gas": true] && amend?.form.value.form.met == [person.text])
        amend?.form.value.form.text = "老人有点咳嗽"
        amend?.form.value.form.check("exits", well: false)
        await until("the draft is kept") { amend?.form.kept == true }
        amend = nil
        await li.killAndReopen()
        let today = TodayModel(li.desk)
        await today.load()
        #expect(today.unfinished.map(\.route) == [.amend(visit.id)] && today.unfinished.first?.title == "8-1-101")
        let again = AmendModel(li.desk, visit.id)
        await again.load()
        #expect(again.form.value.form.text == "老人有点咳嗽" && again.people.map(\.id) == [person])
        let saved = try #require(await again.save(times: li.times), "\(String(describing: again.form.problem))")
        #expect(saved.text == "老人有点咳嗽" && saved.earlier.map(\.text) == ["老人身体很好"])
        #expect(saved.answers == #"{"exits":false,"gas":true,"office":"二楼"}"#, "the office's own answers stay")
        #expect(saved.followUpOn == "2030-01-02" && saved.met == [person], "what was left alone stays as it was")
        #expect(try await drafts(li).isEmpty)

        let nobody = AmendModel(li.desk, visit.id)
        await nobody.load()
        nobody.form.value.form.outcome = .nobodyHome
        nobody.form.value.form.callAgain(in: nil)
        let changed = try #require(await nobody.save(times: li.times))
        #expect(changed.outcome == .nobodyHome && changed.met.isEmpty && changed.followUpOn == nil)
        #expect(changed.answers == #"{"office":"二楼"}"#)

        try office.serve()
        await li.syncAll()
        await wang.syncAll()
        let seen = try #require(try await wang.household(home).all?.visits.items.first)
        #expect(seen.text == "老人有点咳嗽" && seen.earlier.map(\.text) == ["老人身体很好"] && seen.outcome == .nobodyHome)
        let strange = AmendModel(wang.desk, visit.id)
        await strange.load()
        strange.form.value.form.text = "不是我写的"
        #expect(await strange.save(times: wang.times) == nil)
        #expect(strange.form.problem?.kind == .notAllowed && strange.form.value.form.text == "不是我写的")
    }

    @Test("who may not enter households is not offered it, and the list finds whom the first screen misses")
    func rights() async throws {
        let volunteer = try Phone(.chinese)
        await volunteer.enrol(try office.invite(try office.user("吴梅", "volunteer")))
        let met = try await li.addHousehold().id
        _ = try await li.desk.ask { try $0.recordVisit(household: met, visit: VisitInput(text: "身体很好")) }
        let never = try await li.addHousehold().id
        for (phone, may) in [(li, true), (volunteer, false)] {
            let households = HouseholdsModel(phone.desk)
            await households.load()
            #expect(households.mayAdd == may)
            let today = TodayModel(phone.desk)
            await today.load()
            households.notSeenOnly = true
            await households.load()
            #expect(households.rows.map(\.id) == today.notSeen.map(\.id) && households.rows.map(\.id) == (may ? [never] : []))
        }
    }

    @Test("a draft can be thrown away, also when what it was about is no longer on this phone")
    func discards() async throws {
        let home = try await li.addHousehold().id
        let visit = VisitModel(li.desk, home)
        await visit.load()
        visit.form.value.text = "不写了"
        await until("the draft is kept") { visit.form.kept }
        await visit.form.discard()
        #expect(try await drafts(li).isEmpty)
        let stray = Route.visit(HouseholdId(text: "01900000-0000-7000-8000-000000000001")).written
        _ = try await li.desk.ask { try $0.saveDraft(id: nil, kind: stray, content: #"{"text":"写给谁的"}"#) }
        let today = TodayModel(li.desk)
        await today.load()
        let opened = CardModel(li.desk, home)
        await opened.load()
        opened.form.value.form.note = "狗"
        opened.form.value.form.note = ""
        await until("the draft is kept") { opened.form.kept }
        let ticked = VisitModel(li.desk, home)
        await ticked.load()
        ticked.form.value.check("gas", well: false)
        await until("the draft is kept") { ticked.form.kept }
        await today.load()
        #expect(today.unfinished.map(\.kind) == [.visitTitle, .visitTitle], "a card that is as it was is nothing unfinished; a tick is")
        await ticked.form.discard()
        await today.load()
        #expect(today.unfinished.map(\.stray) == [true] && today.unfinished.first?.beginning == "写给谁的")
        let form = StrandedModel(li.desk, today.unfinished[0].route)
        await form.load()
        #expect(form.form?.beginning == "写给谁的", "where the form cannot be shown, its words are")
        let fine = StrandedModel(li.desk, .card(home))
        await fine.load()
        #expect(fine.form == nil, "a form that can be shown is not stranded")
        await today.discard(today.unfinished[0])
        #expect(today.unfinished.isEmpty)
        #expect(try await drafts(li) == [Route.card(home).written])
    }
}

#endif
