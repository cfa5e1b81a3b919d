import SwiftUI

/// Nothing here: why, and what can be done about it.
struct Empty: View {
    let symbol: String
    let title: String
    let words: String
    var action: Way?

    var body: some View {
        VStack(spacing: 12) {
            Image(systemName: symbol).font(.largeTitle).foregroundStyle(.quiet).accessibilityHidden(true)
            Text(title).font(.headline)
            Text(words).foregroundStyle(.quiet)
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
