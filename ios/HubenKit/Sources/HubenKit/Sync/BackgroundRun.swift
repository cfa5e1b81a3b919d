import HubenCore

/// A sync without a screen, in a task that the system lends and wants back: answered exactly once, whether it came to
/// its end, was cut short by the system, or never began because the book is locked.
@MainActor
public final class BackgroundRun {
    private let desk: Desk
    private let sync: Sync
    private var answer: ((Bool) -> Void)?

    /// `answer` is the system's completion: true for a run that was complete.
    public init(_ desk: Desk, _ sync: Sync, answer: @escaping (Bool) -> Void) {
        self.desk = desk
        self.sync = sync
        self.answer = answer
    }

    /// Runs, and gives how many issues more wait for this user than before.
    @discardableResult
    public func run() async -> Int {
        await desk.open()
        let before = await handed()
        let outcome = await sync.now()
        let more = await handed() - before
        finish(outcome?.complete ?? false)
        return more
    }

    /// The system wants its task back: the run ends after the exchange under way, nothing is lost, and the rest goes
    /// next time.
    public func expire() {
        sync.stop()
        finish(false)
    }

    private func finish(_ complete: Bool) {
        answer?(complete)
        answer = nil
    }

    private func handed() async -> Int {
        let today = try? await desk.ask { try $0.today() }
        return today.map { Int($0.handedToMe.total + $0.waitingForMe.total) } ?? 0
    }
}
