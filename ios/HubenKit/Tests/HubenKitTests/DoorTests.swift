import Foundation
import HubenCore
import Testing

@testable import HubenKit

#if !os(iOS)  // needs an office: see Office.swift

/// Whether the book opens, and what is said when it does not.
@MainActor
@Suite(.serialized)
struct DoorTests {
    let office: Office
    let phone: Phone

    init() async throws {
        office = try Office()
        try office.serve()
        phone = try Phone(.english)
    }

    @Test("a key under lock is asked for again; nothing is thrown away")
    func locked() async throws {
        await phone.enrol(try office.invite(try office.user("李红梅", "grid-worker")))
        phone.vault.set(.locked)
        await phone.killAndReopen()
        guard case .shut(let problem) = phone.desk.door else { return #expect(Bool(false), "\(phone.desk.door)") }
        #expect(problem.kind == .locked && problem.words.zh != problem.words.en)
        await phone.desk.beginAnew()
        #expect(phone.desk.door == .shut(problem), "a lock is no reason to begin anew")
        phone.vault.set(.willing)
        await phone.desk.open()
        #expect(phone.desk.door == .open)
    }

    @Test("a key that is lost for good leads to a new enrolment; what was at the office comes back, the old file stays")
    func lost() async throws {
        let user = try office.user("李红梅", "grid-worker")
        await phone.enrol(try office.invite(user))
        try await phone.addHousehold()
        await phone.syncAll()
        phone.vault.set(.lost)
        await phone.killAndReopen()
        guard case .shut(let problem) = phone.desk.door else { return #expect(Bool(false), "\(phone.desk.door)") }
        #expect(problem.kind == .signInAgain)
        await phone.desk.beginAnew()
        #expect(phone.desk.door == .noBook)
        phone.vault.set(.willing)
        let model = EnrolModel(phone.desk, phone.sync)
        model.invited(try office.invite(user))
        await model.join()
        #expect(model.problem == nil)
        let households = HouseholdsModel(phone.desk)
        await households.load()
        #expect(households.rows.map(\.address) == ["8-1-101"])
        #expect(phone.desk.others.count == 1, "the old book stays")
    }

    @Test("a book that cannot be read is no dead end: another is joined, and until then there is a way back")
    func damaged() async throws {
        let user = try office.user("李红梅", "grid-worker")
        await phone.enrol(try office.invite(user))
        let place = URL(fileURLWithPath: phone.shelf.newest().directory)
        let aside = phone.directory.appendingPathComponent("aside")
        try await phone.killAndReopen {
            try FileManager.default.moveItem(at: place, to: aside)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try Data(repeating: 7, count: 8192).write(to: place.appendingPathComponent("book.db"))
        }
        guard case .shut(let problem) = phone.desk.door else { return #expect(Bool(false), "\(phone.desk.door)") }
        #expect(problem.kind == .damaged && phone.desk.canBeginAnew)
        await phone.desk.beginAnew()
        #expect(phone.desk.door == .noBook && phone.desk.canGoBack)
        try FileManager.default.removeItem(at: place)
        try FileManager.default.moveItem(at: aside, to: place)
        await phone.desk.goBack()
        #expect(phone.desk.door == .open && !phone.desk.canGoBack)
    }

    @Test("an invitation that is no good says so, and the screen stays")
    func badInvitation() async throws {
        await phone.desk.open()
        let model = EnrolModel(phone.desk, phone.sync)
        #expect(!model.canJoin)
        model.invitation = "huben:nonsense"
        await model.join()
        #expect(model.problem?.kind == .invalidInput && model.problem?.field == "invitation")
        #expect(phone.desk.door == .noBook && !model.busy && model.invitation == "huben:nonsense")
        office.shut()
        model.invitation = try office.invite(try office.user("李红梅", "grid-worker"))
        #expect(model.problem == nil, "what is being put right is not told again")
        await model.join()
        #expect(model.problem?.kind == .offline)
        try office.serve()
        await model.join()
        #expect(phone.desk.door == .open && model.invitation == "")
    }

    @Test("before the book is open, a question is answered with that")
    func notOpen() async throws {
        let model = TodayModel(phone.desk)
        await model.load()
        #expect(model.problem?.kind == .notFound && !model.loading)
        let diagnostics = await SettingsModel(phone.desk).diagnostics()
        #expect(diagnostics.contains("book: notFound"))
    }

    @Test("a user who has left is told to ask the office; the book stays readable, and a new invitation makes another")
    func revoked() async throws {
        let user = try office.user("李红梅", "grid-worker")
        await phone.enrol(try office.invite(user))
        let home = try await phone.addHousehold().id
        try office.revoke(user)
        await phone.sync.now()
        #expect(phone.sync.pulse.problem?.kind == .signInAgain)
        // What was unsent is held at the office until somebody there decides: that is not "at the office".
        #expect(phone.sync.pulse.attention == 1 && phone.sync.pulse.atOffice == 0)
        let attention = AttentionModel(phone.desk)
        await attention.load()
        #expect(attention.cameBack.map(\.standing) == [.held])
        #expect(try await phone.household(home).all?.household.contact == "王秀英")
        #expect(phone.schedule.last?.why == .person && phone.schedule.last?.after == nil)
        await phone.desk.beginAnew()
        #expect(phone.desk.door == .noBook)
        let model = EnrolModel(phone.desk, phone.sync)
        model.invited(try office.invite(try office.user("王志强", "grid-worker")))
        await model.join()
        #expect(model.problem == nil && phone.desk.door == .open && phone.sync.pulse.problem == nil)
        #expect(phone.sync.pulse.attention == 0 && phone.sync.pulse.saved == 0)
        #expect(phone.shelf.newest().directory.hasSuffix("/2"), "the newest book is in use")
        let old = OldBooksModel(phone.desk)
        await old.load()
        #expect(old.books.map(\.unsent) == [1], "what the old one holds and the office does not is said")
        #expect(old.books[0].lastUsed != nil)
        await old.open(old.books[0])
        #expect(phone.desk.door == .open && phone.desk.others.count == 1)
        #expect(try await phone.household(home).all?.household.contact == "王秀英", "what is in the older book can be read")
        await old.load()
        await old.remove(OldBook(id: phone.shelf.all()[1].directory, unsent: nil, lastUsed: nil))
        #expect(try FileManager.default.contentsOfDirectory(atPath: phone.directory.path).sorted() == ["1", "2"], "not the one in use")
        await phone.desk.use(phone.shelf.newest())
        await old.load()
        await old.remove(old.books[0])
        #expect(old.books.isEmpty && old.problem == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: phone.directory.path) == ["2"])
    }

    @Test("an invitation by the link while a book is open puts nothing aside by itself")
    func linkWhileOpen() async throws {
        let user = try office.user("李红梅", "grid-worker")
        await phone.enrol(try office.invite(user))
        let home = try await phone.addHousehold().id
        let model = EnrolModel(phone.desk, phone.sync)
        #expect(!model.waits)
        model.invited(try office.invite(user))
        #expect(model.waits && phone.desk.door == .open)
        #expect(try await phone.household(home).all?.household.contact == "王秀英")
        await phone.desk.beginAnew()
        #expect(phone.desk.door == .noBook && model.waits)
        await model.join()
        #expect(phone.desk.door == .open && !model.waits && phone.desk.others.count == 1)
    }
}

#endif
