import HubenCore

/// Why something did not go, in both languages, with what can be done next.
public struct Problem: Error, Equatable, Sendable {
    /// What can be done about it; the core's own division.
    public enum Kind: Equatable, Sendable, CaseIterable {
        case invalidInput, notFound, notAllowed, signInAgain, offline, locked, damaged
        case storageFull, storageFailed, updateRequired, `internal`
    }

    public let kind: Kind
    /// Finished words that say what to do.
    public let words: Words
    /// The field that cannot be taken as it is, by the core's name.
    public let field: String?
    /// The same for people.
    public let label: Words?

    public init(_ kind: Kind, _ words: Words, field: String? = nil, label: Words? = nil) {
        self.kind = kind
        self.words = words
        self.field = field
        self.label = label
    }

    /// In one sentence, which names the field: it may be out of sight.
    public func said(_ speech: Speech) -> String {
        label.map { speech(.fieldValue, speech($0), speech(words)) } ?? speech(words)
    }

    /// The core's errors as the screens know them; anything else is a fault of ours, and told as one.
    public init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as BookError: self.init(book: error)
        default: self.init(.internal, Words(zh: "程序出错了，请告诉社区（\(type(of: error))）", en: "something went wrong inside; tell the office (\(type(of: error)))"))
        }
    }

    private init(book error: BookError) {
        switch error {
        case .InvalidInput(let field, let label, let reason): self.init(.invalidInput, reason, field: field, label: label)
        case .NotFound(let reason): self.init(.notFound, reason)
        case .NotAllowed(let reason): self.init(.notAllowed, reason)
        case .SignInAgain(let reason): self.init(.signInAgain, reason)
        case .Offline(let reason): self.init(.offline, reason)
        case .Locked(let reason): self.init(.locked, reason)
        case .Damaged(let reason): self.init(.damaged, reason)
        case .StorageFull(let reason): self.init(.storageFull, reason)
        case .StorageFailed(let reason): self.init(.storageFailed, reason)
        case .UpdateRequired(let reason): self.init(.updateRequired, reason)
        case .Internal(let reason): self.init(.internal, reason)
        }
    }

    /// Nobody may ask before the book is open.
    static let notOpen = Problem(
        .notFound, Words(zh: "户本还没有打开，请稍后再试", en: "the book is not open yet; try again in a moment"))
}
