import Foundation

/// Where the book lies: in no backup, because its key is in none either, and what is at the office comes from there.
enum BookPlace {
    static let directory: String = {
        let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
        var place = support.appendingPathComponent("book", isDirectory: true)
        let attributes: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true, attributes: attributes)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try? place.setResourceValues(values)
        return place.path
    }()

    /// Is anything there?
    static var holdsBook: Bool {
        let files = try? FileManager.default.contentsOfDirectory(atPath: directory)
        return files?.isEmpty == false
    }
}
