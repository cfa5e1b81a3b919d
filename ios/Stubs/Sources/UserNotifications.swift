// Local notifications as far as the app uses them.
@_exported import Foundation

public struct UNAuthorizationOptions: OptionSet, Sendable {
    public let rawValue: UInt
    public init(rawValue: UInt) { self.rawValue = rawValue }
    public static let badge = Self(rawValue: 1), alert = Self(rawValue: 4)
}
open class UNNotificationContent { public init() {} }
open class UNMutableNotificationContent: UNNotificationContent {
    public var title = ""
    public var body = ""
}
open class UNNotificationTrigger {}
open class UNNotificationRequest {
    public init(identifier: String, content: UNNotificationContent, trigger: UNNotificationTrigger?) {}
}
open class UNUserNotificationCenter {
    public class func current() -> UNUserNotificationCenter { fatalError() }
    public func requestAuthorization(options: UNAuthorizationOptions) async throws -> Bool { fatalError() }
    public func add(_ request: UNNotificationRequest, withCompletionHandler: (@Sendable ((any Error)?) -> Void)? = nil) {}
    public func removeDeliveredNotifications(withIdentifiers: [String]) {}
}
