import Dispatch

/// Where blocking calls go: threads of their own, so that neither the main thread nor Swift's few cooperative ones ever
/// wait for a disk or a network.
enum OffMain {
    /// One line for what asks the book, which lets in one at a time anyway; a sync has one of its own.
    enum Line {
        case asks, syncs
        fileprivate static let ask = DispatchQueue(label: "org.huben.ask", qos: .userInitiated)
        fileprivate static let sync = DispatchQueue(label: "org.huben.sync", qos: .utility)
    }

    /// Answers exactly once, with what the call gave or why it gave nothing.
    static func answer<T: Sendable>(
        _ line: Line = .asks, _ call: @escaping @Sendable () throws -> T
    ) async -> Result<T, Problem> {
        await withCheckedContinuation { continuation in
            let queue = line == .asks ? Line.ask : Line.sync
            queue.async { continuation.resume(returning: Result { try call() }.mapError { Problem($0) }) }
        }
    }
}
