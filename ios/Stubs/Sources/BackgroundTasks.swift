// BGTaskScheduler as far as the app uses it.
@_exported import Foundation

open class BGTask {
    public var identifier: String { fatalError() }
    @preconcurrency public var expirationHandler: (@Sendable () -> Void)?
    public func setTaskCompleted(success: Bool) {}
}
open class BGTaskRequest {
    public var earliestBeginDate: Date?
    init() {}
}
open class BGAppRefreshTaskRequest: BGTaskRequest { public init(identifier: String) {} }
open class BGProcessingTaskRequest: BGTaskRequest {
    public init(identifier: String) {}
    public var requiresNetworkConnectivity = false
    public var requiresExternalPower = false
}
open class BGTaskScheduler: @unchecked Sendable {
    public class var shared: BGTaskScheduler { fatalError() }
    @discardableResult public func register(forTaskWithIdentifier identifier: String, using queue: DispatchQueue?, launchHandler: @escaping @Sendable (BGTask) -> Void) -> Bool { fatalError() }
    public func submit(_ request: BGTaskRequest) throws {}
    public func cancelAllTaskRequests() {}
}
