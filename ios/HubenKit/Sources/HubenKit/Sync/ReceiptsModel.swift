import HubenCore
import Observation

/// Record by record, whether the office has it.
@MainActor @Observable
public final class ReceiptsModel {
    public private(set) var loading = true
    public private(set) var receipts: [Receipt] = []
    public private(set) var total = 0
    public private(set) var problem: Problem?

    private let desk: Desk
    private var limit: Int32 = 50

    public init(_ desk: Desk) { self.desk = desk }

    public var hasMore: Bool { receipts.count < total }

    public func more() async {
        limit += 50
        await load()
    }

    public func load() async {
        do throws(Problem) {
            let page = try await desk.ask { [limit] book in try book.receipts(page: PageRequest(limit: limit)) }
            receipts = page.items
            total = Int(page.total)
            problem = nil
        } catch {
            problem = error
        }
        loading = false
    }
}

extension Receipt {
    /// What people call it; a record that is no longer here says so.
    public func title(_ speech: Speech) -> String { title.isEmpty ? speech(.notHereAnyMore) : title }

    /// Its kind, when it was written last, and the office's number or the reason why there is none.
    public func about(_ speech: Speech, _ times: Times) -> String {
        speech.beside(
            speech(record.word), times.moment(at), state == .atOffice ? number.map { speech(.receiptNumber, Int($0)) } : nil,
            reason.map { speech($0) })
    }
}
