import Foundation
import HubenCore
import Testing

@testable import HubenKit

/// A phone without a screen: the app's own models over the real core, its book in a directory, its key in a vault.
@MainActor
final class Phone {
    let directory: URL
    let vault = TestVault()
    let network = Network()
    let shelf: Shelf
    private(set) var schedule = TestSchedule()
    private(set) var desk: Desk
    private(set) var sync: Sync
    let speech: Speech

    init(_ language: Language) throws {
        directory = try temporaryDirectory("phone")
        shelf = Shelf(directory: directory.path) { [vault] in vault.of($0.key) }
        desk = Desk(shelf)
        sync = Sync(desk: desk, network: network, schedule: schedule)
        speech = Catalog.speech(language)
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    var times: Times { Times(speech) }

    /// The app is gone, with all that it held in memory, and opened again.
    func killAndReopen() async { await killAndReopen {} }

    /// The same, with something done to the phone in between.
    func killAndReopen(meanwhile: () throws -> Void) async rethrows {
        weak var gone = desk
        schedule = TestSchedule()
        desk = Desk(shelf)
        sync = Sync(desk: desk, network: network, schedule: schedule)
        await until("the app is gone") { gone == nil }
        try meanwhile()
        await desk.open()
    }

    func enrol(_ invitation: String) async {
        await desk.open()
        #expect(desk.door == .noBook)
        let model = EnrolModel(desk, sync)
        model.invited(invitation)
        #expect(model.byLink)
        await model.join()
        #expect(model.problem == nil)
        #expect(desk.door == .open)
    }

    /// One run, which must bring everything.
    func syncAll(_ here: SourceLocation = #_sourceLocation) async {
        let outcome = await sync.now()
        #expect(outcome?.complete == true, "\(String(describing: outcome))", sourceLocation: here)
        #expect(outcome?.failure == nil, sourceLocation: here)
        #expect(sync.pulse.saved == 0, sourceLocation: here)
    }

    @discardableResult
    func addHousehold() async throws -> Household {
        let card = CardInput(area: AreaCode(text: Office.grid), address: "8-1-101", contact: "王秀英", phone: "13805280000")
        return try await desk.ask { try $0.addHousehold(card: card) }
    }

    /// What the first line of every screen says.
    var line: String { sync.pulse.line(speech, times) }

    func household(_ id: HouseholdId) async throws -> HouseholdModel {
        let model = HouseholdModel(desk, id)
        await model.load()
        #expect(model.problem == nil)
        return model
    }

    func issue(_ id: IssueId) async throws -> HubenCore.Issue {
        let model = IssueModel(desk, id)
        await model.load()
        return try #require(model.issue)
    }
}

/// A vault that keeps its word: what was stored is loaded, what is locked is not given, what is lost stays lost.
final class TestVault: Sendable {
    enum Mood { case willing, locked, lost }
    private let inside = Inside()

    func set(_ mood: Mood) { inside.lock.withLock { inside.mood = mood } }

    /// The vault of one book.
    func of(_ key: String) -> any KeyVault { One(inside: inside, name: key) }

    private final class Inside: @unchecked Sendable {
        let lock = NSLock()
        var keys: [String: Data] = [:]
        var mood = Mood.willing
    }

    private final class One: KeyVault {
        let inside: Inside
        let name: String

        init(inside: Inside, name: String) { (self.inside, self.name) = (inside, name) }

        func load() throws -> Data? {
            try inside.lock.withLock {
                switch inside.mood {
                case .willing: return inside.keys[name]
                case .locked: throw VaultError.Unavailable
                case .lost: throw VaultError.Lost
                }
            }
        }

        func store(key: Data) throws {
            try inside.lock.withLock {
                guard inside.mood == .willing else { throw VaultError.Unavailable }
                inside.keys[name] = key
            }
        }
    }
}

/// Writes down what it is told, and runs nothing.
@MainActor
final class TestSchedule: Schedule {
    private(set) var last: SyncAdvice?
    private(set) var told: Pulse?

    func obey(_ advice: SyncAdvice) { last = advice }
    func tell(_ pulse: Pulse) { told = pulse }
}

/// Waits for what comes about on its own.
@MainActor
func until(_ what: String, _ here: SourceLocation = #_sourceLocation, _ holds: @MainActor () -> Bool) async {
    for _ in 0..<1500 {
        if holds() { return }
        try? await Task.sleep(for: .milliseconds(20))
    }
    Testing.Issue.record("\(what) did not come about", sourceLocation: here)
}
