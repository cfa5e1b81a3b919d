import SwiftUI

/// The one thing to do on a screen: wide, and never under 50 points high.
struct BigButton: View {
    let title: String
    let symbol: String
    var busy = false
    var enabled = true
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) {
            HStack {
                if busy { ProgressView() }
                Label(title, systemImage: symbol).font(.headline)
            }
            .frame(maxWidth: .infinity, minHeight: 50)
            .foregroundStyle(.onAccent)
        }
        .buttonStyle(.borderedProminent)
        .disabled(busy || !enabled)
    }
}

/// Another thing to do.
struct QuietButton: View {
    let title: String
    /// What is to be known before one taps.
    var words: String?
    var symbol: String?
    var busy = false
    var enabled = true
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) {
            VStack(spacing: 2) {
                if let symbol { Label(title, systemImage: symbol) } else { Text(title) }
                if let words { Text(words).font(.subheadline).foregroundStyle(.quiet) }
            }
            .frame(maxWidth: .infinity, minHeight: 48)
        }
        .buttonStyle(.bordered)
        .disabled(busy || !enabled)
    }
}

/// A way onwards from a notice or an empty screen.
struct Way {
    let title: String
    let act: @MainActor () -> Void

    init(_ title: String, _ act: @escaping @MainActor () -> Void) {
        self.title = title
        self.act = act
    }
}
