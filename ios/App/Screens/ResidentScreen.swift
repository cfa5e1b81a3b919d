import HubenKit
import SwiftUI

/// Somebody of a household being written: somebody new, or somebody who is there.
struct ResidentScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: ResidentModel

    init(model: ResidentModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading {
                Waiting(words: speech(.loadingResident))
            } else if model.gone {
                PersonGone()
            } else if model.form.begun {
                fields
            }
        }
        .disabled(model.form.busy)
        .navigationTitle(speech(model.isNew ? .residentAdd : .residentEdit))
        .foot {
            if !model.gone {
                FormFoot(form: model.form, title: speech(.save)) {
                    if await model.save() != nil { parts.navigator.leave(model.form.route) }
                }
            }
        }
        .task { await model.load() }
    }

    @ViewBuilder private var fields: some View {
        @Bindable var drafted = model.form
        let form = drafted.value.form
        if let household = model.household { Text(household.title).font(.headline) }
        Section {
            WrittenField(.residentName, text: $drafted.value.form.name, error: drafted.error("name", speech))
            WrittenField(
                .residentRelation, text: $drafted.value.form.relation, hint: speech(.residentRelationHint),
                error: drafted.error("relation", speech))
            WrittenField(.phone, text: $drafted.value.form.phone, error: drafted.error("phone", speech), keys: .phonePad)
            WrittenField(
                .birthDate, text: $drafted.value.form.birthDate, hint: speech(.birthDateHint),
                error: drafted.error("birth_date", speech), keys: .numbersAndPunctuation)
        }
        Choices(speech(.residentSex)) {
            ForEach(Sex.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: form.sex == code) { drafted.value.form.sex = code }
            }
        }
        Choices(speech(.residentResidence)) {
            ForEach(Residence.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: form.residence == code) { drafted.value.form.residence = code }
            }
        }
        if let person = model.resident, person.ended == nil, let household = model.household {
            QuietButton(title: speech(.residentEnd), symbol: "person.badge.minus") {
                parts.navigator.go(.endResident(household.id, person.id))
            }
        }
        DiscardButton(form: model.form)
    }
}

/// Somebody else moved them meanwhile.
struct PersonGone: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech

    var body: some View {
        Notice(
            title: speech(.residentGone), words: speech(.residentGoneWords), tone: .plain,
            actions: [Way(speech(.back)) { parts.navigator.back() }])
    }
}
