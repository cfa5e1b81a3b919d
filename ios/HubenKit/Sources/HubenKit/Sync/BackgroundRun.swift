import HubenCore

/// A sync without a screen, in a task that the system lends and wants back: answered exactly once, whether it came to
/// its end, was cut short by the system, was not allowed, or never began because the book is locked.
@MainActor
public final class BackgroundRun {
    private let desk: Desk
    private let sync: Sync
    private let network: Network
    private let schedule: PhoneSchedule
    private var answer: ((Bool) -> Void)?

    /// `answer` is the system's completion: true for a run that was complete.
    public init(
        _ desk: Desk, _ sync: Sync, _ network: Network, _ schedule: PhoneSchedule, answer: @escaping (Bool) -> Void
    ) {
        self.desk = desk
        self.sync = sync
        self.network = network
        self.schedule = schedule
        self.answer = answer
    }

    /// Runs, and says what waits for this user by then; after that, the task is the system's again.
    public func run() async {
        schedule.taskBegan()
        await network.settled()
        await desk.open()
        guard answer != nil else { return }
        let why = try? await desk.ask { try $0.syncAdvice(who: .nobody, networkIsBack: false).why }
        guard answer != nil, schedule.allows(why) else { return finish(false) }
        let before = await handed()
        guard answer != nil else { return }
        let outcome = await sync.now()
        if let before, let after = await handed() { await schedule.handed(after - before) }
        finish(outcome?.complete ?? false)
    }

    /// The system wants its task back: the run ends at once, nothing is lost, and the rest goes
    /// next time.
    public func expire() {
        sync.stop()
        finish(false)
    }

    private func finish(_ complete: Bool) {
        answer?(complete)
        answer = nil
    }

    private func handed() async -> Int? {
        let today = try? await desk.ask { try $0.today() }
        return today.map { Int($0.handedToMe.total + $0.waitingForMe.total) }
    }
}
