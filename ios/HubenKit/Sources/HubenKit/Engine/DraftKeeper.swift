import HubenCore

/// Keeps a form as a draft with every keystroke. Where the disk is slower than the fingers, it skips to the newest
/// words; it never falls behind them. What was given to `write` is written even if the screen is gone by then.
@MainActor
final class DraftKeeper {
    private let desk: Desk
    private let kind: String
    private var newest: String?
    private var writing: Task<Void, Never>?
    private var handingIn = false
    /// The draft's id, once there is one; it goes with what comes of it.
    private(set) var id: DraftId?
    /// Told of each content that is on disk now, or why it is not.
    var kept: (@MainActor (String, Problem?) -> Void)?

    init(_ desk: Desk, kind: String) {
        self.desk = desk
        self.kind = kind
    }

    /// What was kept before, if anything.
    func found() async throws(Problem) -> String? {
        let draft = try await desk.ask { [kind] book in try book.draft(kind: kind) }
        id = draft?.id
        return draft?.content
    }

    func write(_ content: String) {
        newest = content
        guard writing == nil, !handingIn else { return }
        writing = Task {
            while let content = newest, !handingIn {
                newest = nil
                await keep(content)
            }
            writing = nil
        }
    }

    /// Hands the form in: no draft is written meanwhile, and none after it if that went well.
    func handIn<T>(_ act: @MainActor (DraftId?) async throws(Problem) -> T) async throws(Problem) -> T {
        handingIn = true
        await writing?.value
        do {
            return try await act(id)
        } catch {
            handingIn = false
            if let newest { write(newest) }
            throw error
        }
    }

    /// There was a draft, and it is there no more: another screen has handed it in, or thrown it away.
    func isGone() async -> Bool {
        guard id != nil else { return false }
        let found = try? await desk.ask { [kind] book in [try book.draft(kind: kind)] }
        return found.map { $0[0] == nil } ?? false
    }

    /// Throws the draft away, if there is one: its form came to nothing, or was handed in without it.
    func discard() async {
        handingIn = true
        await writing?.value
        newest = nil
        if let id { try? await desk.ask { try $0.discardDraft(id: id) } }
        id = nil
        handingIn = false
    }

    private func keep(_ content: String) async {
        do {
            id = try await desk.ask { [id, kind] book in try book.saveDraft(id: id, kind: kind, content: content) }
            kept?(content, nil)
        } catch {
            kept?(content, error)
        }
    }
}
