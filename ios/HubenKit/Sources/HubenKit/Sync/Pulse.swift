import Foundation

/// How it stands between this phone and the office: what every screen shows in its first line.
public struct Pulse: Equatable, Sendable {
    /// Records that are on this phone only.
    public var saved = 0
    /// Records with the office's receipt.
    public var atOffice = 0
    /// What was refused or held, and contradictions.
    public var attention = 0
    /// When the office last answered.
    public var lastContact: Date?
    /// A run is under way.
    public var running = false
    /// There is a network, says the phone.
    public var online = true
    /// Why the last run did not finish.
    public var problem: Problem?

    public init() {}
}
