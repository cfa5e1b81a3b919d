import HubenCore
import Observation

/// One household: the card, its people, its issues, its book, its contradictions, and what its user may do with it.
@MainActor @Observable
public final class HouseholdModel {
    public private(set) var loading = true
    public private(set) var all: HouseholdOverview?
    public private(set) var rights: HouseholdRights?
    /// The household that this one doubled, if this phone holds it.
    public private(set) var double: Household?
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
    /// Those who live there, and those who did.
    public var living: [Resident] { all?.household.residents.filter { $0.ended == nil } ?? [] }
    public var gone: [Resident] { all?.household.residents.filter { $0.ended != nil } ?? [] }
    /// May its card and people be written?
    public var mayEdit: Bool { rights?.edit == true && all?.household.ended == nil }

    /// Is the visit one's own, to put right?
    public func mayAmend(_ visit: Visit) -> Bool { rights?.ownVisits.contains(visit.id) == true }

    public func more() async {
        visits += 20
        await load()
    }

    public func load() async {
        do throws(Problem) {
            (all, rights, double, draft) = try await desk.ask { [id, visits] book in
                let draft = try book.draft(kind: Route.visit(id).written)
                let all = try book.householdOverview(id: id, visits: PageRequest(limit: visits))
                let double = try all.household.ended?.sameAs.flatMap { try book.ifHere($0) }
                return (all, try book.householdRights(id: id), double, draft != nil)
            }
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }
}

extension Book {
    /// The household, or nothing where this phone does not hold it; any other error is one.
    func ifHere(_ id: HouseholdId) throws -> Household? {
        do { return try household(id: id) } catch BookError.NotFound { return nil }
    }
}
