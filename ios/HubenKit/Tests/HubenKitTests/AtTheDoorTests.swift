import Foundation
import HubenCore
import Testing

@testable import HubenKit

#if !os(iOS)  // needs an office: see Office.swift

/// What a grid worker writes at a door beside visits: households, their people, what was recorded wrongly, what is no
/// more. Without a network, with the app ended in the middle, and seen by a colleague in the end.
@MainActor
@Suite(.serialized)
struct AtTheDoorTests {
    let office: Office
    let li: Phone

    init() async throws {
        office = try Office()
        try office.serve()
        li = try Phone(.chinese)
        await li.enrol(try office.invite(try office.user("李红梅", "grid-worker")))
    }

    private func colleague() async throws -> Phone {
        let wang = try Phone(.english)
        await wang.enrol(try office.invite(try office.user("王志强", "grid-worker")))
        return wang
    }

    private func drafts(_ phone: Phone) async throws -> [String] {
        try await phone.desk.ask { try $0.drafts().map(\.kind) }
    }

    @Test("a household with its people is entered without a network, the app is ended midway, and a colleague sees it all")
    func enters() async throws {
        let wang = try await colleague()
        office.shut()
        li.network.found(online: false)

        var card: CardModel? = CardModel(li.desk, nil)
        await card?.load()
        card?.form.value.form.address = "8-1-102"
        card?.form.value.form.kind = .shop
        card?.form.value.form.name = "红梅"
        await until("the card's draft is kept") { card?.form.kept == true }
        card = nil
        await li.killAndReopen()
        let home = try await householdGoesOn()
        #expect(try await drafts(li).isEmpty, "what was handed in is no draft any more")

        var person: ResidentModel? = ResidentModel(li.desk, home, nil)
        await person?.load()
        #expect(person?.isNew == true && person?.household?.title == "8-1-102")
        #expect(await person?.save() == nil, "a person has a name")
        #expect(person?.form.problem?.field == "name")
        #expect(person?.form.problem?.said(li.speech).hasPrefix("名字：") == true)
        person?.form.value.form.name = "张丽"
        person?.form.value.form.relation = "女儿"
        person?.form.value.form.birthDate = "1988-3"
        person?.form.value.form.residence = .registeredElsewhere
        #expect(await person?.save() == nil)
        #expect(person?.form.problem?.field == "birth_date")
        await until("the person's draft is kept") { person?.form.kept == true }
        person = nil
        await li.killAndReopen()
        let resumed = ResidentModel(li.desk, home, nil)
        await resumed.load()
        #expect(resumed.form.value.form.name == "张丽" && resumed.form.value.form.residence == .registeredElsewhere)
        resumed.form.value.form.birthDate = "1988-03-02"
        resumed.form.value.form.sex = .female
        let daughter = try #require(await resumed.save(), "\(String(describing: resumed.form.problem))").id
        for name in ["张伟", "张强"] {
            let other = ResidentModel(li.desk, home, nil)
            await other.load()
            #expect(other.form.value.form.name == "", "the next person begins with an empty form")
            other.form.value.form.name = name
            #expect(await other.save() != nil)
        }
        #expect(try await drafts(li).isEmpty)

        try office.serve()
        li.network.found(online: true)
        await li.syncAll()
        await wang.syncAll()
        let seen = try await wang.household(home)
        #expect(seen.all?.household.kind == .home && seen.all?.household.name == nil)
        #expect(seen.living.map(\.name) == ["张丽", "张伟", "张强"])
        let person2 = try #require(seen.living.first { $0.id == daughter })
        #expect(person2.about(wang.speech) == "女儿 · born 1988 · Registered elsewhere")
        #expect(person2.sex == .female)
        #expect(seen.mayEdit && seen.rights?.visit == true)
    }

    private func householdGoesOn() async throws -> HouseholdId {
        let today = TodayModel(li.desk)
        await today.load()
        #expect(today.unfinished.map(\.route) == [.card(nil)])
        #expect(today.unfinished.map { li.speech($0.kind) } == ["加一户"])
        #expect(today.unfinished.map(\.beginning) == ["红梅 8-1-102"])
        let card = CardModel(li.desk, nil)
        await card.load()
        #expect(card.form.value.form.address == "8-1-102" && card.form.value.form.kind == .shop && card.form.kept)
        // It is a home after all; the name that was typed for a shop goes nowhere, and hinders nothing.
        card.form.value.form.kind = .home
        card.form.value.form.contact = "王秀英"
        return try #require(await card.save(), "\(String(describing: card.form.problem))").id
    }

