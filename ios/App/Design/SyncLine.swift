import HubenKit
import SwiftUI

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
            .frame(maxWidth: .infinity, minHeight: 48)
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
        // A number pad has no key that closes it.
        .scrollDismissesKeyboard(.interactively)
    }
}
