import HubenKit
import SwiftUI

/// A box that must be seen: what is the matter, and the ways onwards.
struct Notice: View {
    let title: String
    let words: String
    var tone = Tone.attention
    var actions: [Way] = []

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Label(title, systemImage: tone.symbol).font(.headline).foregroundStyle(tone.ink).accessibilityAddTraits(.isHeader)
            Text(words)
            ForEach(actions.indices, id: \.self) { place in
                QuietButton(title: actions[place].title, act: actions[place].act)
            }
        }
        .padding(.vertical, 4)
    }
}

/// A problem with its next step: the core's words say what to do, the buttons do it. What was written stays.
struct ProblemNotice: View {
    @Environment(\.speech) private var speech
    let problem: Problem
    var again: (@MainActor () -> Void)?
    var elsewhere: Way?

    var body: some View {
        Notice(
            title: speech(problem.kind.word), words: problem.said(speech),
            tone: problem.kind == .offline ? .plain : .attention,
            actions: [again.map { Way(speech(.again), $0) }, elsewhere].compactMap { $0 })
    }
}
