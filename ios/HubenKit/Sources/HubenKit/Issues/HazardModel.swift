import HubenCore
import Observation

/// What is written of one hazard.
public struct HazardForm: Form {
    public var category = ""
    public var place = ""
    public var text = ""
    public var urgent = false
    /// Where, if the user has several areas and it was seen at no household.
    public var area: String?

    public init() {}

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        category = fields.field(.category, else: "")
        place = fields.field(.place, else: "")
        text = fields.field(.text, else: "")
        urgent = fields.field(.urgent, else: false)
        area = fields.field(.area)
    }
}

/// A hazard being reported.
@MainActor @Observable
public final class HazardModel {
    public private(set) var loading = true
    /// The household it was seen at.
    public private(set) var household: Household?
    /// The user's own areas; asked for when there are several.
    public private(set) var areas: [Area] = []
    public private(set) var problem: Problem?
    public let form: DraftedForm<HazardForm>

    private let desk: Desk
    private let id: HouseholdId?

    public init(_ desk: Desk, _ household: HouseholdId?) {
        self.desk = desk
        id = household
        form = DraftedForm(desk, .hazard(household))
    }

    public func load() async {
        problem = nil
        do throws(Problem) {
            (household, areas) = try await desk.ask { [id] book in
                (try id.map { try book.household(id: $0) }, try book.me().areas)
            }
            try await form.begin(with: HazardForm())
        } catch {
            problem = error
        }
        loading = false
    }

    public var asksForArea: Bool { areas.count > 1 && id == nil }

    /// Reports it; nothing where that did not go, and the form says why.
    public func report() async -> Issue? {
        await form.handIn { [desk, id] form, draft throws(Problem) in
            let input = IssueInput(
                category: form.category, text: form.text, urgent: form.urgent, place: form.place.filled, household: id,
                area: id == nil ? form.area.map { AreaCode(text: $0) } : nil, draft: draft)
            return try await desk.ask { book in try book.reportIssue(issue: input) }
        }
    }
}
