import Foundation
import HubenKit

/// The one job that runs the next sync: a timer while the app is in front, tasks of the system otherwise.
@MainActor
final class PhoneSchedule: Schedule {
    var preferences: Preferences
    /// Runs a sync.
    var run: (@MainActor () async -> Void)?
    var inFront = true { didSet { if inFront != oldValue, let last { obey(last) } } }

    private let network: Network
    private let timetable = Timetable()
    private var last: SyncAdvice?

    init(network: Network, preferences: Preferences) {
        self.network = network
        self.preferences = preferences
    }

    func obey(_ advice: SyncAdvice) {
        last = advice
        if inFront {
            BackgroundTasks.cancel()
            timetable.plan(advice) { [weak self] in await self?.runIfAllowed(advice.why) }
        } else {
            timetable.clear()
            BackgroundTasks.plan(advice)
        }
    }

    func tell(_ pulse: Pulse) {
        Notices.unsent(pulse, allowed: preferences.notices && !inFront, speech: speech)
    }

    /// Without a network nothing is tried: the core is asked again when one is found.
    func runIfAllowed(_ why: SyncReason) async {
        guard network.online, why == .urgent || !preferences.unmeteredOnly || !network.metered else { return }
        await run?()
    }

    var speech: Speech {
        Speech.catalog(preferences.language.flatMap { Language(rawValue: $0) } ?? Language.preferred(Locale.preferredLanguages))
    }
}
