import Foundation
import HubenCore

@testable import HubenKit

/// The app's own schedule over one phone's book, with the system's part written down.
@MainActor
final class InBackground {
    let system = TestTasks()
    let board = TestBoard()
    let schedule: PhoneSchedule
    let sync: Sync
    private(set) var answers: [Bool] = []
    private let phone: Phone
    private let network: Network

    init(_ phone: Phone, _ preferences: Preferences, _ network: Network? = nil) {
        self.phone = phone
        self.network = network ?? phone.network
        schedule = PhoneSchedule(
            network: self.network, preferences: preferences, system: system, board: board, speech: { _ in phone.speech })
        sync = Sync(desk: phone.desk, network: self.network, schedule: schedule)
        schedule.run = { [weak sync] in await sync?.now() }
    }

    func task() -> BackgroundRun {
        BackgroundRun(phone.desk, sync, network, schedule) { [weak self] in self?.answers.append($0) }
    }
}

@MainActor
final class TestTasks: SystemTasks {
    private(set) var planned: TimeInterval?
    func plan(after: TimeInterval) { planned = after }
    func cancel() { planned = nil }
}

/// A board that shows what it is given, for an owner who has said yes.
@MainActor
final class TestBoard: Noticeboard {
    var said: Told?
    var shown: [String: String] = [:]
    private(set) var asked = 0
    func ask() async { asked += 1 }
    func show(_ told: Told, _ title: String, _ words: String) async { shown[told.place] = title }
    func isShown(_ place: String) async -> Bool { shown[place] != nil }
    func remove(_ place: String) { shown[place] = nil }
}
