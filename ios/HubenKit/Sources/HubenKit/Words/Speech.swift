import HubenCore

/// The app's two languages.
public enum Language: String, CaseIterable, Sendable {
    case chinese = "zh-Hans"
    case english = "en"

    /// What the phone's owner prefers: Chinese wherever they read any, for the app is made for a Chinese office.
    public static func preferred(_ languages: [String]) -> Language {
        for language in languages {
            if language.hasPrefix("zh") { return .chinese }
            if language.hasPrefix("en") { return .english }
        }
        return .chinese
    }
}

/// What stands in a word's blanks.
public protocol SpeechPart: Sendable {}
extension String: SpeechPart {}
extension Int: SpeechPart {}

/// Says words in one language. Where they come from is the app's business (its String Catalog); what is said when is
/// the same everywhere.
public struct Speech: Sendable {
    public let language: Language
    private let find: @Sendable (Word, [any SpeechPart]) -> String

    /// `find` gives a word with its blanks filled, plurals by the first number.
    public init(_ language: Language, find: @escaping @Sendable (Word, [any SpeechPart]) -> String) {
        self.language = language
        self.find = find
    }

    public func callAsFunction(_ word: Word, _ parts: any SpeechPart...) -> String { find(word, parts) }

    /// The core's words in the app's language.
    public func callAsFunction(_ words: Words) -> String { language == .chinese ? words.zh : words.en }

    /// A word that is a list, one entry a line.
    public func list(_ word: Word) -> [String] { find(word, []).split(separator: "\n").map(String.init) }

    /// Facts beside each other, without the absent ones.
    public func beside(_ facts: String?...) -> String {
        facts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
    }
}
