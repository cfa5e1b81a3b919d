import HubenCore
import Observation

/// One household: the card, its people, its issues, its book, its contradictions.
@MainActor @Observable
public final class HouseholdModel {
    public private(set) var loading = true
    public private(set) var all: HouseholdOverview?
    /// A visit was begun here and not handed in.
    public private(set) var draft = false
    public private(set) var problem: Problem?

    private let desk: Desk
    private let id: HouseholdId
    private var visits: Int32 = 20

    public init(_ desk: Desk, _ id: HouseholdId) {
        self.desk = desk
        self.id = id
    }

    public var hasMore: Bool { all.map { $0.visits.items.count < Int($0.visits.total) } ?? false }

    public func more() async {
        visits += 20
        await load()
    }

    public func load() async {
        do throws(Problem) {
            (all, draft) = try await desk.ask { [id, visits] book in
                let draft = try book.draft(kind: DraftKind.visit(id))
                return (try book.householdOverview(id: id, visits: PageRequest(limit: visits)), draft != nil)
            }
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }
}
