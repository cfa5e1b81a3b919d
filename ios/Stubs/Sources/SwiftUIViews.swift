// SwiftUI's views as far as the app uses them.
public struct Text: PrimitiveView { nonisolated public init<S: StringProtocol>(_ text: S) {} }
public struct Image: PrimitiveView { nonisolated public init(systemName: String) {} }
public struct Spacer: PrimitiveView { nonisolated public init(minLength: CGFloat? = nil) {} }
public struct Label<Title: View, Icon: View>: PrimitiveView {}
extension Label where Title == Text, Icon == Image {
    nonisolated public init<S: StringProtocol>(_ title: S, systemImage: String) {}
}
public struct VStack<C: View>: PrimitiveView {
    nonisolated public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct HStack<C: View>: PrimitiveView {
    nonisolated public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct ZStack<C: View>: PrimitiveView { nonisolated public init(alignment: Alignment = .center, @ViewBuilder content: () -> C) {} }
public struct Rectangle: PrimitiveView { public init() {} }
extension Rectangle { nonisolated public func fill<S: ShapeStyle>(_ style: S) -> Changed { fatalError() } }
public struct Group<C>: PrimitiveView { nonisolated public init(@ViewBuilder content: () -> C) where C: View {} }
public struct ScrollView<C: View>: PrimitiveView { nonisolated public init(@ViewBuilder content: () -> C) {} }
public struct List<C: View>: PrimitiveView { nonisolated public init(@ViewBuilder content: () -> C) {} }
public struct Form<C: View>: PrimitiveView { nonisolated public init(@ViewBuilder content: () -> C) {} }
public struct Section<P: View, C: View, F: View>: PrimitiveView {}
extension Section where P == EmptyView, F == EmptyView { nonisolated public init(@ViewBuilder content: () -> C) {} }
extension Section where P == Text, F == EmptyView {
    nonisolated public init<S: StringProtocol>(_ title: S, @ViewBuilder content: () -> C) {}
}
public struct ForEach<Data: RandomAccessCollection, ID: Hashable, C>: PrimitiveView {}
extension ForEach where C: View {
    nonisolated public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> C) {}
}
extension ForEach where C: View, Data.Element: Identifiable, ID == Data.Element.ID {
    nonisolated public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> C) {}
}
public struct Button<L: View>: PrimitiveView {
    @preconcurrency nonisolated public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> L) {}
}
public struct ButtonRole: Sendable { public static let destructive = ButtonRole(), cancel = ButtonRole() }
extension Button where L == Text {
    @preconcurrency nonisolated public init<S: StringProtocol>(_ title: S, action: @escaping @MainActor () -> Void) {}
    @preconcurrency nonisolated public init<S: StringProtocol>(_ title: S, role: ButtonRole?, action: @escaping @MainActor () -> Void) {}
}
extension Button where L == Label<Text, Image> {
    @preconcurrency nonisolated public init<S: StringProtocol>(_ title: S, systemImage: String, action: @escaping @MainActor () -> Void) {}
}
public struct TextField<L: View>: PrimitiveView {}
extension TextField where L == Text {
    nonisolated public init<S: StringProtocol>(_ title: S, text: Binding<String>, axis: Axis) {}
}
public struct Toggle<L: View>: PrimitiveView { nonisolated public init(isOn: Binding<Bool>, @ViewBuilder label: () -> L) {} }
extension Toggle where L == Text { nonisolated public init<S: StringProtocol>(_ title: S, isOn: Binding<Bool>) {} }
public struct Picker<L: View, V: Hashable, C: View>: PrimitiveView {}
extension Picker where L == Text {
    nonisolated public init<S: StringProtocol>(_ title: S, selection: Binding<V>, @ViewBuilder content: () -> C) {}
}
public struct ProgressView<L: View>: PrimitiveView { nonisolated public init(@ViewBuilder label: () -> L) {} }
extension ProgressView where L == EmptyView { nonisolated public init() {} }
public struct ShareLink<L: View>: PrimitiveView { nonisolated public init(item: String, @ViewBuilder label: () -> L) {} }
public struct NavigationStack<D, R: View>: PrimitiveView {
    nonisolated public init<E: Hashable>(path: Binding<[E]>, @ViewBuilder root: () -> R) where D == [E] {}
}
extension NavigationStack where D == Never { nonisolated public init(@ViewBuilder root: () -> R) {} }
public struct NavigationLink<L: View, D: View>: PrimitiveView {}
extension NavigationLink where D == Never {
    nonisolated public init<P: Hashable>(value: P?, @ViewBuilder label: () -> L) {}
}
public struct TabView<S: Hashable, C: View>: PrimitiveView {
    nonisolated public init(selection: Binding<S>?, @ViewBuilder content: () -> C) {}
}

// Layout
public protocol Layout: Sendable {
    associatedtype Cache = Void
    typealias Subviews = LayoutSubviews
    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout Cache) -> CGSize
    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout Cache)
}
extension Layout {
    @MainActor @preconcurrency public func callAsFunction<V: View>(@ViewBuilder _ content: () -> V) -> LaidOut { fatalError() }
}
public struct LaidOut: PrimitiveView {}
public struct LayoutSubviews: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { 0 }
    public subscript(index: Int) -> LayoutSubview { fatalError() }
}
public struct LayoutSubview {
    public func sizeThatFits(_ proposal: ProposedViewSize) -> CGSize { fatalError() }
    public func place(at: CGPoint, anchor: UnitPoint = .topLeading, proposal: ProposedViewSize) {}
}
public struct UnitPoint: Sendable { public static let topLeading = UnitPoint() }
public struct ProposedViewSize {
    public var width: CGFloat?
    public var height: CGFloat?
    public init(width: CGFloat?, height: CGFloat?) {}
}
