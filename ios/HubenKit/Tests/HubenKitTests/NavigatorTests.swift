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
        let led = Navigator()
        led.follow(.unsent)
        led.restore(before.written)
        #expect(led[way: .today] == [.sync] && led[way: .issues].isEmpty, "who taps a notice goes where it leads")
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
        navigator.replace(.card(home), with: .household(home))
        #expect(navigator[way: .today] == [.household(home)])
    }

    @Test("a form that is done leaves, past what lies between; whoever has left it already stays where they are")
    func leave() {
        let navigator = Navigator()
        for route in [Route.household(home), .resident(home, nil), .card(home)] { navigator.go(route) }
        navigator.tab = .issues
        navigator.leave(.card(home), to: .household(home))
        #expect(navigator[way: .today] == [.household(home)], "also behind another tab")
        navigator.leave(.card(home))
        navigator.replace(.card(home), with: .issue(issue))
        #expect(navigator[way: .today] == [.household(home)])
        navigator.tab = .today
        navigator.go(.end(home))
        navigator.leave(.end(home), to: .sync)
        #expect(navigator[way: .today] == [.household(home)], "where the way does not pass it, it is one step")
        navigator.beginAnew()
        #expect(navigator[way: .today].isEmpty)
    }
}
