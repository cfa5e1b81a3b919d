import Foundation
import HubenCore
import Observation

/// The day at a glance.
@MainActor @Observable
public final class TodayModel {
    public private(set) var loading = true
    /// Whose phone this is, and where they work.
    public private(set) var name = ""
    public private(set) var place: [String] = []
    /// What the core makes of the day.
    public private(set) var day: Today?
    public private(set) var unfinished: [Unfinished] = []
    public private(set) var problem: Problem?

    private let desk: Desk

    public init(_ desk: Desk) { self.desk = desk }

    public var attention: Int { day.map { Int($0.contradictions + $0.status.needsAttention) } ?? 0 }
    public var issues: [Issue] { day.map { $0.handedToMe.items + $0.waitingForMe.items } ?? [] }
    public var issuesTotal: Int { day.map { Int($0.handedToMe.total + $0.waitingForMe.total) } ?? 0 }
    public var followUps: [FollowUp] { day?.followUps.items ?? [] }
    public var notSeen: [Household] { day?.notSeen.items ?? [] }

    public var isEmpty: Bool {
        attention == 0 && unfinished.isEmpty && issues.isEmpty && followUps.isEmpty && notSeen.isEmpty
    }

    public func load() async {
        do throws(Problem) {
            let (me, day, unfinished) = try await desk.ask { book in
                (try book.me(), try book.today(), try book.drafts().compactMap { try Unfinished($0, in: book) })
            }
            name = me.user.name
            place = ([me.office] + me.areas.map(\.name)).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            self.day = day
            self.unfinished = unfinished
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }

    /// Its words go from this phone; the screen asks twice.
    public func discard(_ form: Unfinished) async {
        do throws(Problem) {
            try await desk.ask { book in try book.discardDraft(id: form.id) }
        } catch {
            return problem = error
        }
        await load()
    }
}
