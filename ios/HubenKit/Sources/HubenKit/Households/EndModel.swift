import HubenCore
import Observation

/// Why a household or a person is no more.
public struct EndForm: Form {
    public var reason = ""
    /// The household was entered twice; then `sameAs` says which one it doubles.
    public private(set) var twice = false
    /// None of the usual reasons: it is written.
    public private(set) var other = false
    public var sameAs: String?

    public init() {}

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        reason = fields.field(.reason, else: "")
        twice = fields.field(.twice, else: false)
        other = fields.field(.other, else: false)
        sameAs = fields.field(.sameAs)
    }

    /// One of the usual reasons.
    public mutating func choose(_ reason: String) {
        self = EndForm()
        self.reason = reason
    }

    /// Entered twice, in the words that the book will show.
    public mutating func chooseTwice(_ reason: String) {
        choose(reason)
        twice = true
    }

    public mutating func chooseOther() {
        if !other { self = EndForm() }
        other = true
    }

    public func isChosen(_ reason: String) -> Bool { !other && self.reason == reason }
    /// Is anything missing that the reason itself asks for?
    public var isWhole: Bool { reason.filled != nil && (!twice || sameAs != nil) }
}

/// A household that is no more, or somebody who is no longer there. What was written of them stays readable.
@MainActor @Observable
public final class EndModel {
    public private(set) var loading = true
    /// The household that ends, or in which somebody does.
    public private(set) var household: Household?
    /// The household that this one doubles.
    public private(set) var double: Household?
    /// Which ones it may double, by what is asked for.
    public private(set) var found: [Household] = []
    public private(set) var problem: Problem?
    public let form: DraftedForm<EndForm>

    /// The household that ends, or in which `person` does.
    public let home: HouseholdId
    public let person: ResidentId?

    private let desk: Desk
    private var question = 0

    /// Of a household, or of one person in it.
    public init(_ desk: Desk, _ household: HouseholdId, _ resident: ResidentId? = nil) {
        self.desk = desk
        home = household
        person = resident
        form = DraftedForm(desk, resident.map { .endResident(household, $0) } ?? .end(household))
    }

    /// The person who is no longer there; nothing where it is the household.
    public var resident: Resident? { household?.residents.first { $0.id == person } }
    /// The household is here, and they are not in it.
    public var gone: Bool { person != nil && household != nil && resident == nil }
    /// It has ended already: here, or on a colleague's phone.
    public var ended: Ending? { person == nil ? household?.ended : resident?.ended }

    public func load() async {
        problem = nil
        do throws(Problem) {
            household = try await desk.ask { [home] book in try book.household(id: home) }
            if gone { return loading = false }
            try await form.begin(with: EndForm())
            if ended != nil {
                await form.discard()
            } else if let id = form.value.sameAs {
                double = try await desk.ask { book in try book.ifHere(HouseholdId(text: id)) }
            }
        } catch {
            problem = error
        }
        loading = false
    }

    /// Looks for the household that this one doubles. An answer that is older than the newest question is thrown away.
    public func look(for words: String) async {
        question += 1
        let mine = question
        guard let words = words.filled else { return found = [] }
        let page = try? await desk.ask { book in
            try book.households(filter: HouseholdFilter(text: words), page: PageRequest(limit: 6))
        }
        guard mine == question else { return }
        found = (page?.items ?? []).filter { $0.id != home && $0.ended == nil }
    }

    /// This is the one; nothing: none is.
    public func doubles(_ other: Household?) {
        double = other
        form.value.sameAs = other?.id.text
        found = []
    }

    /// Ends it; false where that did not go, and the form says why.
    public func end() async -> Bool {
        let done: Void? = await form.handIn { [desk, home, person] form, _ throws(Problem) in
            try await desk.ask { book in
                if let person {
                    _ = try book.endResident(id: person, reason: form.reason)
                } else {
                    let other = form.sameAs.map { HouseholdId(text: $0) }
                    _ = try book.endHousehold(id: home, reason: form.reason, sameAs: other)
                }
            }
        }
        guard done != nil else { return false }
        await form.discard()
        return true
    }
}
