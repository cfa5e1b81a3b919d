import HubenCore
import Observation

/// What needs somebody, and what they decide.
@MainActor @Observable
public final class AttentionModel {
    public private(set) var loading = true
    public private(set) var contradictions: [Contradiction] = []
    /// What came back, with everything that was written.
    public private(set) var cameBack: [AttentionEntry] = []
    public private(set) var busy = false
    public private(set) var problem: Problem?

    private let desk: Desk

    public init(_ desk: Desk) { self.desk = desk }

    public var isEmpty: Bool { contradictions.isEmpty && cameBack.isEmpty }

    public func load() async {
        do throws(Problem) {
            (contradictions, cameBack) = try await desk.ask { book in
                (try book.contradictions(page: PageRequest()).items, try book.attention(page: PageRequest()).items)
            }
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }

    /// This side holds.
    @discardableResult
    public func settle(_ what: Contradiction, with side: ContradictionSide) async -> Bool {
        await settle(what, with: side.value)
    }

    /// A side's value, or a third one as people type it.
    @discardableResult
    public func settle(_ what: Contradiction, with value: String) async -> Bool {
        await decide { book in try book.settle(document: what.document, field: what.field, value: value) }
    }

    @discardableResult
    public func retry(_ entry: AttentionEntry) async -> Bool {
        await decide { book in try book.retry(entry: entry.id) }
    }

    /// Its words go from this phone; the screen asks twice.
    @discardableResult
    public func giveUp(_ entry: AttentionEntry) async -> Bool {
        await decide { book in try book.giveUp(entry: entry.id) }
    }

    private func decide(_ act: @escaping @Sendable (Book) throws -> Void) async -> Bool {
        guard !busy else { return false }
        busy = true
        problem = nil
        defer { busy = false }
        do throws(Problem) {
            try await desk.ask(act)
        } catch {
            problem = error
            return false
        }
        await load()
        return true
    }
}

extension Contradiction: Identifiable {
    /// Names it among others.
    public var id: String { "\(document.text) \(field)" }
}
