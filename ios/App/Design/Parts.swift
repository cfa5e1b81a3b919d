import HubenKit
import SwiftUI

/// What a mark or notice is about. Colours only underline what the words say.
enum Tone {
    case plain, office, saved, attention

    init(_ state: RecordState) {
        switch state {
        case .saved: self = .saved
        case .atOffice: self = .office
        case .needsAttention: self = .attention
        }
    }

    var symbol: String {
        switch self {
        case .plain: "info.circle"
        case .office: "checkmark.seal.fill"
        case .saved: "iphone"
        case .attention: "exclamationmark.triangle.fill"
        }
    }

    /// From the asset catalog: 4.5:1 against the ground in light and dark.
    var ink: Color {
        switch self {
        case .plain: .secondary
        case .office: Color("OfficeInk")
        case .saved: Color("SavedInk")
        case .attention: Color("AttentionInk")
        }
    }
}

/// A fact in a word or two, with its sign.
struct Mark: View {
    let text: String
    var tone = Tone.plain

    var body: some View {
        Label(text, systemImage: tone.symbol)
            .font(.subheadline)
            .foregroundStyle(tone.ink)
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(text)
    }
}

/// Where a record stands, in a word. "At the office" only with the office's receipt, says the core.
struct StateMark: View {
    @Environment(\.speech) private var speech
    let state: RecordState

    var body: some View { Mark(text: speech(state.word), tone: Tone(state)) }
}

/// The one thing to do on a screen: wide, and never under 50 points high.
struct BigButton: View {
    let title: String
    let symbol: String
    var busy = false
    var enabled = true
    let act: () -> Void

    var body: some View {
        Button(action: act) {
            HStack {
                if busy { ProgressView() }
                Label(title, systemImage: symbol).font(.headline)
            }
            .frame(maxWidth: .infinity, minHeight: 50)
        }
        .buttonStyle(.borderedProminent)
        .disabled(busy || !enabled)
    }
}

/// Another thing to do.
struct QuietButton: View {
    let title: String
    var symbol: String?
    var busy = false
    let act: () -> Void

    var body: some View {
        Button(action: act) {
            HStack {
                if let symbol { Label(title, systemImage: symbol) } else { Text(title) }
            }
            .frame(maxWidth: .infinity, minHeight: 44)
        }
        .buttonStyle(.bordered)
        .disabled(busy)
    }
}

/// Nothing here: why, and what can be done about it.
struct Empty: View {
    let symbol: String
    let title: String
    let words: String
    var action: (title: String, act: () -> Void)?

    var body: some View {
        VStack(spacing: 12) {
            Image(systemName: symbol).font(.largeTitle).foregroundStyle(.secondary).accessibilityHidden(true)
            Text(title).font(.headline)
            Text(words).foregroundStyle(.secondary)
            if let action { QuietButton(title: action.title, act: action.act) }
        }
        .multilineTextAlignment(.center)
        .padding()
        .frame(maxWidth: .infinity)
    }
}

/// Something is being fetched from the disk or the office, and this says what.
struct Waiting: View {
    let words: String

    var body: some View {
        ProgressView { Text(words) }.padding().frame(maxWidth: .infinity)
    }
}
