import Foundation
import HubenCore
import Observation

/// A visit being recorded: the draft follows every keystroke, and the record is on disk before the screen gives way.
@MainActor @Observable
public final class VisitModel {
    public private(set) var loading = true
    public private(set) var household: Household?
    /// Why the household cannot be shown; the form's own problem is the form's.
    public private(set) var problem: Problem?
    public let form: DraftedForm<VisitForm>

    private let desk: Desk
    private let id: HouseholdId

    public init(_ desk: Desk, _ household: HouseholdId) {
        self.desk = desk
        id = household
        form = DraftedForm(desk, .visit(household))
    }

    public func load() async {
        problem = nil
        do throws(Problem) {
            household = try await desk.ask { [id] book in try book.household(id: id) }
            try await form.begin(with: VisitForm())
        } catch {
            problem = error
        }
        loading = false
    }

    /// Whom one may have met.
    public var people: [Resident] { household?.residents.filter { $0.ended == nil } ?? [] }

    /// Records it; nothing where that did not go, and the form says why.
    public func save(times: Times) async -> Visit? {
        await form.handIn { [desk, id] form, draft throws(Problem) in
            let input = form.input(times, draft: draft)
            return try await desk.ask { book in try book.recordVisit(household: id, visit: input) }
        }
    }
}

extension VisitForm {
    /// The form as the core takes it.
    func input(_ times: Times, draft: DraftId?) -> VisitInput {
        let answers = outcome == .met && !checked.isEmpty ? Answers(nil).with(checked) : nil
        let met = met.sorted().map { ResidentId(text: $0) }
        return VisitInput(
            text: text, outcome: outcome, kind: kind, met: outcome == .met && !met.isEmpty ? met : nil, answers: answers,
            followUp: followUp(times), draft: draft)
    }
}
