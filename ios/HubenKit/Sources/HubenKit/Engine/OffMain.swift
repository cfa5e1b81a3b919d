import Dispatch

/// Where blocking calls go: threads of their own, so that neither the main thread nor Swift's few cooperative ones ever
/// wait for a disk or a network.
enum OffMain {
    private static let threads = DispatchQueue(label: "org.huben.core", qos: .userInitiated, attributes: .concurrent)

    /// Answers exactly once, with what the call gave or why it gave nothing.
    static func answer<T: Sendable>(_ call: @escaping @Sendable () throws -> T) async -> Result<T, Problem> {
        await withCheckedContinuation { continuation in
            threads.async { continuation.resume(returning: Result { try call() }.mapError { Problem($0) }) }
        }
    }
}
