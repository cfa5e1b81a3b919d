import Foundation
import HubenCore
import Testing

@testable import HubenKit

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
        await phone.enrol(try office.invite(try office.user("李红梅", "grid-worker")))
    }

    @Test("a task of the system is answered once: done, not done, cut short")
    func answered() async throws {
        try await phone.addHousehold()
        var answers: [Bool] = []
        let whole = BackgroundRun(phone.desk, phone.sync) { answers.append($0) }
        await whole.run()
        whole.expire()
        #expect(answers == [true])
        #expect(phone.sync.pulse.saved == 0)

        try await phone.addHousehold()
        office.shut()
        await BackgroundRun(phone.desk, phone.sync) { answers.append($0) }.run()
        #expect(answers == [true, false])

        let cut = BackgroundRun(phone.desk, phone.sync) { answers.append($0) }
        cut.expire()
        await cut.run()
        #expect(answers == [true, false, false])
    }

    @Test("a book that is locked in the background is answered with no, and nothing is lost")
    func locked() async throws {
        try await phone.addHousehold()
        phone.vault.set(.locked)
        await phone.killAndReopen()
        var answers: [Bool] = []
        await BackgroundRun(phone.desk, phone.sync) { answers.append($0) }.run()
        #expect(answers == [false])
        phone.vault.set(.willing)
        await BackgroundRun(phone.desk, phone.sync) { answers.append($0) }.run()
        #expect(answers == [false, true])
    }

    @Test("issues that were handed over by a sync in the background are counted")
    func handed() async throws {
        let zhou = try Phone(.chinese)
        await zhou.enrol(try office.invite(try office.user("周建华", "supervisor", area: Office.community)))
        let input = IssueInput(category: "消防", text: "楼道堆物", area: AreaCode(text: Office.grid))
        _ = try await phone.desk.ask { try $0.reportIssue(issue: input) }
        await phone.syncAll()
        #expect(await BackgroundRun(zhou.desk, zhou.sync) { _ in }.run() == 1)
        #expect(await BackgroundRun(zhou.desk, zhou.sync) { _ in }.run() == 0)
    }

    @Test("an urgent hazard is at the office without anybody's tap")
    func urgent() async throws {
        let live = LiveSchedule()
        let sync = Sync(desk: phone.desk, network: phone.network, schedule: live)
        live.sync = sync
        let input = IssueInput(category: "消防", text: "电动车起火", urgent: true)
        let issue = try await phone.desk.ask { try $0.reportIssue(issue: input) }
        await until("the hazard is at the office") { live.told?.saved == 0 && live.told?.atOffice == 1 }
        #expect(try await phone.issue(issue.id).state == .atOffice)
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

    @Test("a plan is moved, not doubled; a run that plans the next one is not ended by it")
    func timetable() async throws {
        let timetable = Timetable()
        var ran: [String] = []
        timetable.plan(SyncAdvice(after: 3600, why: .gathering)) { ran.append("late") }
        timetable.plan(SyncAdvice(after: 0, why: .urgent)) {
            timetable.plan(SyncAdvice(after: 0.01, why: .news)) { ran.append("next") }
            if !Task.isCancelled { ran.append("soon") }
        }
        await until("both ran") { ran.count == 2 }
        #expect(ran == ["soon", "next"])
        timetable.plan(SyncAdvice(after: 0.01, why: .news)) { ran.append("never") }
        timetable.plan(SyncAdvice(after: nil, why: .nothing)) { ran.append("never") }
        try await Task.sleep(for: .milliseconds(100))
        #expect(ran.count == 2)
    }
}

/// The app's schedule in front, without its settings: it runs when the core says so.
@MainActor
private final class LiveSchedule: Schedule {
    weak var sync: Sync?
    private let timetable = Timetable()
    private(set) var told: Pulse?

    func obey(_ advice: SyncAdvice) { timetable.plan(advice) { [weak self] in await self?.sync?.now() } }
    func tell(_ pulse: Pulse) { told = pulse }
}