    @Test("of a person only what was changed is handed in; who is no longer there stays in the book, and is asked for no more")
    func people() async throws {
        let home = try await li.addHousehold().id
        let wang = try await colleague()
        var ids: [ResidentId] = []
        for name in ["张丽", "张伟"] {
            ids.append(try await li.desk.ask { try $0.addResident(household: home, resident: ResidentInput(name: name, relation: "家人")).id })
        }
        await li.syncAll()
        await wang.syncAll()
        office.shut()

        let open = ResidentModel(wang.desk, home, ids[1])
        await open.load()
        _ = try await wang.desk.ask { [son = ids[1]] in try $0.editResident(id: son, resident: ResidentInput(relation: "儿子")) }
        open.form.value.form.sex = .male
        #expect(await open.save()?.relation == "儿子", "what arrived while the form was open is not written over")
        // A colleague puts the relation right meanwhile: both stand.
        let changes: [(Phone, WritableKeyPath<ResidentForm, String>, String)] =
            [(li, \.phone, "13805280077"), (wang, \.relation, "女儿")]
        for (phone, field, words) in changes {
            let edit = ResidentModel(phone.desk, home, ids[0])
            await edit.load()
            #expect(!edit.isNew && edit.form.value.form.name == "张丽")
            edit.form.value.form[keyPath: field] = words
            #expect(await edit.save() != nil)
        }

        var end: EndModel? = EndModel(li.desk, home, ids[1])
        await end?.load()
        #expect(end?.resident?.name == "张伟" && end?.form.value.isWhole == false)
        #expect(await end?.end() == false, "nobody goes without a reason")
        #expect(end?.form.problem?.field == "reason")
        end?.form.value.choose(li.speech.list(.residentEndReasons)[0])
        await until("the draft is kept") { end?.form.kept == true }
        end = nil
        await li.killAndReopen()
        let again = EndModel(li.desk, home, ids[1])
        await again.load()
        #expect(again.form.value.isChosen("搬走了") && again.form.value.isWhole)
        #expect(await again.end())
        #expect(try await drafts(li).isEmpty)
        let visit = VisitModel(li.desk, home)
        await visit.load()
        #expect(visit.people.map(\.name) == ["张丽"])

        try office.serve()
        for phone in [li, wang, li] { await phone.syncAll() }
        for phone in [li, wang] {
            let seen = try await phone.household(home)
            #expect(seen.living.map(\.name) == ["张丽"])
            #expect(seen.living.first?.phone == "13805280077" && seen.living.first?.relation == "女儿")
            #expect(seen.gone.map(\.name) == ["张伟"] && seen.gone.first?.ended?.reason == "搬走了")
            #expect(seen.all?.contradictions.isEmpty == true)
        }
        // On a phone where the form was open, and the person is gone by now, that is said.
        let late = EndModel(wang.desk, home, ids[1])
        await late.load()
        #expect(late.ended?.reason == "搬走了" && !late.form.begun)
    }

    @Test("a household that was entered twice ends as the same as the other; both stay readable, and nobody is sent there")
    func twice() async throws {
        let home = try await li.addHousehold().id
        let card = CardInput(area: AreaCode(text: Office.grid), address: "8-1-101", contact: "王秀英（重）")
        let second = try await li.desk.ask { try $0.addHousehold(card: card).id }
        let wang = try await colleague()
        await li.syncAll()
        await wang.syncAll()
        office.shut()

        var end: EndModel? = EndModel(li.desk, second)
        await end?.load()
        end?.form.value.chooseTwice(li.speech(.endSame))
        #expect(end?.form.value.isWhole == false, "the same as which one?")
        await end?.look(for: "wxy")
        #expect(end?.found.map(\.id) == [home], "not itself")
        end?.doubles(end?.found.first)
        await until("the draft is kept") { end?.form.kept == true }
        end = nil
        await li.killAndReopen()
        let again = EndModel(li.desk, second)
        await again.load()
        #expect(again.form.value.twice && again.double?.id == home && again.form.value.isWhole)
        #expect(await again.end())
        #expect(try await drafts(li).isEmpty)
        let ended = try await li.household(second)
        #expect(ended.all?.household.ended?.reason == "登记重了" && ended.double?.id == home)
        #expect(!ended.mayEdit && ended.rights?.visit == false)
        #expect(try await li.desk.ask { try $0.today().notSeen.items.map(\.id) } == [home])

        try office.serve()
        await li.syncAll()
        await wang.syncAll()
        #expect(try await wang.household(second).double?.id == home)
        let late = EndModel(wang.desk, second)
        await late.load()
        #expect(late.ended?.reason == "登记重了", "what has ended is not ended again")
    }

    @Test("a household goes to another area of one's own; where there is none, that is said before anything is chosen")
    func moves() async throws {
        let home = try await li.addHousehold().id
        await li.syncAll()
        let alone = MoveModel(li.desk, home)
        await alone.load()
        #expect(alone.areas.isEmpty && alone.from?.name == "第1网格" && alone.problem == nil)
        #expect(await alone.move() == nil)

        let other = Office.community + "002"
        try office.says("area", "add", "--code", other, "--name", "第2网格")
        let zhou = try Phone(.chinese)
        await zhou.enrol(try office.invite(try office.user("周建华", "supervisor", area: Office.community)))
        office.shut()
        var move: MoveModel? = MoveModel(zhou.desk, home)
        await move?.load()
        #expect(move?.areas.map(\.code.text).contains(other) == true)
        #expect(move?.areas.map(\.code.text).contains(Office.grid) == false, "it is there already")
        #expect(move?.chosen == nil)
        move?.form.value.area = other
        await until("the choice is kept") { move?.form.kept == true }
        move = nil
        await zhou.killAndReopen()
        let again = MoveModel(zhou.desk, home)
        await again.load()
        #expect(again.chosen?.name == "第2网格")
        #expect(await again.move()?.area.text == other)
        #expect(try await drafts(zhou).isEmpty)

        try office.serve()
        await zhou.syncAll()
        let wang = try Phone(.chinese)
        await wang.enrol(try office.invite(try office.user("王志强", "grid-worker", area: other)))
        #expect(try await wang.household(home).all?.household.contact == "王秀英")
        await li.syncAll()
        let households = HouseholdsModel(li.desk)
        await households.load()
        #expect(households.rows.isEmpty, "it is a colleague's by now")
    }
}

#endif
