import HubenKit
import SwiftUI

/// One issue: what is the matter, how it stands, what was done, and what its user may do next.
struct IssueScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: IssueModel

    init(model: IssueModel) { _model = State(initialValue: model) }

    var body: some View {
        List {
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            if let issue = model.issue {
                everything(issue)
            } else if model.loading {
                Waiting(words: speech(.loadingIssue))
            }
        }
        .navigationTitle(model.issue?.category ?? speech(.issue))
        .syncLine()
        .foot {
            if let issue = model.issue, let first = model.awaited {
                BigButton(title: speech(first.kind.word), symbol: "arrow.forward.circle") {
                    parts.navigator.go(.step(issue.id, first.kind.code))
                }
                .accessibilityIdentifier("step-\(first.kind.code)")
            }
        }
        .task(id: parts.desk.edition) { await model.load() }
    }

    @ViewBuilder private func everything(_ issue: Issue) -> some View {
        Section {
            if issue.urgent { Mark(text: speech(.urgent), tone: .attention) }
            Mark(text: speech(issue.standing))
            if issue.suspended { Mark(text: speech(.suspended), tone: .saved) }
            if issue.state != .atOffice { StateMark(state: issue.state) }
            Text(issue.text)
            ForEach(issue.facts(speech, Times(speech)), id: \.self) { fact in
                Text(fact).font(.subheadline).foregroundStyle(.quiet)
            }
        }
        if let household = model.household {
            NavigationLink(value: Route.household(household.id)) {
                Row(title: household.title, words: speech(.household))
            }
        }
        Section(speech(.timeline)) { ForEach(issue.steps, id: \.id) { TimelineStep(step: $0) } }
        if !model.others.isEmpty {
            Section(speech(.otherSteps)) {
                ForEach(model.others.map(\.kind), id: \.self) { kind in
                    QuietButton(title: speech(kind.word)) { parts.navigator.go(.step(issue.id, kind.code)) }
                }
            }
        }
        if issue.next.isEmpty { Text(speech(.nothingToDo)).foregroundStyle(.quiet) }
    }
}

/// One move: what was done, by whom, and their words.
private struct TimelineStep: View {
    @Environment(\.speech) private var speech
    let step: IssueStep

    var body: some View {
        let times = Times(speech)
        VStack(alignment: .leading, spacing: 4) {
            Label(step.done(speech), systemImage: step.counted ? "circle.fill" : "circle.dotted").font(.headline)
            Text(step.who(speech, times)).font(.subheadline).foregroundStyle(.quiet)
            if let until = step.until { Text(speech(.dueBy, times.moment(until))).font(.subheadline).foregroundStyle(.quiet) }
            if let text = step.text { Text(text) }
            if let note = step.note { Text(speech(.internalNote, note)).foregroundStyle(.quiet) }
            if !step.counted { Text(speech(.cameTooLate)).font(.subheadline).foregroundStyle(Tone.attention.ink) }
        }
        .accessibilityElement(children: .combine)
    }
}
