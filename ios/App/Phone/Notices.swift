import HubenKit
import UserNotifications

/// What is said while no screen is open: quietly, in the app's language, and never again once it was swiped away.
@MainActor
enum Notices {
    private static var said: String?

    /// iOS asks the user once; a no is respected.
    static func ask() async {
        _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .badge])
    }

    /// So many records are not at the office yet, or something needs a decision; nothing when all is there.
    static func unsent(_ pulse: Pulse, allowed: Bool, speech: Speech) {
        let center = UNUserNotificationCenter.current()
        guard pulse.saved > 0 || pulse.attention > 0 else {
            said = nil
            return center.removeDeliveredNotifications(withIdentifiers: ["unsent"])
        }
        let attention = pulse.attention > 0
        let title = attention ? speech(.noticeAttention) : speech(.noticeUnsent, pulse.saved)
        guard allowed, said != title else { return }
        said = title
        show("unsent", title, speech(attention ? .todayAttentionWords : .noticeUnsentWords))
    }

    /// So many issues more wait for this user.
    static func handed(_ more: Int, allowed: Bool, speech: Speech) {
        if more > 0 && allowed { show("handed", speech(.channelHanded), "") }
    }

    private static func show(_ id: String, _ title: String, _ words: String) {
        let content = UNMutableNotificationContent()
        content.title = title
        content.body = words
        UNUserNotificationCenter.current().add(UNNotificationRequest(identifier: id, content: content, trigger: nil))
    }
}
