import Foundation
import HubenCore

/// Keeps the one job that runs the next sync, and the account of what is unsent.
@MainActor
public protocol Schedule: AnyObject {
    /// Moves the job to where the core wants it; where it wants none, there is none.
    func obey(_ advice: SyncAdvice)
    /// Says what is unsent, or takes that word back.
    func tell(_ pulse: Pulse)
}

/// What the phone's system starts later, when the app is not on the screen.
@MainActor
public protocol SystemTasks: AnyObject {
    /// A run after so long, in place of whatever was planned.
    func plan(after: TimeInterval)
    /// Whatever was planned is planned no more.
    func cancel()
}

/// The job while the app is in front: it waits as long as the core said, then runs.
@MainActor
public final class Timetable {
    private var next: Task<Void, Never>?

    public init() {}

    /// Whatever was planned is planned no more.
    public func clear() {
        next?.cancel()
        next = nil
    }

    /// Runs `act` when the time has come, unless something else is planned until then.
    public func plan(_ advice: SyncAdvice, act: @escaping @MainActor () async -> Void) {
        clear()
        guard let after = advice.after else { return }
        next = Task { [weak self] in
            try? await Task.sleep(for: .seconds(after))
            guard !Task.isCancelled else { return }
            // From here on it is a run, which plans the next itself: that must not cancel this one.
            self?.next = nil
            await act()
        }
    }
}
