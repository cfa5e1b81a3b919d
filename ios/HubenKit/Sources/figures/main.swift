// What a call through the Swift binding costs, beside the least that any call of a foreign function costs, in the same
// run. Prints, judges nothing. Started by `ios/figures`, which opens an office and gives the invitation.
import Foundation
import HubenCoreFFI
import HubenKit

final class Vault: KeyVault, @unchecked Sendable {
    private var key: Data?
    func load() throws -> Data? { key }
    func store(key: Data) throws { self.key = key }
}

/// Runs `act` for about a second after a warm-up, and prints the median.
func measure(_ name: String, _ act: () throws -> Void) rethrows {
    for _ in 0..<10 { try act() }
    var times: [Double] = []
    let end = ContinuousClock.now + .seconds(1)
    while ContinuousClock.now < end || times.count < 5 {
        let taken = try ContinuousClock().measure(act)
        times.append(Double(taken.components.attoseconds) / 1e12 + Double(taken.components.seconds) * 1e6)
    }
    let middle = times.sorted()[times.count / 2]
    print(name.padding(toLength: 58, withPad: " ", startingAt: 0) + String(format: "%12.2f µs  (%d calls)", middle, times.count))
}

/// The same for what is too short for a clock: a thousand calls at a time.
func measureThousand(_ name: String, _ act: () -> Void) {
    for _ in 0..<1000 { act() }
    var times: [Double] = []
    for _ in 0..<200 {
        let taken = ContinuousClock().measure { for _ in 0..<1000 { act() } }
        times.append(Double(taken.components.attoseconds) / 1e15)
    }
    print(name.padding(toLength: 58, withPad: " ", startingAt: 0) + String(format: "%12.4f µs  (200,000 calls)", times.sorted()[100]))
}

let invitation = CommandLine.arguments[1]
let directory = FileManager.default.temporaryDirectory.appendingPathComponent("figures-\(UUID().uuidString)").path
defer { try? FileManager.default.removeItem(atPath: directory) }
let vault = Vault()
var book: Book! = try Book.enrol(directory: directory, vault: vault, invitation: invitation)
_ = SyncRun(book: book).start()
let area = try book.me().areas[0].code
var home: Household!
for number in 1...500 {
    let card = CardInput(area: area, address: "\(number / 50 + 1)-\(number % 5 + 1)-\(number)", estate: "振兴新村", contact: "王秀英\(number)")
    home = try book.addHousehold(card: card)
}
let id = home.id
for _ in 0..<20 { _ = try book.recordVisit(household: id, visit: VisitInput(text: "老人身体很好，女儿周末回来")) }

print("500 households, 20 visits at one of them; medians")
measureThousand("floor: one foreign function, no argument") { _ = ffi_huben_bindings_uniffi_contract_version() }
measureThousand("libraryVersion: a short text comes back") { _ = libraryVersion() }
try measure("me: who and where") { _ = try book.me() }
try measure("household: one card") { _ = try book.household(id: id) }
try measure("householdOverview: card, 20 visits, issues, contradictions") { _ = try book.householdOverview(id: id, visits: PageRequest(limit: 20)) }
try measure("households: the first 50 of 500") { _ = try book.households(filter: HouseholdFilter(), page: PageRequest(limit: 50)) }
try measure("households found by initials \"wxy\", 50 of 500") { _ = try book.households(filter: HouseholdFilter(text: "wxy"), page: PageRequest(limit: 50)) }
try measure("today: the first screen") { _ = try book.today() }
var draft: DraftId?
var stroke = 0
try measure("saveDraft: a keystroke, on disk") {
    stroke += 1
    draft = try book.saveDraft(id: draft, kind: "visit/figures", content: #"{"text":"老人身体很好 \#(stroke)"}"#)
}
try measure("recordVisit: on disk") { _ = try book.recordVisit(household: id, visit: VisitInput(text: "老人身体很好")) }
book = nil
var rows = 0
try measure("start to first list: unlock, first 50 of 500 households") {
    let book = try Book.unlock(directory: directory, vault: vault)
    rows = try book.households(filter: HouseholdFilter(), page: PageRequest(limit: 50)).items.count
}
precondition(rows == 50)
