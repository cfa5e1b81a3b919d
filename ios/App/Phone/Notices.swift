import HubenKit
import UserNotifications

/// The phone's notices, and what a tap on one leads to.
@MainActor
final class NoticeCenter: NSObject, Noticeboard, UNUserNotificationCenterDelegate {
    /// Told of a tap.
    var tapped: (@MainActor (Told) -> Void)?

    private nonisolated static let saidKey = "notice"
    private let center = UNUserNotificationCenter.current()

    override init() {
        super.init()
        center.delegate = self
    }

    var said: Told? {
        get { UserDefaults.standard.string(forKey: Self.saidKey).flatMap { Told(rawValue: $0) } }
        set { UserDefaults.standard.set(newValue?.rawValue, forKey: Self.saidKey) }
    }

    func ask() async {
        _ = try? await center.requestAuthorization(options: [.alert])
    }

    func show(_ told: Told, _ title: String, _ words: String) async {
        let content = UNMutableNotificationContent()
        content.title = title
        content.body = words
        content.interruptionLevel = told == .handed ? .active : .passive
        content.userInfo = [Self.saidKey: told.rawValue]
        // Refused where the user has said no: then the app says it, when it is opened.
        try? await center.add(UNNotificationRequest(identifier: told.place, content: content, trigger: nil))
    }

    func isShown(_ place: String) async -> Bool {
        await center.deliveredNotifications().contains { $0.request.identifier == place }
    }

    func remove(_ place: String) { center.removeDeliveredNotifications(withIdentifiers: [place]) }

    nonisolated func userNotificationCenter(
        _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse
    ) async {
        let told = response.notification.request.content.userInfo[Self.saidKey] as? String
        guard let told = told.flatMap({ Told(rawValue: $0) }) else { return }
        await lead(to: told)
    }

    private func lead(to told: Told) { tapped?(told) }
}
