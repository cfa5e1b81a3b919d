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
        .syncLine()
        .foot {
            if let household = model.all?.household, model.rights?.visit == true {
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
            EndedNotice(ended: ended, double: model.double)
        }
        Section {
            CardSheet(card: all.household)
            if model.mayEdit {
                QuietButton(title: speech(.cardEdit), symbol: "pencil") { parts.navigator.go(.card(all.household.id)) }
                    .accessibilityIdentifier("edit-card")
            }
        }
        residents(all.household)
        if !all.issues.isEmpty {
            Section(speech(.tabIssues)) { ForEach(all.issues, id: \.id) { IssueLine(issue: $0, mine: false) } }
        }
        Section(speech(.book, Int(all.visits.total))) {
            if all.visits.items.isEmpty {
                Empty(symbol: "book", title: speech(.bookEmptyTitle), words: speech(.bookEmptyWords))
            }
            ForEach(all.visits.items, id: \.id) { VisitSheet(visit: $0, own: model.mayAmend($0)) }
            if model.hasMore { QuietButton(title: speech(.more)) { Task { await model.more() } } }
        }
        if model.mayEdit { further(all.household.id) }
    }

    @ViewBuilder private func residents(_ household: Household) -> some View {
        if !household.residents.isEmpty || model.mayEdit {
            Section(speech(.residents)) {
                ForEach(model.living + model.gone, id: \.id) { person in
                    PersonRow(person: person, home: model.mayEdit && person.ended == nil ? household.id : nil)
                }
                if model.mayEdit {
                    QuietButton(title: speech(.residentAdd), symbol: "person.badge.plus") {
                        parts.navigator.go(.resident(household.id, nil))
                    }
                    .accessibilityIdentifier("add-resident")
                }
            }
        }
    }

    /// What is seldom done, out of the thumb's way.
    private func further(_ id: HouseholdId) -> some View {
        Section(speech(.cardMore)) {
            QuietButton(title: speech(.householdMove), symbol: "arrow.right") { parts.navigator.go(.move(id)) }
            QuietButton(title: speech(.householdEnd), symbol: "xmark.circle") { parts.navigator.go(.end(id)) }
        }
    }
}

/// It is no more, why, and which one it doubled.
private struct EndedNotice: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    let ended: Ending
    let double: Household?

    var body: some View {
        let words = double.map { speech(.sameAs, $0.title) }
        Notice(
            title: speech(.householdEnded), words: speech.beside(ended.reason, words), tone: .plain,
            actions: double.map { other in
                [Way(speech(.sameAsOpen)) { parts.navigator.go(.household(other.id)) }]
            } ?? [])
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

/// Somebody of the household; where they may be written, the row leads there.
private struct PersonRow: View {
    @Environment(\.speech) private var speech
    let person: Resident
    let home: HouseholdId?

    var body: some View {
        if let home {
            NavigationLink(value: Route.resident(home, person.id)) { words }.accessibilityHint(speech(.residentEdit))
        } else {
            words
        }
        if person.ended == nil, let phone = person.phone { CallButton(phone: phone, of: person.name) }
    }

    private var words: some View { Row(title: person.name, words: person.about(speech)) }
}

/// Calls by the phone's own program.
private struct CallButton: View {
    @Environment(\.speech) private var speech
    @Environment(\.openURL) private var openURL
    let phone: String
    /// Whom, for who hears the button and not the row above it.
    var of: String?

    var body: some View {
        QuietButton(title: speech(.call, phone), symbol: "phone") {
            if let url = URL(string: "tel:" + phone.filter { $0.isNumber || $0 == "+" }) { openURL(url) }
        }
        .accessibilityLabel(speech(.call, of.map { "\($0), \(phone)" } ?? phone))
    }
}

/// One visit in the book: when and by whom above, the words, and below what follows from it.
private struct VisitSheet: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    let visit: Visit
    /// One's own, to put right.
    let own: Bool
    @State private var showsEarlier = false

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            words
            if !visit.earlier.isEmpty {
                QuietButton(title: speech(showsEarlier ? .earlierHide : .earlierShow)) { showsEarlier.toggle() }
                if showsEarlier { earlier }
            }
            if own {
                QuietButton(title: speech(.visitEdit), symbol: "pencil") { parts.navigator.go(.amend(visit.id)) }
                    .accessibilityIdentifier("amend-\(visit.id.text)")
            }
        }
    }

    private var words: some View {
        let times = Times(speech)
        return VStack(alignment: .leading, spacing: 6) {
            Text(speech.beside(times.moment(visit.at), visit.by.name, speech(visit.kind.word)))
                .font(.subheadline)
                .foregroundStyle(.quiet)
            Text(visit.text)
            if visit.outcome != .met { Mark(text: speech(visit.outcome.word)) }
            if let day = visit.followUpOn { Mark(text: speech(.followUpMark, times.due(day))) }
            if !visit.earlier.isEmpty { Mark(text: speech(.putRight, visit.earlier.count)) }
            if visit.state != .atOffice { StateMark(state: visit.state) }
        }
        .accessibilityElement(children: .combine)
    }

    @ViewBuilder private var earlier: some View {
        ForEach(visit.earlier.indices.reversed(), id: \.self) { place in
            Text(speech(.earlierAt, Times(speech).moment(visit.earlier[place].at))).font(.subheadline).foregroundStyle(.quiet)
            Text(visit.earlier[place].text)
        }
    }
}
