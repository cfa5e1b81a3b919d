import Foundation
import HubenCore

/// Where a book lies, and the vault that keeps its key.
public struct Place: Sendable {
    public let directory: String
    public let vault: any KeyVault
}

/// One enrolment, one book, one folder; the newest is in use. A book that the office does not take any more, or whose key
/// is lost, stays untouched beside the one that came after it, because nobody has said that it may go.
public struct Shelf: Sendable {
    private let directory: String
    private let vault: @Sendable (Place.Name) -> any KeyVault

    /// `vault` gives the vault of the book in this folder; each has its own key.
    public init(directory: String, vault: @escaping @Sendable (Place.Name) -> any KeyVault) {
        self.directory = directory
        self.vault = vault
    }

    /// The book in use, or the place for the first one.
    public func newest() -> Place { place(max(numbers().last ?? 1, 1)) }
    /// The place for another enrolment.
    public func next() -> Place { place((numbers().last ?? 0) + 1) }
    /// Every book, the newest first.
    public func all() -> [Place] { numbers().reversed().map(place) }

    private func numbers() -> [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.compactMap { Int($0) }.filter { holdsBook(directory: place($0).directory) }.sorted()
    }

    private func place(_ number: Int) -> Place {
        let name = Place.Name(directory: "\(directory)/\(number)", key: "\(number)")
        return Place(directory: name.directory, vault: vault(name))
    }
}

extension Place {
    /// What a vault goes by.
    public struct Name: Sendable {
        /// Where the book lies, or will.
        public let directory: String
        /// Its key's name.
        public let key: String
    }
}
