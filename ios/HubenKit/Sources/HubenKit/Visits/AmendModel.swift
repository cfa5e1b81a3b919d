import Foundation
import HubenCore
import Observation

/// One's own visit being put right; what stood there before stays readable.
@MainActor @Observable
public final class AmendModel {
    public private(set) var loading = true
    public private(set) var visit: Visit?
    public private(set) var household: Household?
    public private(set) var problem: Problem?
    public let form: DraftedForm<Edited<VisitForm>>

    private let desk: Desk
    private let id: VisitId

    public init(_ desk: Desk, _ visit: VisitId) {
        self.desk = desk
        id = visit
        form = DraftedForm(desk, .amend(visit))
    }

    /// Whom one may have met: whoever lives there, and whoever stands in the visit already.
    public var people: [Resident] {
        household?.residents.filter { $0.ended == nil || visit?.met.contains($0.id) == true } ?? []
    }

    public func load() async {
        problem = nil
        do throws(Problem) {
            let (visit, household) = try await desk.ask { [id] book in
                let visit = try book.visit(id: id)
                return (visit, try book.household(id: visit.household))
            }
            (self.visit, self.household) = (visit, household)
            try await form.begin(changing: VisitForm(visit))
        } catch {
            problem = error
        }
        loading = false
    }

    /// Writes what was changed; nothing where that did not go, and the form says why.
    public func save(times: Times) async -> Visit? {
        await form.handIn { [desk, id, answers = visit?.answers] edit, draft throws(Problem) in
            let input = edit.input(times, answers: answers, draft: draft)
            return try await desk.ask { book in try book.editVisit(id: id, visit: input) }
        }
    }
}

extension VisitForm {
    /// A visit as its form has it.
    init(_ visit: Visit) {
        self.init()
        outcome = visit.outcome
        kind = visit.kind
        text = visit.text
        met = Set(visit.met.map(\.text))
        checked = Answers(visit.answers).checks
        followUpOn = visit.followUpOn
    }
}

extension Edited<VisitForm> {
    /// What was changed, as the core takes it. Nobody was met and nothing was looked at where nobody was at home.
    func input(_ times: Times, answers: String?, draft: DraftId?) -> VisitInput {
        let met = form.outcome == .met
        var now = self
        if !met { (now.form.met, now.form.checked) = ([], [:]) }
        let followUp = form.followUp(times)
        return VisitInput(
            text: changed(\.text), outcome: changed(\.outcome), kind: changed(\.kind),
            met: now.changed(\.met).map { $0.sorted().map { ResidentId(text: $0) } },
            answers: now.changed(\.checked).map { Answers(answers).with($0) },
            followUp: followUp == before.followUpOn ? nil : followUp ?? "", draft: draft)
    }
}

/// A visit's checklist as the core keeps it: JSON, in which the office may have more than this form asks for.
struct Answers {
    private let all: [String: Any]

    init(_ json: String?) {
        all = json.flatMap { try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] } ?? [:]
    }

    /// What this form asks for.
    var checks: [String: Bool] {
        VisitForm.checks.reduce(into: [:]) { found, check in found[check.code] = all[check.code] as? Bool }
    }

    /// The same with other checks, and everything else as it was.
    func with(_ checks: [String: Bool]) -> String {
        var all = all
        for check in VisitForm.checks { all[check.code] = checks[check.code] }
        let data = try? JSONSerialization.data(withJSONObject: all, options: .sortedKeys)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
