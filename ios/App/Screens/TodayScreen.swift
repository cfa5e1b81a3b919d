import HubenKit
import SwiftUI

/// Whom to see, what was handed to one, what came back, what is unfinished.
struct TodayScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: TodayModel

    init(model: TodayModel) { _model = State(initialValue: model) }

    var body: some View {
        List {
            if !model.place.isEmpty { Text(model.place.joined(separator: " · ")).font(.subheadline).foregroundStyle(.quiet) }
            if let problem = model.problem { ProblemNotice(problem: problem, again: again) }
            if model.loading {
                Waiting(words: speech(.loadingToday))
            } else if model.isEmpty && model.problem == nil {
                Empty(
                    symbol: "sun.max", title: speech(.todayEmptyTitle), words: speech(.todayEmptyWords),
                    action: Way(speech(.todayToHouseholds)) { parts.navigator.tab = .households })
            } else {
                day
            }
        }
        .navigationTitle(model.name.isEmpty ? speech(.appName) : model.name)
        .toolbar {
            Button(speech(.settingsTitle), systemImage: "gearshape") { parts.navigator.go(.settings) }
        }
        .syncLine()
        .foot {
            BigButton(title: speech(.hazardButton), symbol: "exclamationmark.triangle") { parts.navigator.go(.hazard(nil)) }
        }
        .refreshable { await parts.sync.now() }
        .task(id: parts.desk.edition) { await model.load() }
    }

    private func again() { Task { await model.load() } }

    @ViewBuilder private var day: some View {
        if model.attention > 0 {
            Notice(
                title: speech(.todayAttention, model.attention), words: speech(.todayAttentionWords),
                actions: [Way(speech(.todayAttentionOpen)) { parts.navigator.go(.attention) }])
        }
        if !model.unfinished.isEmpty {
            Section(speech(.todayUnfinished)) {
                ForEach(model.unfinished) { UnfinishedLine(model: model, form: $0) }
            }
        }
        if !model.issues.isEmpty {
            Section(speech(.todayHanded)) {
                ForEach(model.issues, id: \.id) { issue in IssueLine(issue: issue, mine: true) }
                if model.issuesTotal > model.issues.count {
                    QuietButton(title: speech(.todayNotSeenAll, model.issuesTotal)) { parts.navigator.tab = .issues }
                }
            }
        }
        if !model.followUps.isEmpty {
            Section(speech(.todayFollowUps)) {
                ForEach(model.followUps, id: \.visit) { call in
                    NavigationLink(value: Route.household(call.household.id)) {
                        Row(title: call.household.title, words: call.household.contact ?? "") {
                            Mark(text: Times(speech).due(call.due), tone: .saved)
                        }
                    }
                }
            }
        }
        if !model.notSeen.isEmpty { notSeen }
    }

    private var notSeen: some View {
        let total = Int(model.day?.notSeen.total ?? 0)
        return Section(speech(.todayNotSeen, Int(model.day?.notSeenDays ?? 0), total)) {
            ForEach(model.notSeen, id: \.id) { HouseholdLine(household: $0, late: true) }
            if total > model.notSeen.count {
                QuietButton(title: speech(.todayNotSeenAll, total)) {
                    (parts.navigator.wantsNotSeen, parts.navigator.tab) = (true, .households)
                }
            }
        }
    }
}

/// A form that was begun: it leads back to it. A swipe throws it away, asked twice.
private struct UnfinishedLine: View {
    @Environment(\.speech) private var speech
    let model: TodayModel
    let form: Unfinished
    @State private var asking = false

    var body: some View {
        Group {
            if form.stray {
                VStack(alignment: .leading, spacing: 8) {
                    row
                    QuietButton(title: speech(.formDiscard), symbol: "trash") { asking = true }
                }
            } else {
                NavigationLink(value: form.route) { row }
                    .swipeActions { Button(speech(.formDiscard)) { asking = true } }
            }
        }
        .confirmationDialog(speech(.formDiscardSure), isPresented: $asking, titleVisibility: .visible) {
            Button(speech(.formDiscardYes), role: .destructive) { Task { await model.discard(form) } }
            Button(speech(.dropNo), role: .cancel) {}
        }
    }

    private var row: some View {
        let whose = form.stray ? speech(.stranded) : shortened(form.title)
        return Row(title: speech.beside(speech(form.kind), whose), words: shortened(form.beginning, most: form.stray ? .max : 60))
    }
}

/// A line in a list: what it is, a word about it, its marks.
struct Row<Marks: View>: View {
    let title: String
    var words = ""
    let marks: Marks

    init(title: String, words: String = "", @ViewBuilder marks: () -> Marks = { EmptyView() }) {
        self.title = title
        self.words = words
        self.marks = marks()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(title).font(.headline)
            if !words.isEmpty { Text(words).foregroundStyle(.quiet) }
            marks
        }
        .frame(minHeight: 48, alignment: .leading)
        .accessibilityElement(children: .combine)
    }
}
