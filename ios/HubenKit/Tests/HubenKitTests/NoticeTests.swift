import Foundation
import HubenCore
import Testing

@testable import HubenKit

/// What is said while no screen is open, and when.
@MainActor
@Suite(.serialized)
struct NoticeTests {
    let phone: Phone

    init() throws { phone = try Phone(.chinese) }

    @Test("what was swiped away is said no more, in this process or the next, until all was at the office")
    func swiped() async throws {
        var pulse = Pulse()
        pulse.saved = 1
        let board = TestBoard()
        func says(_ saved: Int) async {
            pulse.saved = saved
            let schedule = PhoneSchedule(
                network: phone.network, preferences: Preferences(), system: TestTasks(), board: board, speech: { _ in phone.speech })
            schedule.tell(pulse)
            await schedule.handed(1)
            await until("it is told") { board.shown["handed"] != nil }
            try? await Task.sleep(for: .milliseconds(20))
            board.shown["handed"] = nil
        }
        await says(1)
        await says(2)
        #expect(board.shown["unsent"] == "2 条还没到社区", "what still stands there is put right")
        board.shown = [:]
        await says(3)
        #expect(board.shown.isEmpty)
        await says(0)
        await says(1)
        #expect(board.shown["unsent"] == "1 条还没到社区")
    }

    @Test("who has something unsent is asked once, in front, whether it may be said")
    func asked() async throws {
        let app = InBackground(phone, Preferences())
        app.schedule.inFront = true
        app.schedule.tell(Pulse())
        var pulse = Pulse()
        pulse.saved = 1
        for _ in 0..<2 { app.schedule.tell(pulse) }
        await until("they are asked") { app.board.asked == 1 }
        #expect(app.board.shown.isEmpty)
        app.schedule.preferences.notices = false
        app.schedule.inFront = false
        app.schedule.tell(pulse)
        await Task.yield()
        #expect(app.board.shown.isEmpty && app.board.asked == 1)
    }

    @Test("a tap on a notice leads to what it speaks of")
    func tapped() {
        let navigator = Navigator()
        navigator.follow(.unsent)
        navigator.follow(.attention)
        #expect(navigator[way: .today] == [.sync, .attention])
        navigator.follow(.handed)
        #expect(navigator.tab == .issues)
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
