import HubenKit
import SwiftUI

/// A household that belongs to another area from now on.
struct MoveScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: MoveModel

    init(model: MoveModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading {
                Waiting(words: speech(.loadingHousehold))
            } else if let household = model.household {
                fields(household)
            }
        }
        .disabled(model.form.busy)
        .navigationTitle(speech(.householdMove))
        .foot {
            if !model.areas.isEmpty {
                FormFoot(form: model.form, title: speech(.moveButton), symbol: "arrow.right", enabled: model.chosen != nil) {
                    if await model.move() != nil { parts.navigator.leave(model.form.route) }
                }
            }
        }
        .task { await model.load() }
    }

    @ViewBuilder private func fields(_ household: Household) -> some View {
        Section {
            Text(household.title).font(.headline)
            if let from = model.from { Text(speech(.moveNow, from.name)) }
        }
        if model.areas.isEmpty {
            Notice(
                title: speech(.moveNone), words: speech(.moveNoneWords), tone: .plain,
                actions: [Way(speech(.back)) { parts.navigator.back() }])
        } else {
            Choices(speech(.moveWhere)) {
                ForEach(model.areas, id: \.code) { area in
                    Choice(text: area.name, chosen: model.chosen == area) { model.form.value.area = area.code.text }
                }
            }
            Text(speech(.moveWords)).foregroundStyle(.quiet)
        }
    }
}
