/// Everything that its user sets. Kept on the phone, never sent.
public struct Preferences: Form {
    public enum TextSize: String, Codable, CaseIterable, Sendable { case normal, large, largest }
    public enum Shade: String, Codable, CaseIterable, Sendable { case system, light, dark }

    /// `zh-Hans`, `en`, or as the phone.
    public var language: String?
    public var textSize = TextSize.normal
    public var shade = Shade.system
    /// By itself only where it costs nothing; a sync by hand and urgent hazards use any network.
    public var unmeteredOnly = false
    /// Tell of what is dispatched to me, and of what is unsent.
    public var notices = true
    /// Ask for the phone's own lock when the app is opened.
    public var locked = false

    public init() {}

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        language = fields.field(.language)
        textSize = fields.field(.textSize, else: .normal)
        shade = fields.field(.shade, else: .system)
        unmeteredOnly = fields.field(.unmeteredOnly, else: false)
        notices = fields.field(.notices, else: true)
        locked = fields.field(.locked, else: false)
    }

    /// What the app speaks, on a phone that prefers these languages.
    public func speaks(on phone: [String]) -> Language {
        language.flatMap { Language(rawValue: $0) } ?? Language.preferred(phone)
    }

    /// As text, for the app's own settings store, and back; what cannot be read is as a new phone has it.
    public var text: String { written }
    public init(text: String) { self = Preferences(written: text) ?? Preferences() }
}
