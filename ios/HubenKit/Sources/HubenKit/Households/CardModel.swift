import HubenCore
import Observation

/// What can be written on a card.
public struct CardForm: Form {
    public var area: String?
    public var address = ""
    public var estate = ""
    public var contact = ""
    public var phone = ""
    public var note = ""
    public var occupancy = Occupancy.unknown

    public init() {}

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        area = fields.field(.area)
        address = fields.field(.address, else: "")
        estate = fields.field(.estate, else: "")
        contact = fields.field(.contact, else: "")
        phone = fields.field(.phone, else: "")
        note = fields.field(.note, else: "")
        occupancy = fields.field(.occupancy, else: .unknown)
    }

    init(_ household: Household) {
        area = household.area.text
        address = household.address
        estate = household.estate ?? ""
        contact = household.contact ?? ""
        phone = household.phone ?? ""
        note = household.note ?? ""
        occupancy = household.occupancy
    }

    /// Only what was changed is handed in, so that a colleague's other changes stand beside it.
    func changed(from before: CardForm) -> CardInput {
        func changed<T: Equatable>(_ field: KeyPath<CardForm, T>) -> T? {
            self[keyPath: field] == before[keyPath: field] ? nil : self[keyPath: field]
        }
        return CardInput(
            area: area == before.area ? nil : area.map { AreaCode(text: $0) }, address: changed(\.address),
            estate: changed(\.estate), occupancy: changed(\.occupancy), contact: changed(\.contact),
            phone: changed(\.phone), note: changed(\.note))
    }
}

/// What a card's draft holds: the form, and the card as it was when one began, so that after the app was ended
/// meanwhile still only what was changed is handed in.
public struct CardEdit: Form {
    public var form = CardForm()
    public var before = CardForm()

    public init() {}

    init(before: CardForm, form: CardForm? = nil) {
        self.before = before
        self.form = form ?? before
    }
}

/// A card being written: a new household, or one that is there.
@MainActor @Observable
public final class CardModel {
    public private(set) var loading = true
    /// The user's own areas; asked for when there are several.
    public private(set) var areas: [Area] = []
    public private(set) var problem: Problem?
    public let form: DraftedForm<CardEdit>

    private let desk: Desk
    private let id: HouseholdId?

    public init(_ desk: Desk, _ household: HouseholdId?) {
        self.desk = desk
        id = household
        form = DraftedForm(desk, kind: DraftKind.card(household))
    }

    public var isNew: Bool { id == nil }
    public var asksForArea: Bool { isNew && areas.count > 1 }

    public func load() async {
        problem = nil
        do throws(Problem) {
            let (household, areas) = try await desk.ask { [id] book in
                (try id.map { try book.household(id: $0) }, try book.me().areas)
            }
            self.areas = areas
            var fresh = CardForm()
            fresh.area = areas.count == 1 ? areas[0].code.text : nil
            try await form.begin(
                with: household.map { CardEdit(before: CardForm($0)) } ?? CardEdit(before: CardForm(), form: fresh))
        } catch {
            problem = error
        }
        loading = false
    }

    /// Writes it; nothing where that did not go, and the form says why.
    public func save() async -> Household? {
        let household = await form.handIn { [desk, id] edit, _ throws(Problem) in
            let card = edit.form.changed(from: edit.before)
            return try await desk.ask { book in
                guard let id else { return try book.addHousehold(card: card) }
                return try book.editHousehold(id: id, card: card)
            }
        }
        if household != nil { await form.discard() }
        return household
    }
}
