import HubenCore
import Observation

/// Runs syncs, one at a time, and knows how it stands. When to run is the core's to say; this obeys.
@MainActor @Observable
public final class Sync {
    public private(set) var pulse = Pulse()

    private let desk: Desk
    private let network: Network
    private let schedule: any Schedule
    @ObservationIgnored private var run: SyncRun?
    @ObservationIgnored private var stopping = false
    @ObservationIgnored private var who = WhoWaits.nobody
    @ObservationIgnored private var looking: Task<Void, Never>?
    @ObservationIgnored private var lookAgain = false

    public init(desk: Desk, network: Network, schedule: any Schedule) {
        self.desk = desk
        self.network = network
        self.schedule = schedule
        pulse.online = network.online
        desk.changed = { [weak self] in self?.changed() }
        network.isBack = { [weak self] in
            guard let self else { return }
            Task { await self.obey(networkIsBack: true) }
        }
    }

    /// The book is open, and somebody looks; or nobody does any more.
    public func waits(_ who: WhoWaits) async {
        self.who = who
        await look()
        await obey()
    }

    /// The app has just left the screen: what is urgent goes now, the rest is planned.
    public func leaves(_ who: WhoWaits) async {
        self.who = who
        let advice = try? await desk.ask { try $0.syncAdvice(who: .nobody, networkIsBack: false) }
        if advice?.why == .urgent && advice?.after == 0 { await now() }
        await look()
        await obey()
    }

    /// One run to its end; a second caller gets nothing, because the first does it all.
    @discardableResult
    public func now(fetched: (@MainActor @Sendable (Int) -> Void)? = nil) async -> SyncOutcome? {
        guard !pulse.running else { return nil }
        pulse.running = true
        stopping = false
        let listener = fetched.map { Fetched(tell: $0) }
        var outcome: SyncOutcome?
        do throws(Problem) {
            let run = try await desk.ask { [line = network.line] book in
                SyncRun(book: book, connectivity: line, progress: listener)
            }
            self.run = run
            if stopping { run.cancel() }
            let done = try await OffMain.answer(.syncs) { run.start() }.get()
            outcome = done
            pulse.problem = done.failure.map { Problem($0) }
        } catch {
            pulse.problem = error
        }
        run = nil
        pulse.running = false
        await look()
        await obey()
        return outcome
    }

    /// Ends the run at once; nothing is lost.
    public func stop() {
        stopping = true
        run?.cancel()
    }

    /// Looks at the account anew.
    public func look() async {
        let seen = try? await desk.ask { book in
            (try book.status(), try book.contradictions(page: PageRequest(limit: 0)).total)
        }
        guard let (status, contradictions) = seen else { return }
        pulse.saved = Int(status.saved)
        pulse.atOffice = Int(status.atOffice)
        pulse.attention = Int(status.needsAttention + contradictions)
        pulse.lastContact = status.lastContactAt
        pulse.online = network.online
        schedule.tell(pulse)
    }

    /// Asks the core when to run next, and has it done.
    public func obey(networkIsBack: Bool = false) async {
        pulse.online = network.online
        guard let advice = try? await desk.ask({ [who] in try $0.syncAdvice(who: who, networkIsBack: networkIsBack) })
        else { return }
        if !pulse.running { schedule.obey(advice) }
    }

    /// Many changes at once are looked at once or twice, not one by one.
    private func changed() {
        lookAgain = true
        guard looking == nil else { return }
        looking = Task {
            while lookAgain {
                lookAgain = false
                await look()
                if !pulse.running { await obey() }
            }
            looking = nil
        }
    }
}

/// Carries the core's progress to the main thread.
private final class Fetched: ProgressListener {
    private let tell: @MainActor @Sendable (Int) -> Void

    init(tell: @escaping @MainActor @Sendable (Int) -> Void) { self.tell = tell }

    func progressed(stage: ProgressStage, done: Int32, total: Int32?) {
        guard stage == .fetching else { return }
        Task { @MainActor in tell(Int(done)) }
    }
}
