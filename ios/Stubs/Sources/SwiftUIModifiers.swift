// SwiftUI's modifiers as far as the app uses them.
public enum HorizontalAlignment { case leading, center, trailing }
public enum VerticalAlignment { case top, center, bottom }
public enum TextAlignment { case leading, center }
public struct Alignment: Sendable { public static let center = Alignment(), leading = Alignment() }
public enum Axis { case horizontal, vertical }
public enum Visibility { case automatic, visible, hidden }
public enum VerticalEdge { case top, bottom }
public enum HorizontalEdge { case leading, trailing }
public enum Edge {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let all = Set(rawValue: 15), vertical = Set(rawValue: 3), horizontal = Set(rawValue: 12)
    }
}
public enum ColorScheme: Sendable { case light, dark }
public enum DynamicTypeSize: Comparable, Sendable { case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge, accessibility1, accessibility2, accessibility3 }
public struct Font: Sendable {
    public static let largeTitle = Font(), title2 = Font(), headline = Font(), subheadline = Font(), body = Font()
}
public protocol ShapeStyle: Sendable {}
public struct Color: ShapeStyle {
    public init(_ name: String) {}
    public static let secondary = Color(""), primary = Color(""), accentColor = Color("")
}
extension Color: PrimitiveView {}
public struct BackgroundStyle: ShapeStyle {}
extension ShapeStyle where Self == BackgroundStyle { public static var background: BackgroundStyle { fatalError() } }
public struct Hierarchical: ShapeStyle {}
public struct Material: ShapeStyle {}
extension ShapeStyle where Self == Hierarchical { public static var secondary: Hierarchical { fatalError() } }
extension ShapeStyle where Self == Material { public static var bar: Material { fatalError() } }
public protocol PrimitiveButtonStyle {}
public struct Bordered: PrimitiveButtonStyle {}
public struct Plain: PrimitiveButtonStyle {}
extension PrimitiveButtonStyle where Self == Bordered {
    public static var bordered: Bordered { fatalError() }
    public static var borderedProminent: Bordered { fatalError() }
}
extension PrimitiveButtonStyle where Self == Plain { public static var plain: Plain { fatalError() } }
public struct AccessibilityTraits: SetAlgebra, Sendable {
    public static let isSelected = AccessibilityTraits(), isHeader = AccessibilityTraits()
    public init() {}
    public func contains(_ member: AccessibilityTraits) -> Bool { false }
    public func union(_ other: AccessibilityTraits) -> AccessibilityTraits { self }
    public func intersection(_ other: AccessibilityTraits) -> AccessibilityTraits { self }
    public func symmetricDifference(_ other: AccessibilityTraits) -> AccessibilityTraits { self }
    public mutating func insert(_ new: AccessibilityTraits) -> (inserted: Bool, memberAfterInsert: AccessibilityTraits) { (true, new) }
    public mutating func remove(_ member: AccessibilityTraits) -> AccessibilityTraits? { nil }
    public mutating func update(with new: AccessibilityTraits) -> AccessibilityTraits? { nil }
    public mutating func formUnion(_ other: AccessibilityTraits) {}
    public mutating func formIntersection(_ other: AccessibilityTraits) {}
    public mutating func formSymmetricDifference(_ other: AccessibilityTraits) {}
}
public struct AccessibilityChildBehavior: Sendable { public static let ignore = Self(), combine = Self(), contain = Self() }
public struct Changed: PrimitiveView {}

