import Foundation
import HubenKit

/// Where the books lie: in no backup, because their keys are in none either (a book without its key is noise), and what
/// is at the office comes back from there with an enrolment. Readable from the first unlock after a start on, so that a
/// sync in the background can write while the phone lies locked in a pocket.
enum BookPlace {
    static func shelf() -> Shelf {
        let support = FileManager.default.urls(for: .applicationSupportDirectory, in: .userDomainMask)[0]
        var place = support.appendingPathComponent("books", isDirectory: true)
        let attributes: [FileAttributeKey: Any] = [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        // Where this fails nothing can be written, and the book says so when it is made.
        try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true, attributes: attributes)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        // Where this fails the backup holds an encrypted file that nobody can open: noise, and no reason to stop working.
        try? place.setResourceValues(values)
        return Shelf(directory: place.path) { KeychainVault($0) }
    }
}
