// Local notifications as far as the app uses them.
@_exported import Foundation

public struct UNAuthorizationOptions: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let badge = Self(rawValue: 1), alert = Self(rawValue: 4)
}
public enum UNNotificationInterruptionLevel: Sendable { case passive, active, timeSensitive, critical }
open class UNNotificationContent: NSObject, @unchecked Sendable { public var userInfo: [AnyHashable: Any] { fatalError() } }
open class UNMutableNotificationContent: UNNotificationContent, @unchecked Sendable {
    public var title = ""
    public var body = ""
    public var interruptionLevel = UNNotificationInterruptionLevel.active
    override public var userInfo: [AnyHashable: Any] { get { fatalError() } set {} }
}
open class UNNotificationTrigger {}
open class UNNotificationRequest: NSObject, @unchecked Sendable {
    public init(identifier: String, content: UNNotificationContent, trigger: UNNotificationTrigger?) {}
    public var identifier: String { fatalError() }
    public var content: UNNotificationContent { fatalError() }
}
open class UNNotification: NSObject, @unchecked Sendable { public var request: UNNotificationRequest { fatalError() } }
open class UNNotificationResponse: NSObject, @unchecked Sendable { public var notification: UNNotification { fatalError() } }
public protocol UNUserNotificationCenterDelegate: NSObjectProtocol {
    func userNotificationCenter(_ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse) async
}
open class UNUserNotificationCenter: @unchecked Sendable {
    public class func current() -> UNUserNotificationCenter { fatalError() }
    public weak var delegate: (any UNUserNotificationCenterDelegate)?
    public func requestAuthorization(options: UNAuthorizationOptions) async throws -> Bool { fatalError() }
    public func add(_ request: UNNotificationRequest) async throws {}
    public func deliveredNotifications() async -> [UNNotification] { fatalError() }
    public func removeDeliveredNotifications(withIdentifiers: [String]) {}
}
