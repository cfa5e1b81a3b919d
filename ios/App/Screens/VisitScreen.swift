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
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading { Waiting(words: speech(.loadingHousehold)) } else if model.form.begun { fields }
        }
        .disabled(model.form.busy)
        .navigationTitle(speech(.visitTitle))
        .foot {
            FormFoot(form: model.form, title: speech(.visitSave)) {
                if await model.save(times: Times(speech)) != nil { parts.navigator.leave(model.form.route) }
            }
        }
        .task { await model.load() }
    }

    @ViewBuilder private var fields: some View {
        @Bindable var drafted = model.form
        if let household = model.household { Text(speech.beside(household.title, household.contact)).font(.headline) }
        VisitFields(form: $drafted.value, people: model.people, error: drafted.error("text", speech))
        DiscardButton(form: model.form)
    }
}

/// One's own visit being put right.
struct AmendScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: AmendModel

    init(model: AmendModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading { Waiting(words: speech(.loadingHousehold)) } else if model.form.begun { fields }
        }
        .disabled(model.form.busy)
        .navigationTitle(speech(.visitEdit))
        .foot {
            FormFoot(form: model.form, title: speech(.visitEditSave)) {
                if await model.save(times: Times(speech)) != nil { parts.navigator.leave(model.form.route) }
            }
        }
        .task { await model.load() }
    }

    @ViewBuilder private var fields: some View {
        @Bindable var drafted = model.form
        Section {
            if let household = model.household { Text(speech.beside(household.title, household.contact)).font(.headline) }
            if let visit = model.visit { Text(Times(speech).moment(visit.at)).font(.subheadline).foregroundStyle(.quiet) }
            Text(speech(.visitEditWords)).foregroundStyle(.quiet)
        }
        VisitFields(
            form: $drafted.value.form, people: model.people, agreed: model.visit?.followUpOn,
            error: drafted.error("text", speech))
        DiscardButton(form: model.form)
    }
}
