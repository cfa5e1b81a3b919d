import Foundation
import HubenCore

/// The one job that runs the next sync: a timer while the app is on the screen, tasks of the system otherwise.
@MainActor
public final class PhoneSchedule: Schedule {
    public var preferences: Preferences
    /// Runs a sync.
    public var run: (@MainActor () async -> Void)?
    /// Is the app on the screen? The system starts it without one, so not before it is seen there.
    public var inFront = false { didSet { if inFront != oldValue, let last { obey(last) } } }

    /// When to try again, if nobody says otherwise: where a task of the system began that could not even ask the core.
    public static let fallback: TimeInterval = 15 * 60

    private let network: Network
    private let system: any SystemTasks
    private let notices: Notices
    private let speech: @MainActor (Preferences) -> Speech
    private let timetable = Timetable()
    private var last: SyncAdvice?

    /// `speech` says notices in the language that the app has by then.
    public init(
        network: Network, preferences: Preferences, system: any SystemTasks, board: any Noticeboard,
        speech: @escaping @MainActor (Preferences) -> Speech
    ) {
        self.network = network
        self.preferences = preferences
        self.system = system
        self.speech = speech
        notices = Notices(board)
    }

    public func obey(_ advice: SyncAdvice) {
        last = advice
        timetable.clear()
        if inFront {
            system.cancel()
            timetable.plan(advice) { [weak self] in await self?.runIfAllowed(advice.why) }
        } else if let after = advice.after {
            system.plan(after: after)
        } else {
            system.cancel()
        }
    }

    public func tell(_ pulse: Pulse) {
        guard preferences.notices else { return notices.takeBack() }
        notices.unsent(pulse, inFront: inFront, speech: speech(preferences))
    }

    /// So many issues more wait for this user.
    public func handed(_ more: Int) async {
        if more > 0 && preferences.notices && !inFront { await notices.handed(speech: speech(preferences)) }
    }

    /// A task of the system has begun, and is used up by that: at once another is planned, so that the chain goes on
    /// whatever becomes of this one. What the core says after a run takes its place.
    public func taskBegan() {
        system.plan(after: last?.after ?? Self.fallback)
    }

    /// May a run that nobody asked for use this network? Not where there is none: the core is asked again when one is
    /// found. What is urgent uses any.
    public func allows(_ why: SyncReason?) -> Bool {
        network.online && (why == .urgent || !preferences.unmeteredOnly || !network.metered)
    }

    private func runIfAllowed(_ why: SyncReason) async {
        if allows(why) { await run?() }
    }
}
