import Foundation

@testable import HubenKit

/// The app's own words, read from its String Catalog as Xcode would compile it.
enum Catalog {
    struct Entry: Decodable {
        struct Unit: Decodable { let value: String }
        struct Text: Decodable {
            let stringUnit: Unit?
            let variations: [String: [String: Text]]?
        }
        let localizations: [String: Text]
    }
    struct File: Decodable { let strings: [String: Entry] }

    static let entries: [String: Entry] = {
        let place = repository.appendingPathComponent("ios/App/Resources/Localizable.xcstrings")
        return try! JSONDecoder().decode(File.self, from: Data(contentsOf: place)).strings
    }()

    static func speech(_ language: Language) -> Speech {
        Speech(language) { word, parts in filled(text(word, language, parts), parts) }
    }

    private static func text(_ word: Word, _ language: Language, _ parts: [any SpeechPart]) -> String {
        guard let found = entries[word.rawValue]?.localizations[language.rawValue] else { return "‹\(word)›" }
        if let unit = found.stringUnit { return unit.value }
        let plural = found.variations?["plural"] ?? [:]
        let one = parts.lazy.compactMap { $0 as? Int }.first == 1 ? plural["one"] : nil
        return (one ?? plural["other"])?.stringUnit?.value ?? "‹\(word)›"
    }

    private static func filled(_ text: String, _ parts: [any SpeechPart]) -> String {
        parts.enumerated().reduce(text) { text, part in
            let blank = "%\(part.offset + 1)$" + (part.element is Int ? "lld" : "@")
            return text.replacingOccurrences(of: blank, with: "\(part.element)")
        }
    }
}
