import HubenCore
import Observation

/// A card being written: a new household, or one that is there.
@MainActor @Observable
public final class CardModel {
    public private(set) var loading = true
    /// Where this user may enter a household; asked for when there are several.
    public private(set) var areas: [Area] = []
    public private(set) var problem: Problem?
    public let form: DraftedForm<Edited<CardForm>>

    private let desk: Desk
    private let id: HouseholdId?

    public init(_ desk: Desk, _ household: HouseholdId?) {
        self.desk = desk
        id = household
        form = DraftedForm(desk, .card(household))
    }

    public var isNew: Bool { id == nil }
    public var asksForArea: Bool { isNew && areas.count > 1 }

    public func load() async {
        problem = nil
        do throws(Problem) {
            let (household, areas) = try await desk.ask { [id] book in
                (try id.map { try book.household(id: $0) }, id == nil ? try book.householdAreas() : [])
            }
            self.areas = areas
            var fresh = CardForm()
            fresh.area = areas.count == 1 ? areas[0].code.text : nil
            if let household {
                try await form.begin(changing: CardForm(household))
            } else {
                try await form.begin(with: Edited(before: CardForm(), form: fresh))
            }
        } catch {
            problem = error
        }
        loading = false
    }

    /// Writes it; nothing where that did not go, and the form says why.
    public func save() async -> Household? {
        await form.handIn { [desk, id] edit, draft throws(Problem) in
            let card = edit.input(draft: draft)
            return try await desk.ask { book in
                guard let id else { return try book.addHousehold(card: card) }
                return try book.editHousehold(id: id, card: card)
            }
        }
    }
}
