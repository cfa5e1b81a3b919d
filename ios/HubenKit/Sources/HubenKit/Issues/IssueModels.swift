import HubenCore
import Observation

/// The list of issues: urgent ones first, then the newest, says the core.
@MainActor @Observable
public final class IssuesModel {
    public private(set) var loading = true
    public private(set) var rows: [Issue] = []
    public private(set) var total = 0
    public private(set) var problem: Problem?
    /// Only those with a step for this user, from all that this phone holds.
    public var mineOnly = false

    private let desk: Desk
    private var limit: Int32 = 50

    public init(_ desk: Desk) { self.desk = desk }

    public var shown: [Issue] { mineOnly ? rows.filter { !$0.next.isEmpty } : rows }
    public var hasMore: Bool { rows.count < total }

    public func more() async {
        limit += 50
        await load()
    }

    public func load() async {
        let wanted = PageRequest(limit: mineOnly ? nil : limit)
        do throws(Problem) {
            let page = try await desk.ask { book in try book.issues(filter: IssueFilter(), page: wanted) }
            rows = page.items
            total = Int(page.total)
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }
}

/// One issue and its timeline, with what its user may do next.
@MainActor @Observable
public final class IssueModel {
    public private(set) var loading = true
    public private(set) var issue: Issue?
    /// The household it concerns, if this phone holds it: a volunteer's or handler's does not.
    public private(set) var household: Household?
    public private(set) var problem: Problem?

    private let desk: Desk
    private let id: IssueId

    public init(_ desk: Desk, _ id: IssueId) {
        self.desk = desk
        self.id = id
    }

    public func load() async {
        do throws(Problem) {
            (issue, household) = try await desk.ask { [id] book in
                let issue = try book.issue(id: id)
                return (issue, try issue.household.flatMap { try book.ifHere($0) })
            }
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }
}
