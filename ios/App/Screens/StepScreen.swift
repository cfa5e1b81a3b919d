import HubenKit
import SwiftUI

/// One step being taken: it asks for what the core says the step cannot do without, and for words.
struct StepScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: StepModel

    init(model: StepModel) { _model = State(initialValue: model) }

    var body: some View {
        Form {
            if let problem = model.problem { FormProblem(problem: problem, form: model.form) { await model.load() } }
            if model.loading {
                Waiting(words: speech(.loadingIssue))
            } else if let step = model.step {
                fields(step)
            } else if model.problem == nil {
                StepGone()
            }
        }
        .disabled(model.form.busy)
        .navigationTitle(model.step.map { speech($0.kind.word) } ?? speech(.issue))
        .foot {
            if let step = model.step {
                FormFoot(form: model.form, title: speech(.stepDone, speech(step.kind.word))) {
                    if await model.take() != nil { parts.navigator.leave(model.form.route) }
                }
            }
        }
        .task { await model.load() }
    }

    @ViewBuilder private func fields(_ step: NextStep) -> some View {
        @Bindable var drafted = model.form
        if let issue = model.issue { Text(issue.text).foregroundStyle(.quiet) }
        if step.needsAddressee {
            pick(.stepWhom, model.addressees.map { ($0.to, $0.name) }, drafted.value.to) { drafted.value.to = $0 }
        }
        if step.needsResult {
            pick(.stepFound, CheckResult.choices.map { ($0, speech($0.word)) }, drafted.value.result) {
                drafted.value.result = $0
            }
        }
        if step.needsScore {
            pick(.stepScore, [5, 4, 3, 2, 1].map { ($0, speech(.scoreOfFive, $0)) }, drafted.value.score) {
                drafted.value.score = $0
            }
        }
        if step.takesUntil {
            pick(.stepUntil, StepForm.untilDays.map { ($0, speech(.daysFromNow, $0)) }, drafted.value.untilDays) {
                drafted.value.untilDays = $0
            }
        }
        WrittenField(
            step.needsWords ? .stepReason : .stepText, text: $drafted.value.text, hint: speech(.stepTextHint), lines: 3,
            error: drafted.error("text", speech))
        WrittenField(
            .stepNote, text: $drafted.value.note, hint: speech(.stepNoteHint), lines: 2, error: drafted.error("note", speech))
        DiscardButton(form: model.form)
    }

    private func pick<T: Hashable>(
        _ title: Word, _ offers: [(value: T, name: String)], _ chosen: T?, _ choose: @escaping @MainActor (T) -> Void
    ) -> some View {
        Choices(speech(title)) {
            ForEach(offers, id: \.value) { offer in
                Choice(text: offer.name, chosen: chosen == offer.value) { choose(offer.value) }
            }
        }
    }
}

/// Somebody else took a step meanwhile.
struct StepGone: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech

    var body: some View {
        Notice(
            title: speech(.stepGone), words: speech(.stepGoneWords), tone: .plain,
            actions: [Way(speech(.back)) { parts.navigator.back() }])
    }
}
