import Foundation
import HubenKit
import Observation

/// The app's long-lived parts, made once.
@MainActor @Observable
final class Parts {
    let desk: Desk
    let sync: Sync
    let network: Network
    let navigator = Navigator()
    let enrol: EnrolModel
    let schedule: PhoneSchedule
    let board: NoticeCenter
    @ObservationIgnored private let watch: NetworkWatch

    var preferences: Preferences {
        didSet {
            UserDefaults.standard.set(preferences.text, forKey: Self.preferencesKey)
            schedule.preferences = preferences
        }
    }

    private static let preferencesKey = "preferences"

    init() {
        let preferences = Preferences(text: UserDefaults.standard.string(forKey: Self.preferencesKey) ?? "")
        let network = Network()
        let board = NoticeCenter()
        let schedule = PhoneSchedule(
            network: network, preferences: preferences, system: BackgroundTasks(), board: board,
            speech: { Speech.catalog($0.speaks(on: Locale.preferredLanguages)) })
        let desk = Desk(BookPlace.shelf())
        let sync = Sync(desk: desk, network: network, schedule: schedule)
        schedule.run = { [weak sync] in await sync?.now() }
        self.network = network
        self.schedule = schedule
        self.board = board
        self.desk = desk
        self.sync = sync
        self.preferences = preferences
        enrol = EnrolModel(desk, sync)
        watch = NetworkWatch(network)
        // "Today" is another day, with the app open or not.
        _ = NotificationCenter.default.addObserver(forName: .NSCalendarDayChanged, object: nil, queue: .main) { [weak desk] _ in
            MainActor.assumeIsolated { desk?.lookAgain() }
        }
        board.tapped = { [weak navigator] in navigator?.follow($0) }
    }

    /// Room for another enrolment; the way through the old book is no way through the new one.
    func beginAnew() async {
        await desk.beginAnew()
        if desk.door == .noBook { navigator.beginAnew() }
    }

    var language: Language { preferences.speaks(on: Locale.preferredLanguages) }
}
