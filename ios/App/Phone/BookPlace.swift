import Foundation

/// Where the book lies: in no backup, because its key is in none either, and what is at the office comes from there.
enum BookPlace {
    static let directory: String = {
        var place = URL.applicationSupportDirectory.appending(path: "book", directoryHint: .isDirectory)
        let attributes: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true, attributes: attributes)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try? place.setResourceValues(values)
        return place.path(percentEncoded: false)
    }()

    /// Is anything there?
    static var holdsBook: Bool {
        let files = try? FileManager.default.contentsOfDirectory(atPath: directory)
        return files?.isEmpty == false
    }
}
