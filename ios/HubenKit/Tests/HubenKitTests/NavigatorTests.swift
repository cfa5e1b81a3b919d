import HubenCore
import Testing

@testable import HubenKit

/// The way back outlives the process.
@MainActor
struct NavigatorTests {
    private let home = HouseholdId(text: "01900000-0000-7000-8000-000000000001")
    private let issue = IssueId(text: "01900000-0000-7000-8000-000000000002")

    @Test("where one was is where one is again")
    func written() {
        let before = Navigator()
        before.tab = .households
        before.go(.household(home))
        before.go(.visit(home))
        before.go(.visit(home))
        before.tab = .issues
        let person = ResidentId(text: "01900000-0000-7000-8000-000000000003")
        let visit = VisitId(text: "01900000-0000-7000-8000-000000000004")
        let routes: [Route] = [
            .issue(issue), .step(issue, StepKind.verify.code), .hazard(nil), .card(nil), .attention, .sync, .settings,
            .move(home), .end(home), .resident(home, nil), .resident(home, person), .endResident(home, person), .amend(visit),
        ]
        for route in routes { before.go(route) }
        #expect(before[way: .issues] == routes)
        let after = Navigator()
        after.written = before.written
        #expect(after.tab == .issues)
        #expect(after[way: .households] == [.household(home), .visit(home)])
        #expect(after[way: .issues] == before[way: .issues])
        #expect(after.written == before.written)
    }

    @Test("what cannot be read leads to the first screen")
    func nonsense() {
        let navigator = Navigator()
        for text in ["", "nowhere", "today\ntoday visit/ step/x household nonsense/1 end-resident/x", "\n\n"] { navigator.written = text }
        #expect(navigator.tab == .today && navigator[way: .today].isEmpty)
        navigator.back()
        #expect(navigator[way: .today].isEmpty)
    }

    @Test("a form that is done gives way to what came of it")
    func replace() {
        let navigator = Navigator()
        navigator.go(.household(home))
        navigator.go(.card(home))
        navigator.replace(.household(home))
        #expect(navigator[way: .today] == [.household(home)])
    }

    @Test("back to a place passes what lies between; where the way does not pass it, it is one step")
    func backTo() {
        let navigator = Navigator()
        for route in [Route.household(home), .resident(home, nil), .card(home)] { navigator.go(route) }
        navigator.back(to: .household(home))
        #expect(navigator[way: .today] == [.household(home)])
        navigator.go(.end(home))
        navigator.back(to: .sync)
        #expect(navigator[way: .today] == [.household(home)])
    }
}
