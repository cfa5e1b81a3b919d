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
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            if model.loading { Waiting(words: speech(.loadingHousehold)) } else if model.form.begun { fields }
        }
        .navigationTitle(speech(model.isNew ? .householdAdd : .cardEdit))
        .foot {
            KeptLine(kept: model.form.kept)
            BigButton(title: speech(.save), symbol: "checkmark", busy: model.form.busy, enabled: model.form.begun) {
                Task {
                    guard let household = await model.save() else { return }
                    parts.navigator.replace(.household(household.id))
                }
            }
            .accessibilityIdentifier("save")
        }
        .task { await model.load() }
    }

    @ViewBuilder private var fields: some View {
        @Bindable var drafted = model.form
        if let problem = drafted.problem { ProblemNotice(problem: problem) }
        if model.asksForArea {
            Choices(speech(.area)) {
                ForEach(model.areas, id: \.code) { area in
                    Choice(text: area.name, chosen: drafted.value.form.area == area.code.text) {
                        drafted.value.form.area = area.code.text
                    }
                }
            }
        }
        Section {
            WrittenField(.address, text: $drafted.value.form.address, hint: "3-2-501", error: error("address"))
            WrittenField(.estate, text: $drafted.value.form.estate, hint: speech(.estateHint), error: error("estate"))
            WrittenField(.contact, text: $drafted.value.form.contact, error: error("contact"))
            WrittenField(.phone, text: $drafted.value.form.phone, error: error("phone"), numbers: true)
        }
        Choices(speech(.occupancy)) {
            ForEach(Occupancy.choices, id: \.self) { code in
                Choice(text: speech(code.word), chosen: drafted.value.form.occupancy == code) {
                    drafted.value.form.occupancy = code
                }
            }
        }
        WrittenField(.note, text: $drafted.value.form.note, hint: speech(.noteHint), lines: 3, error: error("note"))
    }

    private func error(_ field: String) -> String? {
        model.form.problem.flatMap { $0.field == field ? speech($0.words) : nil }
    }
}

/// Whether these very words are on disk.
struct KeptLine: View {
    @Environment(\.speech) private var speech
    let kept: Bool

    var body: some View {
        Text(speech(kept ? .draftKept : .draftNone)).font(.subheadline).foregroundStyle(.secondary)
            .accessibilityIdentifier("kept")
    }
}
