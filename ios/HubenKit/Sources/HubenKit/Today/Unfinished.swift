import HubenCore

/// A form that was begun and not handed in.
public struct Unfinished: Equatable, Sendable, Identifiable {
    public let id: DraftId
    public let route: Route
    /// What it would become.
    public let kind: Word
    /// Of which household; empty where it is of none.
    public let title: String
    public let beginning: String
    /// What it is about is no longer on this phone: it can be read and thrown away.
    public let stray: Bool
}

extension Unfinished {
    /// A draft in which something was changed; nothing where this version does not know what it was.
    init?(_ draft: Draft, in book: Book) throws {
        guard let route = Route(written: draft.kind), let form = Self.form(route, draft.content) else { return nil }
        var (title, stray) = ("", false)
        do {
            title = try Self.title(of: route, in: book)
        } catch BookError.NotFound {
            stray = true
        }
        self.init(id: draft.id, route: route, kind: form.kind, title: title, beginning: form.words, stray: stray)
    }

    /// What it would become, and what was written; nothing where it is as it was.
    private static func form(_ route: Route, _ content: String) -> (kind: Word, words: String)? {
        switch route {
        case .visit: new(VisitForm.self, content, .visitTitle, \.text)
        case .hazard: new(HazardForm.self, content, .hazardTitle, \.category, \.place, \.text)
        case .step(_, let code): new(StepForm.self, content, StepKind(code: code)?.word ?? .newerCode, \.text, \.note)
        case .end: new(EndForm.self, content, .householdEnd, \.reason)
        case .endResident: new(EndForm.self, content, .residentEnd, \.reason)
        case .move: new(MoveForm.self, content, .householdMove)
        case .amend: changed(content, .visitEdit, \VisitForm.text)
        case .card(let id):
            changed(content, id == nil ? .householdAdd : .cardEdit, \CardForm.name, \.address, \.estate, \.contact, \.phone, \.note)
        case .resident(_, let id):
            changed(content, id == nil ? .residentAdd : .residentEdit, \ResidentForm.name, \.relation, \.phone, \.birthDate)
        default: nil
        }
    }

    private static func new<F: Form>(
        _ form: F.Type, _ content: String, _ kind: Word, _ fields: KeyPath<F, String>...
    ) -> (kind: Word, words: String)? {
        guard let form = F(written: content), form != F() else { return nil }
        return (kind, joined(fields.map { form[keyPath: $0] }))
    }

    private static func changed<F: Form>(
        _ content: String, _ kind: Word, _ fields: KeyPath<F, String>...
    ) -> (kind: Word, words: String)? {
        guard let edited = Edited<F>(written: content), edited.form != edited.before else { return nil }
        return (kind, joined(fields.compactMap { edited.changed($0) }))
    }

    private static func joined(_ words: [String]) -> String { words.compactMap(\.filled).joined(separator: " ") }

    private static func title(of route: Route, in book: Book) throws -> String {
        switch route {
        case .visit(let id), .move(let id), .end(let id), .resident(let id, _), .endResident(let id, _): try book.household(id: id).title
        case .card(let id), .hazard(let id): try id.map { try book.household(id: $0).title } ?? ""
        case .amend(let id): try book.household(id: book.visit(id: id).household).title
        case .step(let id, _): try book.issue(id: id).text
        default: ""
        }
    }
}
