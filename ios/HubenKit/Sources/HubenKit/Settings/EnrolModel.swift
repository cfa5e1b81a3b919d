import HubenCore
import Observation

/// From an invitation to a book, and to the households in it.
@MainActor @Observable
public final class EnrolModel {
    /// `huben:…`, by the link that a camera app opened, or pasted.
    public var invitation = "" { didSet { if invitation != oldValue && !busy { (byLink, problem) = (false, nil) } } }
    /// It came by the link, not by hand.
    public private(set) var byLink = false
    public private(set) var busy = false
    /// Records fetched so far, once the office has answered.
    public private(set) var fetched: Int?
    public private(set) var problem: Problem?

    private let desk: Desk
    private let sync: Sync

    public init(_ desk: Desk, _ sync: Sync) {
        self.desk = desk
        self.sync = sync
    }

    /// An invitation came by the link and is not joined yet.
    public var waits: Bool { byLink && !busy && invitation.filled != nil }
    public var canJoin: Bool { invitation.filled != nil && !busy }

    /// By the link that a camera app opened. While one is being joined, another changes nothing.
    public func invited(_ link: String) {
        guard !busy else { return }
        invitation = link
        byLink = true
    }

    public func join() async {
        guard !busy else { return }
        (busy, fetched, problem) = (true, nil, nil)
        do throws(Problem) {
            try await desk.enrol(invitation)
            // The book stands, whatever becomes of the first sync: it goes on by itself.
            await sync.now { [weak self] in if self?.busy == true { self?.fetched = $0 } }
            invitation = ""
        } catch {
            problem = error
        }
        busy = false
    }
}
