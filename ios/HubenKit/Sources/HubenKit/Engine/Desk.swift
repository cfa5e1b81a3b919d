import Foundation
import HubenCore
import Observation

/// The one way from a screen to the core. Every call leaves the main thread: the core blocks, and its disk is slow.
@MainActor @Observable
public final class Desk {
    /// Is the book there, and open?
    public enum Door: Equatable, Sendable {
        case opening
        /// No enrolment on this phone yet.
        case noBook
        case open
        case shut(Problem)
    }

    public private(set) var door = Door.opening
    /// Grows whenever something in the book has changed: whoever shows it looks again, `.task(id: desk.edition)`.
    public private(set) var edition = 0
    /// Told of the same, for whoever is no view.
    @ObservationIgnored public var changed: (@MainActor () -> Void)?

    private let directory: String
    private let vault: any KeyVault
    @ObservationIgnored private var book: Book?
    @ObservationIgnored private var entering: Task<Result<Void, Problem>, Never>?

    /// A desk for the book in `directory`, whose key `vault` keeps. Nothing is opened yet.
    public init(directory: String, vault: any KeyVault) {
        self.directory = directory
        self.vault = vault
    }

    /// Opens the book if it is not open; `door` says what came of it. Safe to be asked for again.
    public func open() async {
        _ = await enter { [directory, vault] in try Book.unlock(directory: directory, vault: vault) }
    }

    /// Makes the book from an invitation; a sync comes next. Cut anywhere, the same again goes on from there.
    public func enrol(_ invitation: String) async throws(Problem) {
        let invitation = invitation.trimmingCharacters(in: .whitespacesAndNewlines)
        try await enter { [directory, vault] in
            try Book.enrol(directory: directory, vault: vault, invitation: invitation)
        }.get()
    }

    /// Where the office takes this book no more, or the phone has lost its key: puts the book aside, untouched, to make
    /// room for a new enrolment. What is at the office comes back with that. Any other shut door leaves it where it is.
    public func beginAnew() async {
        switch door {
        case .open: book = nil
        case .shut(let problem) where problem.kind == .signInAgain: break
        default: return
        }
        let moved = await OffMain.answer { [directory] in
            let aside = "\(directory)-\(Int(Date().timeIntervalSince1970))"
            try FileManager.default.moveItem(atPath: directory, toPath: aside)
        }
        switch moved {
        case .success: door = .noBook
        case .failure(let problem): door = .shut(problem)
        }
    }

    /// Asks the open book, off the main thread.
    public func ask<T: Sendable>(_ call: @escaping @Sendable (Book) throws -> T) async throws(Problem) -> T {
        guard let book else { throw .notOpen }
        return try await OffMain.answer { try call(book) }.get()
    }

    /// One after another, so that two openings never meet.
    private func enter(_ make: @escaping @Sendable () throws -> Book) async -> Result<Void, Problem> {
        let before = entering
        let mine = Task { @MainActor in
            _ = await before?.value
            return await self.take(make)
        }
        entering = mine
        return await mine.value
    }

    private func take(_ make: @escaping @Sendable () throws -> Book) async -> Result<Void, Problem> {
        if book != nil { return .success(()) }
        switch await OffMain.answer(make) {
        case .success(let made):
            book = made
            made.listen(listener: News { [weak self] in self?.tell() })
            door = .open
            return .success(())
        case .failure(let problem):
            // An invitation that fails leaves the door as it is: its screen says why.
            if door != .noBook { door = problem.kind == .notFound ? .noBook : .shut(problem) }
            return .failure(problem)
        }
    }

    private func tell() {
        edition += 1
        changed?()
    }
}

/// Carries the core's news to the main thread.
private final class News: ChangeListener {
    private let tell: @MainActor @Sendable () -> Void

    init(tell: @escaping @MainActor @Sendable () -> Void) { self.tell = tell }

    func changed(records: [DocumentId]) {
        Task { @MainActor in tell() }
    }
}
