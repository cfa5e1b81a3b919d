import Observation

/// Where one is: a tab, and the way from it. Written as text, so that it outlives the process.
@MainActor @Observable
public final class Navigator {
    public enum Tab: String, CaseIterable, Sendable { case today, households, issues }

    public var tab = Tab.today
    /// The list of households is asked for those not seen for long; it takes that back once it shows them.
    public var wantsNotSeen = false
    private var ways: [Tab: [Route]] = [:]

    public init() {}

    /// The way from a tab's root to what is seen there.
    public subscript(way tab: Tab) -> [Route] {
        get { ways[tab] ?? [] }
        set { ways[tab] = newValue }
    }

    public func go(_ route: Route) {
        if self[way: tab].last != route { self[way: tab].append(route) }
    }

    /// One step back; at the root nothing happens.
    public func back() { self[way: tab] = self[way: tab].dropLast() }

    /// Where one was, unless something leads elsewhere already, as a tap on a notice does that opened the app.
    public func restore(_ way: String) {
        if tab == .today && ways.values.allSatisfy(\.isEmpty) { written = way }
    }

    /// A form is done: back from it, to `place` where the way passes that, unless its user has left it already.
    public func leave(_ form: Route, to place: Route? = nil) {
        guard let tab = tab(at: form) else { return }
        let passed = place.flatMap { self[way: tab].lastIndex(of: $0) }.map { $0 + 1 }
        self[way: tab].removeLast(self[way: tab].count - (passed ?? self[way: tab].count - 1))
    }

    /// A form is done, and gives way to what came of it, unless its user has left it already.
    public func replace(_ form: Route, with route: Route) {
        guard let tab = tab(at: form) else { return }
        self[way: tab].removeLast()
        self[way: tab].removeAll { $0 == route }
        self[way: tab].append(route)
    }

    private func tab(at form: Route) -> Tab? { Tab.allCases.first { self[way: $0].last == form } }

    /// Another book is opened: every way begins anew.
    public func beginAnew() {
        ways = [:]
        tab = .today
    }

    public var written: String {
        get {
            let lines = Tab.allCases.map { tab in
                ([tab.rawValue] + self[way: tab].map(\.written)).joined(separator: " ")
            }
            return ([tab.rawValue] + lines).joined(separator: "\n")
        }
        set {
            let lines = newValue.split(separator: "\n")
            guard let first = lines.first, let tab = Tab(rawValue: String(first)) else { return }
            self.tab = tab
            for line in lines.dropFirst() {
                let words = line.split(separator: " ").map(String.init)
                guard let name = words.first, let tab = Tab(rawValue: name) else { continue }
                self[way: tab] = words.dropFirst().compactMap { Route(written: $0) }
            }
        }
    }
}
