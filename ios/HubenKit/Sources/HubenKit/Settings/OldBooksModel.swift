import Foundation
import HubenCore
import Observation

/// A book that is not in use, from before one joined again.
public struct OldBook: Equatable, Sendable, Identifiable {
    /// Where it lies.
    public let id: String
    /// How many of its records have no receipt from the office; nothing where it cannot be opened.
    public let unsent: Int?
    public let lastUsed: Date?
}

/// The books that are not in use: kept, encrypted, until their owner says that they may go.
@MainActor @Observable
public final class OldBooksModel {
    public private(set) var books: [OldBook] = []
    public private(set) var problem: Problem?

    private let desk: Desk

    public init(_ desk: Desk) { self.desk = desk }

    public func load() async {
        let found = await OffMain.answer { [places = desk.others] in
            places.map { place in
                // Before it is opened, which touches it.
                let file = try? FileManager.default.attributesOfItem(atPath: place.directory + "/book.db")
                let status = try? Book.unlock(directory: place.directory, vault: place.vault).status()
                return OldBook(
                    id: place.directory, unsent: status.map { Int($0.saved + $0.needsAttention) },
                    lastUsed: status?.lastContactAt ?? file?[.modificationDate] as? Date)
            }
        }
        switch found {
        case .success(let books): self.books = books
        case .failure(let problem): self.problem = problem
        }
    }

    /// To be read, or to send what it still holds where the office takes it.
    public func open(_ book: OldBook) async {
        if let place = desk.others.first(where: { $0.directory == book.id }) { await desk.use(place) }
    }

    /// It cannot be brought back; the screen asks twice.
    public func remove(_ book: OldBook) async {
        guard desk.others.contains(where: { $0.directory == book.id }) else { return await load() }
        let removed = await OffMain.answer { try FileManager.default.removeItem(atPath: book.id) }
        problem = nil
        if case .failure(let failure) = removed { problem = failure }
        await load()
    }
}