extension View {
    nonisolated public func font(_ font: Font?) -> Changed { fatalError() }
    nonisolated public func foregroundStyle<S: ShapeStyle>(_ style: S) -> Changed { fatalError() }
    nonisolated public func background<S: ShapeStyle>(_ style: S) -> Changed { fatalError() }
    nonisolated public func overlay<V: View>(alignment: Alignment = .center, @ViewBuilder content: () -> V) -> Changed { fatalError() }
    nonisolated public func ignoresSafeArea() -> Changed { fatalError() }
    nonisolated public func scrollDismissesKeyboard(_ mode: ScrollDismissesKeyboardMode) -> Changed { fatalError() }
    nonisolated public func tint(_ color: Color?) -> Changed { fatalError() }
    nonisolated public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> Changed { fatalError() }
    nonisolated public func frame(minWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center) -> Changed { fatalError() }
    nonisolated public func multilineTextAlignment(_ alignment: TextAlignment) -> Changed { fatalError() }
    nonisolated public func lineLimit(_ range: PartialRangeFrom<Int>) -> Changed { fatalError() }
    nonisolated public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> Changed { fatalError() }
    nonisolated public func disabled(_ disabled: Bool) -> Changed { fatalError() }
    nonisolated public func autocorrectionDisabled(_ disable: Bool = true) -> Changed { fatalError() }
    nonisolated public func keyboardType(_ type: UIKeyboardType) -> Changed { fatalError() }
    nonisolated public func textInputAutocapitalization(_ kind: TextInputAutocapitalization?) -> Changed { fatalError() }
    nonisolated public func navigationTitle<S: StringProtocol>(_ title: S) -> Changed { fatalError() }
    nonisolated public func navigationDestination<D: Hashable, C: View>(for data: D.Type, @ViewBuilder destination: @escaping (D) -> C) -> Changed { fatalError() }
    nonisolated public func searchable<S: StringProtocol>(text: Binding<String>, prompt: S) -> Changed { fatalError() }
    nonisolated public func toolbar<C: View>(@ViewBuilder content: () -> C) -> Changed { fatalError() }
    nonisolated public func tabItem<V: View>(@ViewBuilder _ label: () -> V) -> Changed { fatalError() }
    nonisolated public func tag<V: Hashable>(_ tag: V) -> Changed { fatalError() }
    nonisolated public func safeAreaInset<V: View>(edge: VerticalEdge, spacing: CGFloat? = nil, @ViewBuilder content: () -> V) -> Changed { fatalError() }
    nonisolated public func refreshable(action: @escaping @MainActor @Sendable () async -> Void) -> Changed { fatalError() }
    nonisolated public func task(@_inheritActorContext _ action: sending @escaping @isolated(any) () async -> Void) -> Changed { fatalError() }
    nonisolated public func task<T: Equatable>(id: T, @_inheritActorContext _ action: sending @escaping @isolated(any) () async -> Void) -> Changed { fatalError() }
    nonisolated public func onAppear(perform: (() -> Void)? = nil) -> Changed { fatalError() }
    nonisolated public func onOpenURL(perform: @escaping (URL) -> Void) -> Changed { fatalError() }
    nonisolated public func onChange<V: Equatable>(of value: V, initial: Bool = false, _ action: @escaping (V, V) -> Void) -> Changed { fatalError() }
    nonisolated public func confirmationDialog<S: StringProtocol, A: View>(_ title: S, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic, @ViewBuilder actions: () -> A) -> Changed { fatalError() }
    nonisolated public func confirmationDialog<S: StringProtocol, A: View, M: View>(_ title: S, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic, @ViewBuilder actions: () -> A, @ViewBuilder message: () -> M) -> Changed { fatalError() }
    nonisolated public func swipeActions<C: View>(edge: HorizontalEdge = .trailing, allowsFullSwipe: Bool = true, @ViewBuilder content: () -> C) -> Changed { fatalError() }
    nonisolated public func id<V: Hashable>(_ id: V) -> Changed { fatalError() }
    nonisolated public func environment<V>(_ path: WritableKeyPath<EnvironmentValues, V>, _ value: V) -> Changed { fatalError() }
    nonisolated public func environment<T: AnyObject & Observable>(_ object: T?) -> Changed { fatalError() }
    nonisolated public func preferredColorScheme(_ scheme: ColorScheme?) -> Changed { fatalError() }
    nonisolated public func dynamicTypeSize<R: RangeExpression>(_ range: R) -> Changed where R.Bound == DynamicTypeSize { fatalError() }
    nonisolated public func accessibilityLabel<S: StringProtocol>(_ label: S) -> Changed { fatalError() }
    nonisolated public func accessibilityHint<S: StringProtocol>(_ hint: S) -> Changed { fatalError() }
    nonisolated public func accessibilityHidden(_ hidden: Bool) -> Changed { fatalError() }
    nonisolated public func accessibilityIdentifier(_ identifier: String) -> Changed { fatalError() }
    nonisolated public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> Changed { fatalError() }
    nonisolated public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> Changed { fatalError() }
}
public struct ScrollDismissesKeyboardMode: Sendable { public static let interactively = Self() }
public enum UIKeyboardType: Sendable { case `default`, phonePad, numbersAndPunctuation }
public struct TextInputAutocapitalization: Sendable { public static var never: Self { fatalError() } }
public struct AccessibilityNotification {
    public struct Announcement {
        public init(_ announcement: String) {}
        public func post() {}
    }
}
