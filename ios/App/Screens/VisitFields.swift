import HubenKit
import SwiftUI

/// What is written of a visit, new or put right.
struct VisitFields: View {
    @Environment(\.speech) private var speech
    @Binding var form: VisitForm
    let people: [Resident]
    /// The day that was agreed before.
    var agreed: String?
    let error: String?

    var body: some View {
        Choices {
            ForEach(VisitOutcome.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: form.outcome == code) { form.outcome = code }
            }
        }
        WrittenField(.visitText, text: $form.text, hint: speech(.visitHint), lines: 3, error: error)
        Choices(speech(.phrases)) {
            ForEach(speech.list(form.outcome == .met ? .phrasesMet : .phrasesNotMet), id: \.self) { phrase in
                Choice(text: phrase, chosen: form.has(phrase)) { form.toggle(phrase: phrase) }
            }
        }
        if form.outcome == .met { met }
        Choices(speech(.followUp)) {
            if let agreed {
                Choice(text: speech(.followUpAgreed, Times(speech).due(agreed)), chosen: form.followUpOn == agreed) {
                    form.callAgain(on: agreed)
                }
            }
            ForEach(VisitForm.followUps, id: \.word) { offer in
                Choice(text: speech(offer.word), chosen: form.followUpOn == nil && form.followUpDays == offer.days) {
                    form.callAgain(in: offer.days)
                }
            }
        }
        Choices(speech(.visitKind)) {
            ForEach(VisitKind.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: form.kind == code) { form.kind = code }
            }
        }
    }

    /// Whom one met, and what one looked at on the way.
    @ViewBuilder private var met: some View {
        if !people.isEmpty {
            Choices(speech(.visitMet)) {
                ForEach(people, id: \.id) { person in
                    Choice(text: person.name, chosen: form.met.contains(person.id.text)) { form.toggle(met: person.id) }
                }
            }
        }
        Section(speech(.checklist)) {
            ForEach(VisitForm.checks, id: \.code) { check in
                Choices(speech(check.word)) {
                    Choice(text: speech(.checkWell), of: speech(check.word), chosen: form.checked[check.code] == true) {
                        form.check(check.code, well: true)
                    }
                    Choice(text: speech(.checkNotWell), of: speech(check.word), chosen: form.checked[check.code] == false) {
                        form.check(check.code, well: false)
                    }
                }
            }
        }
    }
}
