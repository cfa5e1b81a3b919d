import HubenCore

/// A place in the app. It is written as text, so that the way back outlives the process.
public enum Route: Hashable, Sendable {
    case attention, sync, settings
    case household(HouseholdId)
    /// A card to be changed, or a new one.
    case card(HouseholdId?)
    /// To another area.
    case move(HouseholdId)
    case end(HouseholdId)
    /// Somebody of a household, or somebody new there.
    case resident(HouseholdId, ResidentId?)
    /// Somebody who is no longer there.
    case endResident(HouseholdId, ResidentId)
    case visit(HouseholdId)
    /// One's own visit, to be put right.
    case amend(VisitId)
    case hazard(HouseholdId?)
    case issue(IssueId)
    case step(IssueId, String)

    public var written: String {
        switch self {
        case .attention: "attention"
        case .sync: "sync"
        case .settings: "settings"
        case .household(let id): "household/\(id.text)"
        case .card(let id): "card/\(id?.text ?? "")"
        case .move(let id): "move/\(id.text)"
        case .end(let id): "end/\(id.text)"
        case .resident(let home, let id): "resident/\(home.text)/\(id?.text ?? "")"
        case .endResident(let home, let id): "end-resident/\(home.text)/\(id.text)"
        case .visit(let id): "visit/\(id.text)"
        case .amend(let id): "amend/\(id.text)"
        case .hazard(let id): "hazard/\(id?.text ?? "")"
        case .issue(let id): "issue/\(id.text)"
        case .step(let id, let step): "step/\(id.text)/\(step)"
        }
    }

    /// What `written` wrote; nothing else is a place.
    public init?(written: String) {
        let parts = written.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let id = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
        let second = parts.count > 2 && !parts[2].isEmpty ? parts[2] : nil
        switch (parts[0], id) {
        case ("attention", _): self = .attention
        case ("sync", _): self = .sync
        case ("settings", _): self = .settings
        case ("household", let id?): self = .household(HouseholdId(text: id))
        case ("card", let id): self = .card(id.map { HouseholdId(text: $0) })
        case ("move", let id?): self = .move(HouseholdId(text: id))
        case ("end", let id?): self = .end(HouseholdId(text: id))
        case ("resident", let id?): self = .resident(HouseholdId(text: id), second.map { ResidentId(text: $0) })
        case ("end-resident", let id?):
            guard let second else { return nil }
            self = .endResident(HouseholdId(text: id), ResidentId(text: second))
        case ("visit", let id?): self = .visit(HouseholdId(text: id))
        case ("amend", let id?): self = .amend(VisitId(text: id))
        case ("hazard", let id): self = .hazard(id.map { HouseholdId(text: $0) })
        case ("issue", let id?): self = .issue(IssueId(text: id))
        case ("step", let id?):
            guard let second else { return nil }
            self = .step(IssueId(text: id), second)
        default: return nil
        }
    }

    /// Where one record is shown; nowhere if this version does not know its kind. A visit stands in its household's book.
    public init?(_ record: RecordRef) {
        switch record {
        case .householdCard(let household): self = .household(household)
        case .issueCase(let issue): self = .issue(issue)
        case .bookEntry, .newerRecord: return nil
        }
    }
}
