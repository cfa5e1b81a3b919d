import HubenCore
import Observation

/// The list of issues: urgent ones first, then the newest, says the core.
@MainActor @Observable
public final class IssuesModel {
    public private(set) var loading = true
    public private(set) var rows: [Issue] = []
    public private(set) var total = 0
    /// Those whose next move is this user's.
    public private(set) var mine: Set<IssueId> = []
    public private(set) var problem: Problem?
    /// Only those whose next move is this user's.
    public var mineOnly = false { didSet { if mineOnly != oldValue { limit = Self.page } } }

    private static let page: Int32 = 50
    private let desk: Desk
    private var limit = IssuesModel.page
    private var question = 0

    public init(_ desk: Desk) { self.desk = desk }

    public var hasMore: Bool { rows.count < total }

    public func more() async {
        limit += Self.page
        await load()
    }

    /// Looks again. An answer that is older than the newest question is thrown away.
    public func load() async {
        question += 1
        let asked = question
        do throws(Problem) {
            let (page, mine) = try await desk.ask { [limit, mineOnly] book in
                let page = try book.issues(filter: IssueFilter(waitingForMe: mineOnly), page: PageRequest(limit: limit))
                return (page, try book.waitingForMe())
            }
            guard asked == question else { return }
            rows = page.items
            total = Int(page.total)
            self.mine = mine
            problem = nil
        } catch {
            guard asked == question else { return }
            problem = error
        }
        loading = false
    }
}

extension Book {
    /// Every issue whose next move is this user's.
    func waitingForMe() throws -> Set<IssueId> {
        Set(try issues(filter: IssueFilter(waitingForMe: true), page: PageRequest()).items.map(\.id))
    }
}

/// One issue and its timeline, with what its user may do next.
@MainActor @Observable
public final class IssueModel {
    public private(set) var loading = true
    public private(set) var issue: Issue?
    /// The household it concerns, if this phone holds it: a volunteer's or handler's does not.
    public private(set) var household: Household?
    /// The next move is this user's.
    public private(set) var mine = false
    public private(set) var problem: Problem?

    private let desk: Desk
    private let id: IssueId

    public init(_ desk: Desk, _ id: IssueId) {
        self.desk = desk
        self.id = id
    }

    /// The step that is awaited of this user; nothing where whatever they may do can wait.
    public var awaited: NextStep? { mine ? issue?.next.first : nil }
    /// What else they may do.
    public var others: [NextStep] { issue.map { Array($0.next.dropFirst(awaited == nil ? 0 : 1)) } ?? [] }

    public func load() async {
        do throws(Problem) {
            (issue, household, mine) = try await desk.ask { [id] book in
                let issue = try book.issue(id: id)
                return (issue, try issue.household.flatMap { try book.ifHere($0) }, try book.waitingForMe().contains(id))
            }
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }
}
