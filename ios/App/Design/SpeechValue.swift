import Foundation
import HubenKit
import SwiftUI

extension Speech {
    /// The String Catalog's words in this language, whatever the phone's own is.
    static func catalog(_ language: Language) -> Speech {
        let place = Bundle.main.path(forResource: language.rawValue, ofType: "lproj")
        let bundle = place.flatMap { Bundle(path: $0) } ?? Bundle.main
        let locale = Locale(identifier: language.rawValue)
        return Speech(language) { word, parts in
            let text = bundle.localizedString(forKey: word.rawValue, value: nil, table: nil)
            return parts.isEmpty ? text : String(format: text, locale: locale, arguments: parts.map(argument))
        }
    }

    private static func argument(_ part: any SpeechPart) -> any CVarArg {
        if let number = part as? Int { return number }
        return (part as? String ?? "") as NSString
    }
}

private struct SpeechKey: EnvironmentKey {
    static let defaultValue = Speech.catalog(Language.preferred(Locale.preferredLanguages))
}

extension EnvironmentValues {
    /// How this screen speaks.
    var speech: Speech {
        get { self[SpeechKey.self] }
        set { self[SpeechKey.self] = newValue }
    }
}
