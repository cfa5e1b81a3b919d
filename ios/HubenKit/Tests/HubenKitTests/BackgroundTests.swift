import Foundation
import HubenCore
import Testing

@testable import HubenKit

#if !os(iOS)  // needs an office: see Office.swift

/// Syncs that nobody asked for with a finger.
@MainActor
@Suite(.serialized)
struct BackgroundTests {
    let office: Office
    let phone: Phone

    init() async throws {
        office = try Office()
        try office.serve()
        phone = try Phone(.chinese)
        phone.network.found(online: true)
        await phone.enrol(try office.invite(try office.user("李红梅", "grid-worker")))
    }

    /// The app as the system starts it without a screen: the book is shut, and nobody knows the network yet.
    private func started(_ preferences: Preferences = Preferences()) -> InBackground {
        InBackground(phone, preferences)
    }

    @Test("a task of the system is answered once: done, not done, cut short")
    func answered() async throws {
        try await phone.addHousehold()
        let app = started()
        let whole = app.task()
        await whole.run()
        whole.expire()
        #expect(app.answers == [true])
        #expect(app.sync.pulse.saved == 0)

        try await phone.addHousehold()
        office.shut()
        await app.task().run()
        #expect(app.answers == [true, false])

        try office.serve()
        let cut = app.task()
        cut.expire()
        await cut.run()
        #expect(app.answers == [true, false, false])
        await app.sync.look()
        #expect(app.sync.pulse.saved == 1, "what the system took back does not run on")
    }

    @Test("a run that is stopped while it begins sends nothing")
    func cutEarly() async throws {
        try await phone.addHousehold()
        let run = Task { await phone.sync.now() }
        while !phone.sync.pulse.running { await Task.yield() }
        phone.sync.stop()
        #expect(await run.value?.complete == false)
        #expect(phone.sync.pulse.saved == 1)
        await phone.syncAll()
    }

    @Test("a book that is locked in the background is answered with no, nothing is lost, and another task is planned")
    func locked() async throws {
        try await phone.addHousehold()
        phone.vault.set(.locked)
        await phone.killAndReopen()
        let app = started()
        await app.task().run()
        #expect(app.answers == [false] && app.system.planned == PhoneSchedule.fallback)
        phone.vault.set(.willing)
        await app.task().run()
        #expect(app.answers == [false, true])
    }

    @Test("a start without a screen plans the next task, and says quietly what is unsent; in front it does neither")
    func chain() async throws {
        let app = started()
        try await phone.addHousehold()
        office.shut()
        await app.task().run()
        #expect((app.system.planned ?? 0) > 0, "the chain goes on")
        await until("it is said") { app.board.shown["unsent"] == "1 条还没到社区" }
        app.schedule.inFront = true
        #expect(app.system.planned == nil, "in front a timer runs")
        app.schedule.inFront = false
        #expect((app.system.planned ?? 0) > 0)
        try office.serve()
        await app.sync.now()
        await until("it is taken back") { app.board.shown.isEmpty }
    }

    @Test("without a network, or on a costly one for whom that is asked, a task ends at once and another is planned")
    func notAllowed() async throws {
        try await phone.addHousehold()
        var sparing = Preferences()
        sparing.unmeteredOnly = true
        let app = started(sparing)
        for (online, metered) in [(false, false), (true, true)] {
            phone.network.found(online: online, metered: metered)
            app.system.cancel()
            await app.task().run()
            #expect((app.system.planned ?? 0) > 0)
        }
        await app.sync.look()
        #expect(app.answers == [false, false] && app.sync.pulse.saved == 1)
        #expect(app.schedule.allows(.urgent), "what is urgent goes over any")
        phone.network.found(online: true, metered: false)
        await app.task().run()
        #expect(app.answers == [false, false, true])
    }

    @Test("a network of which nothing is known yet is taken to be costly")
    func unknown() {
        let network = Network()
        let app = InBackground(phone, Preferences(), network)
        #expect(app.schedule.allows(.gathering))
        app.schedule.preferences.unmeteredOnly = true
        #expect(!app.schedule.allows(.gathering) && app.schedule.allows(.urgent))
        network.found(online: true, metered: false)
        #expect(app.schedule.allows(.gathering))
    }

    @Test("issues that were handed over by a sync in the background are told before the task is given back")
    func handed() async throws {
        let zhou = try Phone(.chinese)
        await zhou.enrol(try office.invite(try office.user("周建华", "supervisor", area: Office.community)))
        let input = IssueInput(category: "消防", text: "楼道堆物", area: AreaCode(text: Office.grid))
        _ = try await phone.desk.ask { try $0.reportIssue(issue: input) }
        await phone.syncAll()
        let app = InBackground(zhou, Preferences())
        var told: [Bool] = []
        let task = BackgroundRun(zhou.desk, app.sync, zhou.network, app.schedule) { _ in
            told.append(app.board.shown["handed"] != nil)
        }
        await task.run()
        #expect(told == [true])
        app.board.shown = [:]
        await app.task().run()
        #expect(app.board.shown["handed"] == nil, "once")
    }

    @Test("an urgent hazard is at the office without anybody's tap, and when the app leaves the screen")
    func urgent() async throws {
        let app = started()
        app.schedule.inFront = true
        let input = IssueInput(category: "消防", text: "电动车起火", urgent: true)
        let issue = try await phone.desk.ask { try $0.reportIssue(issue: input) }
        await until("the hazard is at the office") { app.sync.pulse.saved == 0 && app.sync.pulse.atOffice == 1 }
        #expect(try await phone.issue(issue.id).state == .atOffice)

        app.schedule.inFront = false
        let second = try await phone.desk.ask { try $0.reportIssue(issue: input) }
        await app.sync.leaves(.nobody)
        await until("no run is under way") { !app.sync.pulse.running }
        #expect(try await phone.issue(second.id).state == .atOffice)
    }

    @Test("what waited for a network goes when one is found")
    func networkIsBack() async throws {
        office.shut()
        phone.network.found(online: false)
        let input = IssueInput(category: "消防", text: "电动车起火", urgent: true)
        _ = try await phone.desk.ask { try $0.reportIssue(issue: input) }
        phone.network.found(online: true)
        for _ in 0..<4 { await phone.sync.now() }
        #expect(phone.sync.pulse.problem?.kind == .offline && phone.sync.pulse.saved == 1)
        #expect((phone.schedule.last?.after ?? 0) > 0, "an office that does not answer is asked less and less often")
        phone.network.found(online: false)
        try office.serve()
        phone.network.found(online: true)
        await until("the core wants a run at once") { phone.schedule.last?.after == 0 }
        await phone.syncAll()
        #expect(phone.sync.pulse.problem == nil && phone.sync.pulse.online)
    }
}

#endif
