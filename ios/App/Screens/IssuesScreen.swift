import HubenKit
import SwiftUI

/// The issues on this phone: urgent ones first, then the newest; or only those that wait for its user.
struct IssuesScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: IssuesModel

    init(model: IssuesModel) { _model = State(initialValue: model) }

    var body: some View {
        List {
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            Choices {
                Choice(text: speech(.filterAll), chosen: !model.mineOnly) { model.mineOnly = false }
                Choice(text: speech(.filterMine), chosen: model.mineOnly) { model.mineOnly = true }
            }
            if model.loading {
                Waiting(words: speech(.loadingIssues))
            } else if model.rows.isEmpty && model.problem == nil {
                Empty(
                    symbol: "checkmark.circle", title: speech(model.mineOnly ? .issuesMineEmptyTitle : .issuesEmptyTitle),
                    words: speech(model.mineOnly ? .issuesMineEmptyWords : .issuesEmptyWords))
            }
            ForEach(model.rows, id: \.id) { IssueLine(issue: $0, mine: model.mine.contains($0.id)) }
            if model.hasMore { QuietButton(title: speech(.more)) { Task { await model.more() } } }
        }
        .navigationTitle(speech(.tabIssues))
        .syncLine()
        .foot {
            BigButton(title: speech(.hazardButton), symbol: "exclamationmark.triangle") { parts.navigator.go(.hazard(nil)) }
        }
        .task(id: Looked(edition: parts.desk.edition, mineOnly: model.mineOnly)) { await model.load() }
    }

    private struct Looked: Equatable {
        let edition: Int
        let mineOnly: Bool
    }
}

/// One issue in a list.
struct IssueLine: View {
    @Environment(\.speech) private var speech
    let issue: Issue
    /// The next move is this user's.
    let mine: Bool

    var body: some View {
        NavigationLink(value: Route.issue(issue.id)) {
            Row(title: issue.title(speech), words: shortened(issue.text)) {
                if issue.urgent { Mark(text: speech(.urgent), tone: .attention) }
                Mark(text: speech(issue.standing))
                if mine, let next = issue.next.first { Mark(text: speech(.yourTurn, speech(next.kind.word)), tone: .saved) }
                if let due = issue.dueAt { Mark(text: speech(.dueBy, Times(speech).moment(due))) }
                if issue.state != .atOffice { StateMark(state: issue.state) }
            }
        }
        .accessibilityIdentifier("issue-\(issue.id.text)")
    }
}
