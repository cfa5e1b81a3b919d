import BackgroundTasks
import Foundation
import HubenKit
import UIKit

/// Syncs without a screen, when iOS lends the time. Each task is answered exactly once: see `BackgroundRun`.
@MainActor
enum BackgroundTasks {
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

    /// Where the core wants the next run. Where it wants none, there is none.
    static func plan(_ advice: SyncAdvice) {
        cancel()
        guard let after = advice.after else { return }
        let soon = BGAppRefreshTaskRequest(identifier: refresh)
        let withNetwork = BGProcessingTaskRequest(identifier: sync)
        withNetwork.requiresNetworkConnectivity = true
        withNetwork.requiresExternalPower = false
        for request in [soon, withNetwork] {
            request.earliestBeginDate = Date(timeIntervalSinceNow: after)
            // Refused where the user has switched background work off: then the next time the app is opened.
            try? BGTaskScheduler.shared.submit(request)
        }
    }

    static func cancel() { BGTaskScheduler.shared.cancelAllTaskRequests() }

    /// The app has just left the screen: what is urgent goes now, in the half minute that iOS gives; the rest is planned.
    static func finishWhatIsUrgent(_ parts: Parts) async {
        let advice = try? await parts.desk.ask { try $0.syncAdvice(who: .nobody, networkIsBack: false) }
        if advice?.why == .urgent && advice?.after == 0 {
            let time = LentTime { parts.sync.stop() }
            await parts.sync.now()
            time.giveBack()
        }
        await parts.sync.waits(parts.preferences.notices ? .notices : .nobody)
    }

    private static func run(_ task: BGTask, _ parts: Parts) {
        let run = BackgroundRun(parts.desk, parts.sync) { task.setTaskCompleted(success: $0) }
        task.expirationHandler = { Task { @MainActor in run.expire() } }
        Task {
            guard parts.network.online, !parts.preferences.unmeteredOnly || !parts.network.metered else { return run.expire() }
            let handed = await run.run()
            Notices.handed(handed, allowed: parts.preferences.notices, speech: parts.schedule.speech)
        }
    }
}

/// Half a minute beyond the app's time on the screen, given back exactly once.
@MainActor
private final class LentTime {
    private var id = UIBackgroundTaskIdentifier.invalid

    init(expired: @escaping @MainActor () -> Void) {
        id = UIApplication.shared.beginBackgroundTask { [weak self] in
            MainActor.assumeIsolated {
                expired()
                self?.giveBack()
            }
        }
    }

    func giveBack() {
        guard id != .invalid else { return }
        UIApplication.shared.endBackgroundTask(id)
        id = .invalid
    }
}
