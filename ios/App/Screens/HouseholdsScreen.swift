import HubenKit
import SwiftUI

/// All households, or what the core finds as one types: characters, pinyin, initials, a door, the end of a number.
struct HouseholdsScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: HouseholdsModel

    init(model: HouseholdsModel) { _model = State(initialValue: model) }

    var body: some View {
        List {
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            if model.asked.isEmpty {
                Choices {
                    Choice(text: speech(.filterAll), chosen: !model.notSeenOnly) { model.notSeenOnly = false }
                    Choice(text: speech(.filterNotSeen), chosen: model.notSeenOnly) { model.notSeenOnly = true }
                }
            }
            if model.loading { Waiting(words: speech(.loadingHouseholds)) } else { rows }
        }
        .navigationTitle(speech(.tabHouseholds))
        .searchable(text: $model.asked, prompt: speech(.searchHint))
        .autocorrectionDisabled()
        .syncLine()
        .foot {
            if model.mayAdd {
                BigButton(title: speech(.householdAdd), symbol: "plus") { parts.navigator.go(.card(nil)) }
                    .accessibilityIdentifier("add-household")
            }
        }
        .onChange(of: parts.navigator.wantsNotSeen, initial: true) { _, wanted in
            guard wanted else { return }
            (model.asked, model.notSeenOnly) = ("", true)
            parts.navigator.wantsNotSeen = false
        }
        .task(id: Looked(edition: parts.desk.edition, asked: model.asked, notSeenOnly: model.notSeenOnly)) {
            await model.load()
        }
    }

    /// What a look depends on; a change of any looks again.
    private struct Looked: Equatable {
        let edition: Int
        let asked: String
        let notSeenOnly: Bool
    }

    @ViewBuilder private var rows: some View {
        let add = model.mayAdd ? Way(speech(.householdAdd)) { parts.navigator.go(.card(nil)) } : nil
        if !model.rows.isEmpty {
            Section(speech(.householdsTotal, model.total)) {
                ForEach(model.rows, id: \.id) { HouseholdLine(household: $0, late: model.notSeenOnly) }
                if model.hasMore { QuietButton(title: speech(.more)) { Task { await model.more() } } }
            }
        } else if model.problem != nil {
            EmptyView()
        } else if !model.asked.isEmpty {
            Empty(
                symbol: "magnifyingglass", title: speech(.searchEmptyTitle, model.asked), words: speech(.searchEmptyWords),
                action: add)
        } else if model.notSeenOnly {
            Empty(symbol: "checkmark.circle", title: speech(.notSeenEmptyTitle), words: speech(.notSeenEmptyWords))
        } else {
            Empty(
                symbol: "house", title: speech(.householdsEmptyTitle),
                words: speech(add == nil ? .householdsEmptyRead : .householdsEmptyWords), action: add)
        }
    }
}

/// One household in a list; `late` where nobody was met for long.
struct HouseholdLine: View {
    @Environment(\.speech) private var speech
    let household: Household
    let late: Bool

    var body: some View {
        NavigationLink(value: Route.household(household.id)) {
            Row(title: household.title, words: household.people(speech)) {
                if household.ended != nil {
                    Mark(text: speech(.householdEnded))
                } else {
                    Mark(text: Times(speech).lastMet(household.lastMetAt), tone: late ? .saved : .plain)
                }
                if household.state != .atOffice { StateMark(state: household.state) }
            }
        }
        .accessibilityIdentifier("household-\(household.id.text)")
    }
}
