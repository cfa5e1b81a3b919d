import BackgroundTasks
import Foundation
import HubenKit
import UIKit

/// Syncs without a screen, when iOS lends the time. Each task is answered exactly once: see `BackgroundRun`.
@MainActor
final class BackgroundTasks: SystemTasks {
    /// Both stand in Info.plist: a short one soon, and one that iOS starts only with a network.
    static let refresh = "org.huben.app.refresh"
    static let sync = "org.huben.app.sync"

    /// Once, before the app has finished launching.
    static func register(_ parts: Parts) {
        for name in [refresh, sync] {
            BGTaskScheduler.shared.register(forTaskWithIdentifier: name, using: .main) { task in
                MainActor.assumeIsolated { run(task, parts) }
            }
        }
    }

    /// Only the newest request under a name counts, says iOS.
    func plan(after: TimeInterval) {
        let soon = BGAppRefreshTaskRequest(identifier: Self.refresh)
        let withNetwork = BGProcessingTaskRequest(identifier: Self.sync)
        withNetwork.requiresNetworkConnectivity = true
        withNetwork.requiresExternalPower = false
        for request in [soon, withNetwork] {
            request.earliestBeginDate = Date(timeIntervalSinceNow: after)
            // Refused where the user has switched background work off: then the next time the app is opened.
            try? BGTaskScheduler.shared.submit(request)
        }
    }

    func cancel() { BGTaskScheduler.shared.cancelAllTaskRequests() }

    /// The app has just left the screen: in the half minute that iOS lends, what is urgent goes, and the rest is planned.
    static func leave(_ parts: Parts) {
        let time = LentTime { parts.sync.stop() }
        Task {
            await parts.sync.leaves(parts.preferences.notices ? .notices : .nobody)
            time.giveBack()
        }
    }

    private static func run(_ task: BGTask, _ parts: Parts) {
        let run = BackgroundRun(parts.desk, parts.sync, parts.network, parts.schedule) { task.setTaskCompleted(success: $0) }
        task.expirationHandler = { Task { @MainActor in run.expire() } }
        Task { await run.run() }
    }
}

/// Half a minute beyond the app's time on the screen, given back exactly once.
@MainActor
private final class LentTime {
    private var id = UIBackgroundTaskIdentifier.invalid

    init(expired: @escaping @MainActor () -> Void) {
        id = UIApplication.shared.beginBackgroundTask {
            MainActor.assumeIsolated {
                expired()
                self.giveBack()
            }
        }
    }

    func giveBack() {
        guard id != .invalid else { return }
        UIApplication.shared.endBackgroundTask(id)
        id = .invalid
    }
}
