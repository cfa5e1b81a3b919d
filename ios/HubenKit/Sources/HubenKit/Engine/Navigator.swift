import Observation

/// Where one is: a tab, and the way from it. Written as text, so that it outlives the process.
@MainActor @Observable
public final class Navigator {
    public enum Tab: String, CaseIterable, Sendable { case today, households, issues }

    public var tab = Tab.today
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

    /// Back to `route`, where the way passes it; else one step.
    public func back(to route: Route) {
        guard let place = self[way: tab].lastIndex(of: route) else { return back() }
        self[way: tab].removeLast(self[way: tab].count - place - 1)
    }

    /// Instead of what is seen: a form that is done gives way to what came of it.
    public func replace(_ route: Route) {
        back()
        self[way: tab].removeAll { $0 == route }
        go(route)
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
