// UIKit as far as the app uses it.
@_exported import Foundation

public struct UIBackgroundTaskIdentifier: Hashable, Sendable { public static let invalid = UIBackgroundTaskIdentifier() }
@MainActor open class UIApplication {
    public class var shared: UIApplication { fatalError() }
    @preconcurrency nonisolated public func beginBackgroundTask(expirationHandler: (@MainActor @Sendable () -> Void)? = nil) -> UIBackgroundTaskIdentifier { fatalError() }
    nonisolated public func endBackgroundTask(_ identifier: UIBackgroundTaskIdentifier) {}
}
open class UIPasteboard {
    public class var general: UIPasteboard { fatalError() }
    public var string: String? { get { fatalError() } set {} }
}
