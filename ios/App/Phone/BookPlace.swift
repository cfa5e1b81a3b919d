import Foundation

/// Where the book lies: in no backup, because its key is in none either, and what is at the office comes from there.
enum BookPlace {
    /// The core makes it. What is put aside stays beside it, in no backup either.
    static let directory: String = {
        let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
        var place = support.appendingPathComponent("books", isDirectory: true)
        let attributes: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true, attributes: attributes)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try? place.setResourceValues(values)
        return place.appendingPathComponent("book", isDirectory: true).path
    }()

    /// Is a book there? Its key was kept before its file was made.
    static var holdsBook: Bool { FileManager.default.fileExists(atPath: directory + "/book.db") }
}
