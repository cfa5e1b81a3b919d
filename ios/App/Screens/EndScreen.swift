import HubenKit
import SwiftUI

/// A household that is no more, or somebody who is no longer there: why, what follows, and asked once more.
struct EndScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: EndModel
    @State private var asking = false

    init(model: EndModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading {
                Waiting(words: speech(.loadingHousehold))
            } else if model.gone {
                PersonGone()
            } else if let ended = model.ended {
                Notice(
                    title: speech(.householdEnded), words: ended.reason, tone: .plain,
                    actions: [Way(speech(.back)) { parts.navigator.leave(model.form.route, to: .household(model.home)) }])
            } else if let household = model.household {
                fields(household)
            }
        }
        .disabled(model.form.busy)
        .navigationTitle(speech(ofPerson ? .residentEnd : .householdEnd))
        .foot {
            if model.form.begun {
                FormFoot(
                    form: model.form, title: speech(ofPerson ? .residentEnd : .householdEnd), symbol: "xmark.circle",
                    enabled: model.form.value.isWhole
                ) { asking = true }
            }
        }
        .confirmationDialog(sure, isPresented: $asking, titleVisibility: .visible) {
            Button(speech(ofPerson ? .endResidentYes : .endYes), role: .destructive) { Task { await end() } }
            Button(speech(ofPerson ? .endResidentNo : .endNo), role: .cancel) {}
        } message: {
            Text(speech(ofPerson ? .endResidentWords : .endHouseholdWords))
        }
        .task { await model.load() }
    }

    private var ofPerson: Bool { model.person != nil }

    private var sure: String {
        ofPerson ? speech(.endResidentSure, model.resident?.name ?? "") : speech(.endSure, model.household?.title ?? "")
    }

    private func end() async {
        if await model.end() {
            parts.navigator.leave(model.form.route, to: .household(model.home))
        } else if let problem = model.form.problem {
            AccessibilityNotification.Announcement(problem.said(speech)).post()
        }
    }

    @ViewBuilder private func fields(_ household: Household) -> some View {
        @Bindable var drafted = model.form
        Section {
            Text(model.resident?.name ?? household.title).font(.headline)
            Text(speech(ofPerson ? .endResidentWords : .endHouseholdWords))
        }
        Choices(speech(.endWhy)) {
            ForEach(speech.list(ofPerson ? .residentEndReasons : .householdEndReasons), id: \.self) { reason in
                Choice(text: reason, chosen: drafted.value.isChosen(reason)) { drafted.value.choose(reason) }
            }
            if !ofPerson {
                Choice(text: speech(.endSame), chosen: drafted.value.twice) { drafted.value.chooseTwice(speech(.endSame)) }
            }
            Choice(text: speech(.endOther), chosen: drafted.value.other) { drafted.value.chooseOther() }
        }
        if drafted.value.other {
            WrittenField(.endReason, text: $drafted.value.reason, lines: 2, error: drafted.error("reason", speech))
        }
        if drafted.value.twice { DoubledSection(model: model) }
        DiscardButton(form: model.form)
    }
}

/// Which household is entered twice: found as everywhere, by name, pinyin or door.
private struct DoubledSection: View {
    @Environment(\.speech) private var speech
    let model: EndModel
    @State private var asked = ""

    var body: some View {
        Section(speech(.endSameSearch)) {
            if let other = model.double {
                Choice(text: speech.beside(other.title, other.people(speech)), chosen: true) { model.doubles(nil) }
                Text(speech(.endSameWords)).foregroundStyle(.quiet)
            } else {
                WrittenField(.searchLabel, text: $asked, hint: speech(.searchHint)).autocorrectionDisabled()
                ForEach(model.found, id: \.id) { other in
                    Choice(text: speech.beside(other.title, other.people(speech)), chosen: false) { model.doubles(other) }
                }
                if model.found.isEmpty && !asked.isEmpty { Text(speech(.endSameNone)).foregroundStyle(.quiet) }
            }
        }
        .task(id: asked) { await model.look(for: asked) }
    }
}
