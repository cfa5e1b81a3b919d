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

    public let shelf: Shelf
    @ObservationIgnored private var place: Place
    @ObservationIgnored private var book: Book?
    @ObservationIgnored private var telling = false
    @ObservationIgnored private var entering: Task<Result<Void, Problem>, Never>?

    /// A desk for the newest book of the shelf. Nothing is opened yet.
    public init(_ shelf: Shelf) {
        self.shelf = shelf
        place = shelf.newest()
    }

    /// Opens the book if it is not open; `door` says what came of it. Safe to be asked for again.
    public func open() async {
        _ = await enter { try Book.unlock(directory: $0.directory, vault: $0.vault) }
    }

    /// Makes the book from an invitation, however it was pasted; a sync comes next. Cut anywhere, the same again goes on
    /// from there, in the same place.
    public func enrol(_ invitation: String) async throws(Problem) {
        try await enter { try Book.enrol(directory: $0.directory, vault: $0.vault, invitation: invitation) }.get()
    }

    /// Where the office takes this book no more, it cannot be read, the phone has lost its key, or its user wants to join
    /// with another invitation: makes room for a new enrolment. The book stays where it is, untouched, and whoever is still busy with
    /// it ends in peace. Any other shut door leaves it where it is.
    public func beginAnew() async {
        guard canBeginAnew else { return }
        door = .noBook
        await put(shelf.next())
    }

    /// Another book than the one in use, which is left as it is. The next start opens the newest again.
    public func use(_ other: Place) async {
        door = .opening
        await put(other)
        await open()
    }

    /// The books that are not in use.
    public var others: [Place] { shelf.all().filter { $0.directory != place.directory } }

    private func put(_ place: Place) async {
        let before = book
        book = nil
        self.place = place
        // Closing writes to the disk.
        _ = await OffMain.answer { [before] in _ = before }
    }

    /// Is the door one that an enrolment opens? A lock or a full disk is none.
    public var canBeginAnew: Bool {
        switch door {
        case .open: true
        case .shut(let problem): [.signInAgain, .damaged, .internal].contains(problem.kind)
        default: false
        }
    }

    /// Nobody has joined anew yet, or an older book cannot be opened, and the newest is there: back to that.
    public var canGoBack: Bool {
        switch door {
        case .noBook, .shut: place.directory != shelf.newest().directory
        default: false
        }
    }

    public func goBack() async {
        if canGoBack { await use(shelf.newest()) }
    }

    /// Time has passed, or somebody looks again: what is shown is looked up anew.
    public func lookAgain() { edition += 1 }

    /// Asks the open book, off the main thread.
    public func ask<T: Sendable>(_ call: @escaping @Sendable (Book) throws -> T) async throws(Problem) -> T {
        guard let book else { throw .notOpen }
        return try await OffMain.answer { try call(book) }.get()
    }

    /// One after another, so that two openings never meet.
    private func enter(_ make: @escaping @Sendable (Place) throws -> Book) async -> Result<Void, Problem> {
        let before = entering
        let mine = Task { @MainActor in
            _ = await before?.value
            return await self.take(make)
        }
        entering = mine
        return await mine.value
    }

    private func take(_ make: @escaping @Sendable (Place) throws -> Book) async -> Result<Void, Problem> {
        if book != nil { return .success(()) }
        let news = News { [weak self] in self?.tell() }
        let made = await OffMain.answer { [place] in
            let book = try make(place)
            book.listen(listener: news)
            return book
        }
        switch made {
        case .success(let made):
            book = made
            door = .open
            return .success(())
        case .failure(let problem):
            // An invitation that fails leaves the door as it is: its screen says why.
            if door != .noBook { door = problem.kind == .notFound ? .noBook : .shut(problem) }
            return .failure(problem)
        }
    }

    /// Many changes at once, as a first sync brings them, are shown some times a second, not one by one.
    private func tell() {
        changed?()
        guard !telling else { return }
        telling = true
        Task { [weak self] in
            try? await Task.sleep(for: .milliseconds(100))
            self?.telling = false
            self?.edition += 1
        }
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
