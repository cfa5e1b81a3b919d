import HubenKit
import SwiftUI

/// A hazard being reported; an urgent one goes to the office at once when there is a network.
struct HazardScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: HazardModel

    init(model: HazardModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading { Waiting(words: speech(.loadingHousehold)) } else if model.form.begun { fields }
        }
        .disabled(model.form.busy)
        .navigationTitle(speech(.hazardTitle))
        .foot {
            FormFoot(
                form: model.form, title: speech(model.form.value.urgent ? .hazardReportUrgent : .hazardReport),
                symbol: "exclamationmark.triangle"
            ) {
                if let issue = await model.report() { parts.navigator.replace(model.form.route, with: .issue(issue.id)) }
            }
        }
        .task { await model.load() }
    }

    @ViewBuilder private var fields: some View {
        @Bindable var drafted = model.form
        if let household = model.household { Text(household.title).font(.headline) }
        Choices(speech(.hazardCategory)) {
            ForEach(speech.list(.hazardCategories), id: \.self) { category in
                Choice(text: category, chosen: drafted.value.category == category) { drafted.value.category = category }
            }
        }
        FieldError(drafted.error("category", speech))
        WrittenField(
            .hazardText, text: $drafted.value.text, hint: speech(.hazardHint), lines: 3, error: drafted.error("text", speech))
        WrittenField(
            .hazardPlace, text: $drafted.value.place, hint: speech(.hazardPlaceHint), error: drafted.error("place", speech))
        Section {
            Toggle(isOn: $drafted.value.urgent) {
                Text(speech(.hazardUrgent))
                Text(speech(.hazardUrgentWords)).font(.subheadline).foregroundStyle(.quiet)
            }
            .frame(minHeight: 48)
        }
        if model.asksForArea {
            Choices(speech(.area)) {
                ForEach(model.areas, id: \.code) { area in
                    Choice(text: area.name, chosen: drafted.value.area == area.code.text) {
                        drafted.value.area = area.code.text
                    }
                }
            }
            FieldError(drafted.error("area", speech))
        }
        DiscardButton(form: model.form)
    }
}
