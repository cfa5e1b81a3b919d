// LAContext as far as the app uses it.
@_exported import Foundation

public enum LAPolicy: Sendable { case deviceOwnerAuthentication }
public struct LAError { public enum Code: Int { case passcodeNotSet = -5 } }
open class LAContext {
    public init() {}
    public func canEvaluatePolicy(_ policy: LAPolicy, error: UnsafeMutablePointer<NSError?>?) -> Bool { fatalError() }
    public func evaluatePolicy(_ policy: LAPolicy, localizedReason: String) async throws -> Bool { fatalError() }
}
