import Foundation
import HubenCore
import Observation

/// Is there a network, and does it cost? The core asks before a run; the screens say it; a network that comes back
/// wakes the sync. Whoever knows (`NWPathMonitor` on a phone) says it with `found`.
@MainActor @Observable
public final class Network {
    public private(set) var online: Bool
    /// By the megabyte, or asked to be spared; so it is taken to be until the phone has said how it is.
    public private(set) var metered = true
    @ObservationIgnored private var told = false
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
        told = true
        if better { isBack?() }
    }

    /// Waits until the phone has said how it is, and not for ever: an app that was just started does not know yet.
    public func settled(within: Duration = .seconds(2)) async {
        let end = ContinuousClock.now + within
        while !told && ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(20)) }
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
