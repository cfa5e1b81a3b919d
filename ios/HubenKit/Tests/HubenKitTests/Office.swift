import Foundation

#if !os(iOS)  // an iPhone starts no other program

/// A real office: `huben-server` with a directory of its own, served on loopback.
final class Office {
    static let community = "321181001025"
    static let grid = "321181001025001"

    private let directory: URL
    private var serving: Process?
    private var port = 0

    init() throws {
        directory = try temporaryDirectory("office")
        try says("init", "--name", "振兴路社区", "--area", Self.community)
        try says("area", "add", "--code", Self.grid, "--name", "第1网格")
    }

    deinit {
        shut()
        try? FileManager.default.removeItem(at: directory)
    }

    /// A user of this role; gives the id.
    func user(_ name: String, _ role: String, area: String = grid) throws -> String {
        try says("user", "add", "--name", name, "--role", role, "--area", area)["user"] as! String
    }

    func invite(_ user: String) throws -> String { try says("user", "invite", "--user", user)["invitation"] as! String }

    func revoke(_ user: String) throws { try says("user", "set", "--user", user, "--active", "false") }

    /// Opens the doors; the address stays the same over closing and opening.
    func serve() throws {
        let (process, output) = try start(["serve", "--listen", "127.0.0.1:\(port)"])
        serving = process
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure("the office did not open") }
            line += more
        }
        let first = line.prefix { $0 != UInt8(ascii: "\n") }
        let said = try JSONSerialization.jsonObject(with: first) as! [String: Any]
        port = Int((said["listening"] as! String).split(separator: ":").last!)!
    }

    /// Closes the doors without a word: no phone reaches it. (A child of a Swift test inherits blocked signals on
    /// Linux, so that nothing less than a kill is heard; the hub must bear that anyway.)
    func shut() {
        guard let process = serving else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        serving = nil
    }

    /// What the office says, as JSON.
    @discardableResult
    func says(_ words: String...) throws -> [String: Any] {
        let (process, output) = try start(words)
        let said = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure("huben-server \(words): \(process.terminationStatus)") }
        return try JSONSerialization.jsonObject(with: said) as? [String: Any] ?? [:]
    }

    private func start(_ words: [String]) throws -> (Process, Pipe) {
        let process = Process()
        let output = Pipe()
        process.executableURL = programs.appendingPathComponent("huben-server")
        process.arguments = ["--data", directory.appendingPathComponent("data").path, "--json"] + words
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return (process, output)
    }
}

#endif

struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// The repository, from where this file stands.
let repository = (0..<5).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }

/// Where cargo put the programs of this repository.
let programs: URL = {
    let target = ProcessInfo.processInfo.environment["CARGO_TARGET_DIR"].map { URL(fileURLWithPath: $0) }
    return (target ?? repository.appendingPathComponent("target")).appendingPathComponent("debug")
}()

func temporaryDirectory(_ name: String) throws -> URL {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("huben-\(name)-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    return directory
}
