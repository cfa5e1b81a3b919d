import Foundation
import HubenCore
import Observation

/// Is there a network, and does it cost? The core asks before a run; the screens say it; a network that comes back
/// wakes the sync. Whoever knows (`NWPathMonitor` on a phone) says it with `found`.
@MainActor @Observable
public final class Network {
    public private(set) var online: Bool
    /// By the megabyte, or asked to be spared.
    public private(set) var metered = false
    /// Told when a network was found again, or became free.
    @ObservationIgnored public var isBack: (@MainActor () -> Void)?
    /// The same for the core, which asks from its own threads.
    @ObservationIgnored public let line: Line

    public init(online: Bool = true) {
        self.online = online
        line = Line(online)
    }

    public func found(online: Bool, metered: Bool = false) {
        let better = online && (!self.online || (self.metered && !metered))
        self.online = online
        self.metered = metered
        line.set(online)
        if better { isBack?() }
    }

    /// What the core asks.
    public final class Line: Connectivity, @unchecked Sendable {
        private let lock = NSLock()
        private var online: Bool

        init(_ online: Bool) { self.online = online }

        public func isOnline() -> Bool { lock.withLock { online } }

        func set(_ online: Bool) { lock.withLock { self.online = online } }
    }
}
