import HubenKit
import SwiftUI

/// Where two people differ, and what the office did not take. Neither value is lost until somebody says.
struct AttentionScreen: View {
    @Environment(Parts.self) private var parts
    @Environment(\.speech) private var speech
    @State private var model: AttentionModel

    init(model: AttentionModel) { _model = State(initialValue: model) }

    var body: some View {
        List {
            if let problem = model.problem { ProblemNotice(problem: problem, again: { Task { await model.load() } }) }
            if model.loading {
                Waiting(words: speech(.loadingAttention))
            } else if model.isEmpty && model.problem == nil {
                Empty(symbol: "checkmark.circle", title: speech(.attentionEmptyTitle), words: speech(.attentionEmptyWords))
            }
            if !model.contradictions.isEmpty {
                Section(speech(.contradictions)) {
                    ForEach(model.contradictions) { ContradictionSheet(model: model, what: $0) }
                }
            }
            if !model.cameBack.isEmpty {
                Section(speech(.cameBack)) {
                    ForEach(model.cameBack, id: \.id) { CameBackSheet(model: model, entry: $0) }
                }
            }
        }
        .navigationTitle(speech(.attentionTitle))
        .syncLine()
        .task(id: parts.desk.edition) { await model.load() }
    }
}

/// "王姐 wrote this, you wrote that: which one holds?" Every value is a button; a third may be written.
private struct ContradictionSheet: View {
    @Environment(\.speech) private var speech
    let model: AttentionModel
    let what: Contradiction
    @State private var third = ""
    @State private var writing = false

    var body: some View {
        VStack(alignment: .leading, spacing: 10) {
            Text(what.title).font(.subheadline).foregroundStyle(.quiet)
            Text(what.question(speech)).font(.headline)
            ForEach(what.sides, id: \.value) { side in
                let author = speech(.writtenBy, side.by?.name ?? speech(.somebody), Times(speech).moment(side.at))
                QuietButton(title: speech(.thisHolds, speech(side.words)), words: author, busy: model.busy) {
                    Task { await model.settle(what, with: side) }
                }
            }
            if writing {
                WrittenField(.anotherValue, text: $third, hint: speech(.anotherValueLabel, speech(what.label)))
                QuietButton(title: speech(.anotherValueSave), busy: model.busy, enabled: !third.isEmpty) {
                    Task { await model.settle(what, with: third) }
                }
                QuietButton(title: speech(.leaveIt)) { writing = false }
            } else {
                QuietButton(title: speech(.anotherValue)) { writing = true }
            }
        }
    }
}

/// What was not taken: why, everything that was written, and the ways onwards.
private struct CameBackSheet: View {
    @Environment(\.speech) private var speech
    let model: AttentionModel
    let entry: AttentionEntry
    @State private var dropping = false

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Mark(text: speech(entry.standing.word), tone: .attention)
            Text(speech(entry.act)).font(.headline)
            Text(speech(entry.reason)).foregroundStyle(Tone.attention.ink)
            ForEach(entry.text.indices, id: \.self) { place in
                Text(speech(.fieldValue, speech(entry.text[place].label), speech(entry.text[place].words)))
            }
            Text(Times(speech).moment(entry.at)).font(.subheadline).foregroundStyle(.quiet)
            if entry.canRetry {
                QuietButton(title: speech(.retry), symbol: "arrow.clockwise", busy: model.busy) {
                    Task { await model.retry(entry) }
                }
            }
            QuietButton(title: speech(.drop), symbol: "trash", busy: model.busy) { dropping = true }
        }
        .confirmationDialog(speech(.dropSure), isPresented: $dropping, titleVisibility: .visible) {
            Button(speech(.dropYes), role: .destructive) { Task { await model.giveUp(entry) } }
            Button(speech(.dropNo), role: .cancel) {}
        }
    }
}
