import HubenCore
import Observation

/// What can be written of one person.
public struct ResidentForm: Form {
    public var name = ""
    public var relation = ""
    public var phone = ""
    /// Like `1958-03-02`.
    public var birthDate = ""
    public var sex: Sex?
    public var residence: Residence?

    public init() {}

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = fields.field(.name, else: "")
        relation = fields.field(.relation, else: "")
        phone = fields.field(.phone, else: "")
        birthDate = fields.field(.birthDate, else: "")
        sex = fields.field(.sex)
        residence = fields.field(.residence)
    }

    init(_ resident: Resident) {
        name = resident.name
        relation = resident.relation ?? ""
        phone = resident.phone ?? ""
        birthDate = resident.birthDate ?? ""
        sex = resident.sex
        residence = resident.residence
    }
}

/// Somebody of a household being written: somebody new, or somebody who is there.
@MainActor @Observable
public final class ResidentModel {
    public private(set) var loading = true
    /// Where they live.
    public private(set) var household: Household?
    public private(set) var problem: Problem?
    public let form: DraftedForm<Edited<ResidentForm>>

    private let desk: Desk
    private let home: HouseholdId
    private let id: ResidentId?

    public init(_ desk: Desk, _ household: HouseholdId, _ resident: ResidentId?) {
        self.desk = desk
        home = household
        id = resident
        form = DraftedForm(desk, .resident(household, resident))
    }

    public var isNew: Bool { id == nil }
    /// The person as the book has them.
    public var resident: Resident? { household?.residents.first { $0.id == id } }
    /// The household is here, and they are not in it.
    public var gone: Bool { !isNew && household != nil && resident == nil }

    public func load() async {
        problem = nil
        do throws(Problem) {
            household = try await desk.ask { [home] book in try book.household(id: home) }
            if gone { return loading = false }
            try await form.begin(changing: resident.map { ResidentForm($0) } ?? ResidentForm())
        } catch {
            problem = error
        }
        loading = false
    }

    /// Writes it; nothing where that did not go, and the form says why.
    public func save() async -> Resident? {
        await form.handIn { [desk, home, id] edit, draft throws(Problem) in
            let input = ResidentInput(
                name: edit.changed(\.name), sex: edit.changed(\.sex).flatMap { $0 }, birthDate: edit.changed(\.birthDate),
                relation: edit.changed(\.relation), phone: edit.changed(\.phone),
                residence: edit.changed(\.residence).flatMap { $0 }, draft: draft)
            return try await desk.ask { book in
                guard let id else { return try book.addResident(household: home, resident: input) }
                return try book.editResident(id: id, resident: input)
            }
        }
    }
}
