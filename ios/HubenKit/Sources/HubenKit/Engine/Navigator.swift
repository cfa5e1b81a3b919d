import Observation

/// Where one is: a tab, and the way from it. Written as text, so that it outlives the process.
@MainActor @Observable
public final class Navigator {
    public enum Tab: String, CaseIterable, Sendable { case today, households, issues }

    public var tab = Tab.today
    public var paths: [Tab: [Route]] = [:]

    public init() {}

    public func go(_ route: Route) {
        if paths[tab]?.last != route { paths[tab, default: []].append(route) }
    }

    /// One step back; at the root nothing happens.
    public func back() {
        if paths[tab]?.isEmpty == false { paths[tab]?.removeLast() }
    }

    /// Instead of what is seen: a form that is done gives way to what came of it.
    public func replace(_ route: Route) {
        back()
        paths[tab]?.removeAll { $0 == route }
        go(route)
    }

    public var written: String {
        get {
            let ways = Tab.allCases.map { tab in
                ([tab.rawValue] + (paths[tab] ?? []).map(\.written)).joined(separator: " ")
            }
            return ([tab.rawValue] + ways).joined(separator: "\n")
        }
        set {
            let lines = newValue.split(separator: "\n")
            guard let first = lines.first, let tab = Tab(rawValue: String(first)) else { return }
            self.tab = tab
            for line in lines.dropFirst() {
                let words = line.split(separator: " ").map(String.init)
                guard let name = words.first, let tab = Tab(rawValue: name) else { continue }
                paths[tab] = words.dropFirst().compactMap { Route(written: $0) }
            }
        }
    }
}
