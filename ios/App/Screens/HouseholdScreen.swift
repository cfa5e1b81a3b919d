import HubenKit
import SwiftUI

/// One household: the card, its people, its issues, its book.
struct HouseholdScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: HouseholdModel

    init(model: HouseholdModel) { _model = State(initialValue: model) }

    var body: some View {
        List {
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            if let all = model.all {
                everything(all)
            } else if model.loading {
                Waiting(words: speech(.loadingHousehold))
            }
        }
        .navigationTitle(model.all?.household.title ?? speech(.household))
        .toolbar {
            if let household = model.all?.household {
                Button(speech(.cardEdit), systemImage: "pencil") { parts.navigator.go(.card(household.id)) }
            }
        }
        .syncLine()
        .foot {
            if let household = model.all?.household, household.ended == nil {
                BigButton(title: speech(model.draft ? .visitContinue : .visitButton), symbol: "square.and.pencil") {
                    parts.navigator.go(.visit(household.id))
                }
                .accessibilityIdentifier("record-visit")
                QuietButton(title: speech(.hazardHere), symbol: "exclamationmark.triangle") {
                    parts.navigator.go(.hazard(household.id))
                }
            }
        }
        .task(id: parts.desk.edition) { await model.load() }
    }

    @ViewBuilder private func everything(_ all: HouseholdOverview) -> some View {
        if !all.contradictions.isEmpty {
            Notice(
                title: speech(.householdContradictions, all.contradictions.count),
                words: speech(.householdContradictionsWords),
                actions: [Way(speech(.contradictionOpen)) { parts.navigator.go(.attention) }])
        }
        if let ended = all.household.ended {
            Notice(title: speech(.householdEnded), words: ended.reason, tone: .plain)
        }
        Section { CardSheet(card: all.household) }
        if !all.household.residents.isEmpty {
            Section(speech(.residents)) { ForEach(all.household.residents, id: \.id) { PersonRow(person: $0) } }
        }
        if !all.issues.isEmpty {
            Section(speech(.tabIssues)) { ForEach(all.issues, id: \.id) { IssueLine(issue: $0) } }
        }
        Section(speech(.book, Int(all.visits.total))) {
            if all.visits.items.isEmpty {
                Empty(symbol: "book", title: speech(.bookEmptyTitle), words: speech(.bookEmptyWords))
            }
            ForEach(all.visits.items, id: \.id) { VisitSheet(visit: $0) }
            if model.hasMore { QuietButton(title: speech(.more)) { Task { await model.more() } } }
        }
    }
}

/// Whom to ask for, how to reach them, what to know before ringing.
private struct CardSheet: View {
    @Environment(\.speech) private var speech
    let card: Household

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Text(card.contact ?? speech(.contactUnknown)).font(.title2)
            Mark(text: Times(speech).lastMet(card.lastMetAt))
            if card.kind != .home { Mark(text: speech(card.kind.word)) }
            if card.occupancy != .unknown { Mark(text: speech(card.occupancy.word)) }
            StateMark(state: card.state)
            if let note = card.note { Text(note) }
            if let phone = card.phone { CallButton(phone: phone) }
        }
    }
}

private struct PersonRow: View {
    @Environment(\.speech) private var speech
    let person: Resident

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(person.name).font(.headline)
            Text(person.about(speech)).foregroundStyle(.secondary)
            if let phone = person.phone { CallButton(phone: phone) }
        }
    }
}

/// Calls by the phone's own program.
private struct CallButton: View {
    @Environment(\.speech) private var speech
    @Environment(\.openURL) private var openURL
    let phone: String

    var body: some View {
        QuietButton(title: speech(.call, phone), symbol: "phone") {
            if let url = URL(string: "tel:" + phone.filter { $0.isNumber || $0 == "+" }) { openURL(url) }
        }
    }
}

/// One visit in the book: when and by whom above, the words, and below what follows from it.
private struct VisitSheet: View {
    @Environment(\.speech) private var speech
    let visit: Visit

    var body: some View {
        let times = Times(speech)
        VStack(alignment: .leading, spacing: 6) {
            Text(speech.beside(times.moment(visit.at), visit.by.name, speech(visit.kind.word)))
                .font(.subheadline)
                .foregroundStyle(.secondary)
            Text(visit.text)
            if visit.outcome != .met { Mark(text: speech(visit.outcome.word)) }
            if let day = visit.followUpOn { Mark(text: speech(.followUpMark, times.due(day))) }
            if !visit.earlier.isEmpty { Mark(text: speech(.putRight, visit.earlier.count)) }
            if visit.state != .atOffice { StateMark(state: visit.state) }
        }
        .accessibilityElement(children: .combine)
    }
}
