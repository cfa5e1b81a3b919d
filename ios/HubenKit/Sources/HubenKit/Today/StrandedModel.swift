import HubenCore
import Observation

/// The words of a form whose household, visit or issue is no longer on this phone: to be read, and thrown away.
@MainActor @Observable
public final class StrandedModel {
    public private(set) var form: Unfinished?

    private let desk: Desk
    private let route: Route

    public init(_ desk: Desk, _ route: Route) {
        self.desk = desk
        self.route = route
    }

    public func load() async {
        form = try? await desk.ask { [route] book in
            try book.draft(kind: route.written).flatMap { try Unfinished($0, in: book) }.flatMap { $0.stray ? $0 : nil }
        }
    }

    public func discard() async {
        if let form { try? await desk.ask { book in try book.discardDraft(id: form.id) } }
        await load()
    }
}
