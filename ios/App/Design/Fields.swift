import HubenKit
import SwiftUI

/// A field with its name above it and what is wrong with it below.
struct WrittenField: View {
    @Environment(\.speech) private var speech
    let label: Word
    @Binding var text: String
    var hint = ""
    var lines = 1
    var error: String?
    var keys = UIKeyboardType.default

    init(
        _ label: Word, text: Binding<String>, hint: String = "", lines: Int = 1, error: String? = nil,
        keys: UIKeyboardType = .default
    ) {
        self.label = label
        _text = text
        self.hint = hint
        self.lines = lines
        self.error = error
        self.keys = keys
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(speech(label)).font(.subheadline).foregroundStyle(.quiet).accessibilityHidden(true)
            TextField(hint, text: $text, axis: lines > 1 ? .vertical : .horizontal)
                .lineLimit(lines...)
                .keyboardType(keys)
                .frame(minHeight: 48)
                .accessibilityLabel(speech(label))
                .accessibilityIdentifier("\(label)")
            FieldError(error)
        }
    }
}

/// What is wrong with a field, below it.
struct FieldError: View {
    let text: String?

    init(_ text: String?) { self.text = text }

    var body: some View {
        if let text { Text(text).font(.subheadline).foregroundStyle(Tone.attention.ink) }
    }
}

/// One of several, or several of several: each a button as large as a thumb (48 points and more).
struct Choice: View {
    let text: String
    /// What it is a choice of, where the text alone does not say it to somebody who hears it.
    var of: String?
    let chosen: Bool
    let act: @MainActor () -> Void

    var body: some View {
        Button(action: act) {
            Label(text, systemImage: chosen ? "checkmark.circle.fill" : "circle").frame(minHeight: 48)
        }
        .buttonStyle(.bordered)
        .tint(chosen ? Color.accentColor : .quiet)
        .accessibilityLabel(of.map { "\($0), \(text)" } ?? text)
        .accessibilityAddTraits(chosen ? .isSelected : [])
    }
}

/// Choices side by side, as many to a row as there is room for; at large text sizes one below the other.
struct Choices<Content: View>: View {
    let title: String?
    let content: Content

    init(_ title: String? = nil, @ViewBuilder content: () -> Content) {
        self.title = title
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            if let title { Text(title).font(.subheadline).foregroundStyle(.quiet).accessibilityAddTraits(.isHeader) }
            Flow { content }
        }
        .padding(.vertical, 4)
    }
}

/// A row that breaks into lines.
struct Flow: Layout {
    var spacing: CGFloat = 8

    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout ()) -> CGSize {
        let width = proposal.width ?? .infinity
        let lines = places(subviews, width)
        return CGSize(width: proposal.width ?? lines.width, height: lines.height)
    }

    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout ()) {
        for (subview, place) in zip(subviews, places(subviews, bounds.width).points) {
            let at = CGPoint(x: bounds.minX + place.x, y: bounds.minY + place.y)
            subview.place(at: at, proposal: ProposedViewSize(width: bounds.width, height: nil))
        }
    }

    private func places(_ subviews: Subviews, _ width: CGFloat) -> (points: [CGPoint], width: CGFloat, height: CGFloat) {
        var points: [CGPoint] = []
        var (x, y, high, widest): (CGFloat, CGFloat, CGFloat, CGFloat) = (0, 0, 0, 0)
        for subview in subviews {
            let size = subview.sizeThatFits(ProposedViewSize(width: width, height: nil))
            if x > 0 && x + size.width > width { (x, y, high) = (0, y + high + spacing, 0) }
            points.append(CGPoint(x: x, y: y))
            x += size.width + spacing
            high = max(high, size.height)
            widest = max(widest, x - spacing)
        }
        return (points, widest, y + high)
    }
}
