import HubenCore
import Observation

/// The list of households; with words in the field, what the core finds by them, letter by letter.
@MainActor @Observable
public final class HouseholdsModel {
    public private(set) var loading = true
    public private(set) var rows: [Household] = []
    public private(set) var total = 0
    /// May this user enter a household?
    public private(set) var mayAdd = false
    public private(set) var problem: Problem?
    /// What is asked for: characters, pinyin, initials, a door, the end of a telephone number.
    public var asked = "" { didSet { if asked != oldValue { limit = Self.page } } }
    public var notSeenOnly = false { didSet { if notSeenOnly != oldValue { limit = Self.page } } }

    private static let page: Int32 = 50
    private let desk: Desk
    private var limit = HouseholdsModel.page
    private var question = 0

    public init(_ desk: Desk) { self.desk = desk }

    public var hasMore: Bool { rows.count < total }

    public func more() async {
        limit += Self.page
        await load()
    }

    /// Looks again. An answer that is older than the newest question is thrown away.
    public func load() async {
        question += 1
        let mine = question
        let words = asked.filled
        let late = notSeenOnly && words == nil
        let wanted = PageRequest(limit: limit)
        do throws(Problem) {
            let (page, areas) = try await desk.ask { book in
                let filter = HouseholdFilter(text: words, notSeenLong: late)
                return (try book.households(filter: filter, page: wanted), try book.householdAreas())
            }
            guard mine == question else { return }
            mayAdd = !areas.isEmpty
            rows = page.items
            total = Int(page.total)
            problem = nil
        } catch {
            guard mine == question else { return }
            problem = error
        }
        loading = false
    }
}
