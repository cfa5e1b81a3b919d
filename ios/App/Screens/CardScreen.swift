import HubenKit
import SwiftUI

/// A card being written: a new household, or one that is there.
struct CardScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: CardModel

    init(model: CardModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading { Waiting(words: speech(.loadingHousehold)) } else if model.form.begun { fields }
        }
        .disabled(model.form.busy)
        .navigationTitle(speech(model.isNew ? .householdAdd : .cardEdit))
        .foot {
            FormFoot(form: model.form, title: speech(.save)) {
                guard let household = await model.save() else { return }
                parts.navigator.replace(model.form.route, with: .household(household.id))
            }
        }
        .task { await model.load() }
    }

    @ViewBuilder private var fields: some View {
        @Bindable var drafted = model.form
        let form = drafted.value.form
        if model.asksForArea {
            Choices(speech(.area)) {
                ForEach(model.areas, id: \.code) { area in
                    Choice(text: area.name, chosen: form.area == area.code.text) { drafted.value.form.area = area.code.text }
                }
            }
            FieldError(drafted.error("area", speech))
        }
        Choices(speech(.householdKind)) {
            ForEach(HouseholdKind.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: form.kind == code) { drafted.value.form.kind = code }
            }
        }
        Section {
            if form.hasName {
                WrittenField(
                    .householdName, text: $drafted.value.form.name, hint: speech(.householdNameHint),
                    error: drafted.error("name", speech))
            }
            WrittenField(.address, text: $drafted.value.form.address, hint: "3-2-501", error: drafted.error("address", speech))
            WrittenField(
                .estate, text: $drafted.value.form.estate, hint: speech(.estateHint), error: drafted.error("estate", speech))
            WrittenField(.contact, text: $drafted.value.form.contact, error: drafted.error("contact", speech))
            WrittenField(.phone, text: $drafted.value.form.phone, error: drafted.error("phone", speech), keys: .phonePad)
        }
        Choices(speech(.occupancy)) {
            ForEach(Occupancy.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: form.occupancy == code) { drafted.value.form.occupancy = code }
            }
        }
        WrittenField(
            .note, text: $drafted.value.form.note, hint: speech(.noteHint), lines: 3, error: drafted.error("note", speech))
        DiscardButton(form: model.form)
    }
}
