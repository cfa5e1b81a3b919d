import HubenKit
import SwiftUI

/// A visit being recorded: outcome and a phrase are two taps, a sentence may follow, saving is the third. The rest may
/// be left alone.
struct VisitScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: VisitModel

    init(model: VisitModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            if model.loading { Waiting(words: speech(.loadingHousehold)) } else if model.form.begun { fields }
        }
        .navigationTitle(speech(.visitTitle))
        .foot {
            KeptLine(kept: model.form.kept)
            BigButton(title: speech(.visitSave), symbol: "checkmark", busy: model.form.busy, enabled: model.form.begun) {
                Task {
                    if await model.save(times: Times(speech)) != nil { parts.navigator.back() }
                }
            }
            .accessibilityIdentifier("save")
        }
        .task { await model.load() }
    }

    @ViewBuilder private var fields: some View {
        @Bindable var drafted = model.form
        if let household = model.household { Text(speech.beside(household.title, household.contact)).font(.headline) }
        if let problem = drafted.problem, problem.field != "text" { ProblemNotice(problem: problem) }
        Choices {
            ForEach(VisitOutcome.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: drafted.value.outcome == code) { drafted.value.outcome = code }
            }
        }
        WrittenField(.visitText, text: $drafted.value.text, hint: speech(.visitHint), lines: 3, error: textError)
        Choices(speech(.phrases)) {
            ForEach(speech.list(drafted.value.outcome == .met ? .phrasesMet : .phrasesNotMet), id: \.self) { phrase in
                Choice(text: phrase, chosen: drafted.value.text.contains(phrase)) { drafted.value.toggle(phrase: phrase) }
            }
        }
        if drafted.value.outcome == .met { met(drafted) }
        Choices(speech(.followUp)) {
            ForEach(VisitForm.followUps, id: \.word) { offer in
                Choice(text: speech(offer.word), chosen: drafted.value.followUpDays == offer.days) {
                    drafted.value.followUpDays = offer.days
                }
            }
        }
        Choices(speech(.visitKind)) {
            ForEach(VisitKind.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: drafted.value.kind == code) { drafted.value.kind = code }
            }
        }
    }

    /// Whom one met, and what one looked at on the way.
    @ViewBuilder private func met(_ drafted: DraftedForm<VisitForm>) -> some View {
        if model.people.count > 1 {
            Choices(speech(.visitMet)) {
                ForEach(model.people, id: \.id) { person in
                    Choice(text: person.name, chosen: drafted.value.met.contains(person.id.text)) {
                        drafted.value.toggle(met: person.id)
                    }
                }
            }
        }
        Section(speech(.checklist)) {
            ForEach(VisitForm.checks, id: \.code) { check in
                Choices(speech(check.word)) {
                    Choice(text: speech(.checkWell), chosen: drafted.value.checked[check.code] == true) {
                        drafted.value.check(check.code, well: true)
                    }
                    Choice(text: speech(.checkNotWell), chosen: drafted.value.checked[check.code] == false) {
                        drafted.value.check(check.code, well: false)
                    }
                }
            }
        }
    }

    private var textError: String? {
        model.form.problem.flatMap { $0.field == "text" ? speech($0.words) : nil }
    }
}
