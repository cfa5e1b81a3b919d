import HubenKit
import SwiftUI

/// The foot of every form: whether the words are on disk, what is wrong, and the button that hands it in. What is wrong
/// stands here too, because the field that it is about may be above what is seen; VoiceOver says it at once.
struct FormFoot<F: HubenKit.Form>: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    let form: DraftedForm<F>
    let title: String
    var symbol = "checkmark"
    var enabled = true
    let act: @MainActor () async -> Void

    var body: some View {
        VStack(spacing: 8) {
            if let problem = form.problem {
                Label(problem.said(speech), systemImage: Tone.attention.symbol)
                    .font(.subheadline)
                    .foregroundStyle(Tone.attention.ink)
            } else {
                KeptLine(kept: form.kept)
            }
            BigButton(title: title, symbol: symbol, busy: form.busy, enabled: form.begun && enabled) {
                Task {
                    await act()
                    if form.goneElsewhere { parts.navigator.leave(form.route) }
                    if let problem = form.problem { AccessibilityNotification.Announcement(problem.said(speech)).post() }
                }
            }
        }
    }
}

/// Whether these very words are on disk.
struct KeptLine: View {
    @Environment(\.speech) private var speech
    let kept: Bool

    var body: some View {
        Text(speech(kept ? .draftKept : .draftNone)).font(.subheadline).foregroundStyle(.quiet)
            .accessibilityIdentifier("kept")
    }
}

/// Why a form cannot be shown. Where what it is about is no longer here, the words that were kept are shown all the same.
struct FormProblem<F: HubenKit.Form>: View {
    @Environment(Parts.self) private var parts
    let problem: Problem
    let form: DraftedForm<F>
    let again: @MainActor () async -> Void

    var body: some View {
        ProblemNotice(problem: problem, again: { Task { await again() } })
        if problem.kind == .notFound { Stranded(model: StrandedModel(parts.desk, form.route)) }
    }
}

private struct Stranded: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: StrandedModel
    @State private var asking = false

    init(model: StrandedModel) { _model = State(initialValue: model) }

    var body: some View {
        Group {
            if let form = model.form {
                Notice(
                    title: speech(.stranded), words: form.beginning, tone: .plain,
                    actions: [Way(speech(.formDiscard)) { asking = true }])
            }
        }
        .task { await model.load() }
        .confirmationDialog(speech(.formDiscardSure), isPresented: $asking, titleVisibility: .visible) {
            Button(speech(.formDiscardYes), role: .destructive) { Task { await model.discard() } }
            Button(speech(.dropNo), role: .cancel) {}
        }
    }
}

/// At the end of a form: throws away what was written here, asked twice; then leaves.
struct DiscardButton<F: HubenKit.Form>: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    let form: DraftedForm<F>
    @State private var asking = false

    var body: some View {
        if form.kept {
            QuietButton(title: speech(.formDiscard), symbol: "trash", busy: form.busy) { asking = true }
                .confirmationDialog(speech(.formDiscardSure), isPresented: $asking, titleVisibility: .visible) {
                    Button(speech(.formDiscardYes), role: .destructive) {
                        Task {
                            await form.discard()
                            parts.navigator.leave(form.route)
                        }
                    }
                    Button(speech(.dropNo), role: .cancel) {}
                }
        }
    }
}

extension DraftedForm {
    /// What is wrong with one field, in words; nothing where it is none of it.
    @MainActor func error(_ field: String, _ speech: Speech) -> String? {
        problem.flatMap { $0.field == field ? speech($0.words) : nil }
    }
}
