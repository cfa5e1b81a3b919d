import HubenCore

/// What can be written on a card.
public struct CardForm: Form {
    public var area: String?
    public var kind = HouseholdKind.home
    public var name = ""
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
        kind = fields.field(.kind, else: .home)
        name = fields.field(.name, else: "")
        address = fields.field(.address, else: "")
        estate = fields.field(.estate, else: "")
        contact = fields.field(.contact, else: "")
        phone = fields.field(.phone, else: "")
        note = fields.field(.note, else: "")
        occupancy = fields.field(.occupancy, else: .unknown)
    }

    init(_ household: Household) {
        area = household.area.text
        kind = household.kind
        name = household.name ?? ""
        address = household.address
        estate = household.estate ?? ""
        contact = household.contact ?? ""
        phone = household.phone ?? ""
        note = household.note ?? ""
        occupancy = household.occupancy
    }

    /// Is a name asked for? A home goes by its people.
    public var hasName: Bool { kind == .shop || kind == .organisation }
    /// The name that is asked for; what was typed before the kind was changed is not handed in.
    fileprivate var shownName: String { hasName ? name : "" }
}

extension Edited<CardForm> {
    /// What was changed, as the core takes it.
    func input(draft: DraftId?) -> CardInput {
        CardInput(
            area: changed(\.area)?.map { AreaCode(text: $0) }, address: changed(\.address), estate: changed(\.estate),
            kind: changed(\.kind), name: changed(\.shownName), occupancy: changed(\.occupancy),
            contact: changed(\.contact), phone: changed(\.phone), note: changed(\.note), draft: draft)
    }
}
