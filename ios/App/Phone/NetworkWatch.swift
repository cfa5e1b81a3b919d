import HubenKit
import Network

/// Tells the kit what iOS knows of the network.
final class NetworkWatch: Sendable {
    private let monitor = NWPathMonitor()

    init(_ network: HubenKit.Network) {
        monitor.pathUpdateHandler = { path in
            let (online, metered) = (path.status == .satisfied, path.isExpensive || path.isConstrained)
            Task { @MainActor in network.found(online: online, metered: metered) }
        }
        monitor.start(queue: .global(qos: .utility))
    }

    deinit { monitor.cancel() }
}
