import HubenKit
import SwiftUI

/// A box that must be seen: what is the matter, and the ways onwards.
struct Notice: View {
    let title: String
    let words: String
    var tone = Tone.attention
    var actions: [(title: String, act: () -> Void)] = []

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            Label(title, systemImage: tone.symbol).font(.headline).foregroundStyle(tone.ink)
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
    var again: (() -> Void)?
    var elsewhere: (title: String, act: () -> Void)?

    var body: some View {
        Notice(
            title: speech(problem.kind.word), words: speech(problem.words),
            tone: problem.kind == .offline ? .plain : .attention,
            actions: [again.map { (title: speech(.again), act: $0) }, elsewhere].compactMap { $0 })
    }
}

/// The first line of the main screens: how it stands between this phone and the office. It leads to the whole account.
struct SyncLine: View {
    @Environment(\.speech) private var speech
    @Environment(Parts.self) private var parts

    var body: some View {
        let pulse = parts.sync.pulse
        Button(action: { parts.navigator.go(.sync) }) {
            HStack {
                Image(systemName: symbol(pulse)).accessibilityHidden(true)
                Text(pulse.line(speech, Times(speech)))
                Spacer()
                Image(systemName: "chevron.forward").accessibilityHidden(true)
            }
            .font(.subheadline)
            .frame(maxWidth: .infinity, minHeight: 44)
            .padding(.horizontal)
        }
        .buttonStyle(.plain)
        .foregroundStyle(tone(pulse).ink)
        .background(.bar)
        .accessibilityHint(speech(.lineOpen))
        .accessibilityIdentifier("sync-line")
    }

    private func tone(_ pulse: Pulse) -> Tone {
        if pulse.attention > 0 { return .attention }
        if pulse.saved > 0 { return .saved }
        return pulse.online && !pulse.running && pulse.lastContact != nil ? .office : .plain
    }

    private func symbol(_ pulse: Pulse) -> String {
        if pulse.attention > 0 || pulse.saved > 0 { return tone(pulse).symbol }
        if pulse.running { return "arrow.triangle.2.circlepath" }
        return pulse.online ? tone(pulse).symbol : "wifi.slash"
    }
}

extension View {
    /// The sync line above what is shown.
    func syncLine() -> some View { safeAreaInset(edge: .top, spacing: 0) { SyncLine() } }

    /// What one does here, within reach of a thumb, above the keyboard.
    func foot<Content: View>(@ViewBuilder _ content: @escaping () -> Content) -> some View {
        safeAreaInset(edge: .bottom, spacing: 0) {
            VStack(spacing: 8, content: content).padding().frame(maxWidth: .infinity).background(.bar)
        }
    }
}
