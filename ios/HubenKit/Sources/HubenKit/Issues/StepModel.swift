import HubenCore
import Observation

/// What goes with one step.
public struct StepForm: Form {
    public var text = ""
    public var note = ""
    /// What an addressee's `to` says.
    public var to: String?
    public var result: CheckResult?
    public var score: Int?
    /// Days from now.
    public var untilDays: Int?

    public init() {}

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        text = fields.field(.text, else: "")
        note = fields.field(.note, else: "")
        to = fields.field(.to)
        result = fields.field(.result)
        score = fields.field(.score)
        untilDays = fields.field(.untilDays)
    }

    /// The days that are offered.
    public static let untilDays = [1, 3, 7]
}

/// One step being taken.
@MainActor @Observable
public final class StepModel {
    public private(set) var loading = true
    public private(set) var issue: Issue?
    /// The step, and what it cannot do without; nothing when it is no longer possible.
    public private(set) var step: NextStep?
    public private(set) var addressees: [Addressee] = []
    public private(set) var problem: Problem?
    public let form: DraftedForm<StepForm>

    private let desk: Desk
    private let id: IssueId
    private let kind: StepKind

    public init(_ desk: Desk, _ id: IssueId, _ kind: StepKind) {
        self.desk = desk
        self.id = id
        self.kind = kind
        form = DraftedForm(desk, .step(id, kind.code))
    }

    public func load() async {
        problem = nil
        do throws(Problem) {
            let (issue, addressees) = try await desk.ask { [id] book in (try book.issue(id: id), try book.addressees()) }
            self.issue = issue
            self.addressees = addressees
            step = issue.next.first { $0.kind == kind }
            try await form.begin(with: StepForm())
        } catch {
            problem = error
        }
        loading = false
    }

    /// Takes it; nothing where that did not go, and the form says why.
    public func take() async -> Issue? {
        await form.handIn { [desk, id, kind] form, draft throws(Problem) in
            let input = StepInput(
                text: form.text.filled, note: form.note.filled, to: form.to, untilDays: form.untilDays.map { Int32($0) },
                result: form.result, score: form.score.map { Int32($0) }, draft: draft)
            return try await desk.ask { book in try book.takeStep(id: id, kind: kind, step: input) }
        }
    }
}
