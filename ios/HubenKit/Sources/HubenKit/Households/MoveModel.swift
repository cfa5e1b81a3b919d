import HubenCore
import Observation

/// Where a household goes.
public struct MoveForm: Form {
    public var area: String?
    public init() {}
}

/// A household that belongs to another area from now on.
@MainActor @Observable
public final class MoveModel {
    public private(set) var loading = true
    public private(set) var household: Household?
    /// Where it is now.
    public private(set) var from: Area?
    /// Where this user may move it to.
    public private(set) var areas: [Area] = []
    public private(set) var problem: Problem?
    public let form: DraftedForm<MoveForm>

    private let desk: Desk
    private let id: HouseholdId

    public init(_ desk: Desk, _ household: HouseholdId) {
        self.desk = desk
        id = household
        form = DraftedForm(desk, .move(household))
    }

    public func load() async {
        problem = nil
        do throws(Problem) {
            let (household, areas, rights) = try await desk.ask { [id] book in
                (try book.household(id: id), try book.areas(), try book.householdRights(id: id))
            }
            self.household = household
            from = areas.first { $0.code == household.area }
            self.areas = rights.moveTo
            try await form.begin(with: MoveForm())
        } catch {
            problem = error
        }
        loading = false
    }

    /// The area that was chosen, if it is still there to be chosen.
    public var chosen: Area? { areas.first { $0.code.text == form.value.area } }

    /// Moves it; nothing where that did not go, and the form says why.
    public func move() async -> Household? {
        guard let area = chosen?.code else { return nil }
        let household = await form.handIn { [desk, id] _, _ throws(Problem) in
            try await desk.ask { book in try book.moveHousehold(id: id, area: area) }
        }
        if household != nil { await form.discard() }
        return household
    }
}
