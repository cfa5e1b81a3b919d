import HubenCore
import Observation

/// Who this phone belongs to, and what can be said of it without saying anything of anybody.
@MainActor @Observable
public final class SettingsModel {
    public private(set) var me: Me?
    public private(set) var problem: Problem?
    public let version = libraryVersion()

    private let desk: Desk

    public init(_ desk: Desk) { self.desk = desk }

    public func load() async {
        do throws(Problem) {
            me = try await desk.ask { try $0.me() }
            problem = nil
        } catch {
            problem = error
        }
    }

    /// What this user is entrusted with, each once.
    public var roles: [UserRole] {
        me?.user.grants.map(\.role).reduce(into: []) { if !$0.contains($1) { $0.append($1) } } ?? []
    }

    public var places: [String] { me.map { [$0.office] + $0.areas.map(\.name) } ?? [] }

    /// Enough of the device's id to tell two phones apart.
    public var device: String { String(me?.device.text.suffix(6) ?? "") }

    /// Counts, versions and times, for whoever helps; a book that is shut says only why.
    public func diagnostics() async -> String {
        do throws(Problem) {
            return try await desk.ask { try $0.diagnostics() }
        } catch {
            return "huben \(version)\nbook: \(error.kind)\n"
        }
    }
}
