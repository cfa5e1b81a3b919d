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
    /// A draft with words in it; nothing where there are none, or where this version does not know what it was.
    init?(_ draft: Draft, in book: Book) throws {
        guard let route = Route(written: draft.kind), let form = Self.form(route, draft.content) else { return nil }
        guard let beginning = form.words.filled else { return nil }
        var (title, stray) = ("", false)
        do {
            title = try Self.title(of: route, in: book)
        } catch BookError.NotFound {
            stray = true
        }
        self.init(id: draft.id, route: route, kind: form.kind, title: title, beginning: beginning, stray: stray)
    }

    /// What it would become, and what was written.
    private static func form(_ route: Route, _ content: String) -> (kind: Word, words: String)? {
        switch route {
        case .visit: return (.visitTitle, VisitForm(written: content)?.text ?? "")
        case .amend: return (.visitEdit, Edited<VisitForm>(written: content)?.form.text ?? "")
        case .hazard: return (.hazardTitle, HazardForm(written: content)?.text ?? "")
        case .step(_, let code): return (StepKind(code: code)?.word ?? .newerCode, StepForm(written: content)?.text ?? "")
        case .end: return (.householdEnd, EndForm(written: content)?.reason ?? "")
        case .endResident: return (.residentEnd, EndForm(written: content)?.reason ?? "")
        case .card(let household):
            let card = Edited<CardForm>(written: content)?.form
            let words = [card?.name, card?.address, card?.contact, card?.phone, card?.note]
            return (household == nil ? .householdAdd : .cardEdit, joined(words))
        case .resident(_, let resident):
            let form = Edited<ResidentForm>(written: content)?.form
            return (resident == nil ? .residentAdd : .residentEdit, joined([form?.name, form?.relation, form?.phone]))
        default: return nil
        }
    }

    private static func joined(_ words: [String?]) -> String { words.compactMap { $0?.filled }.joined(separator: " ") }

    private static func title(of route: Route, in book: Book) throws -> String {
        switch route {
        case .visit(let id), .end(let id), .resident(let id, _), .endResident(let id, _): try book.household(id: id).title
        case .card(let id), .hazard(let id): try id.map { try book.household(id: $0).title } ?? ""
        case .amend(let id): try book.household(id: book.visit(id: id).household).title
        case .step(let id, _): try book.issue(id: id).text
        default: ""
        }
    }
}
