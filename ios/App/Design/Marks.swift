import HubenKit
import SwiftUI

extension ShapeStyle where Self == Color {
    /// What stands beside the main words. The system's own second colour has less than 4.5:1.
    static var quiet: Color { Color("QuietInk") }
    /// Words on the accent colour, which is a light one in the dark.
    static var onAccent: Color { Color("OnAccent") }
}

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

    /// The sign beside `Pulse.account`'s words.
    init(accountOf pulse: Pulse) {
        self = pulse.saved > 0 ? .saved : pulse.attention > 0 ? .attention : .office
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
        case .plain: .quiet
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
