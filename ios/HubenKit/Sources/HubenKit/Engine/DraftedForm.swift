import HubenCore
import Observation

/// A form on the screen, with its draft behind it: what every form's model shares.
@MainActor @Observable
public final class DraftedForm<F: Form> {
    /// What stands on the screen. Each change goes to disk.
    public var value = F() {
        didSet { if value != oldValue && begun { write() } }
    }
    /// These very words are on disk as a draft.
    public private(set) var kept = false
    /// The form is being handed in.
    public private(set) var busy = false
    /// Why it was not taken, or why the draft could not be kept.
    public private(set) var problem: Problem?

    /// Where it is written.
    public let route: Route
    @ObservationIgnored private let draft: DraftKeeper
    /// Another screen has handed this very form in, or thrown it away: it is not offered again.
    public private(set) var goneElsewhere = false
    /// What was kept before has been looked for: from here on every change is kept.
    public private(set) var begun = false

    /// The draft goes by the place where it is written: what it will become, and of whom.
    init(_ desk: Desk, _ route: Route) {
        self.route = route
        draft = DraftKeeper(desk, kind: route.written)
        draft.kept = { [weak self] content, problem in self?.kept(content, problem) }
    }

    /// Begins with what was kept, else with `fresh`.
    func begin(with fresh: F, resuming: (F) -> F = { $0 }) async throws(Problem) {
        if begun { return }
        let found = try await draft.found().flatMap { F(written: $0) }
        value = found.map(resuming) ?? fresh
        kept = found != nil
        begun = true
    }

    /// The same for a change to a record: what was kept is taken over the record as it is by now.
    func begin<R>(changing record: R) async throws(Problem) where F == Edited<R> {
        try await begin(with: Edited(before: record)) { $0.over(record) }
    }

    /// Hands it in: exactly one answer, and the words stay on the screen and on disk if it is no.
    func handIn<T: Sendable>(_ act: @MainActor (F, DraftId?) async throws(Problem) -> T) async -> T? {
        guard !busy else { return nil }
        busy = true
        problem = nil
        defer { busy = false }
        do {
            return try await draft.handIn { id throws(Problem) in try await act(value, id) }
        } catch {
            problem = error
            if error.kind == .notFound, await draft.isGone() { (begun, goneElsewhere) = (false, true) }
            return nil
        }
    }

    /// Throws away what was written here.
    public func discard() async {
        begun = false
        await draft.discard()
    }

    func failed(_ problem: Problem) { self.problem = problem }

    private func write() {
        kept = false
        problem = nil
        draft.write(value.written)
    }

    private func kept(_ content: String, _ problem: Problem?) {
        guard value.written == content else { return }
        kept = problem == nil
        if let problem { self.problem = problem }
    }
}
