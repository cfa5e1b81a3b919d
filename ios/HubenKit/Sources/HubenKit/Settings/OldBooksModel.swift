import Foundation
import HubenCore
import Observation

/// A book from before one joined again.
public struct OldBook: Equatable, Sendable, Identifiable {
    /// Where it lies.
    public let id: String
    /// How many of its records never reached the office; nothing where it cannot be opened.
    public let unsent: Int?
}

/// The books that others came after: kept, encrypted, until their owner says that they may go.
@MainActor @Observable
public final class OldBooksModel {
    public private(set) var books: [OldBook] = []
    public private(set) var problem: Problem?

    private let shelf: Shelf

    public init(_ desk: Desk) { shelf = desk.shelf }

    public func load() async {
        let found = await OffMain.answer { [shelf] in
            shelf.older().map { place in
                let status = try? Book.unlock(directory: place.directory, vault: place.vault).status()
                return OldBook(id: place.directory, unsent: status.map { Int($0.saved + $0.needsAttention) })
            }
        }
        switch found {
        case .success(let books): self.books = books
        case .failure(let problem): self.problem = problem
        }
    }

    /// It cannot be brought back; the screen asks twice.
    public func remove(_ book: OldBook) async {
        let removed = await OffMain.answer { [shelf] in
            guard shelf.older().contains(where: { $0.directory == book.id }) else { return }
            try FileManager.default.removeItem(atPath: book.id)
        }
        problem = nil
        if case .failure(let failure) = removed { problem = failure }
        await load()
    }
}
