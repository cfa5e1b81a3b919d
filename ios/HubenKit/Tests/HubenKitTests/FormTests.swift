import HubenCore
import Testing

@testable import HubenKit

/// Forms without a book behind them.
struct FormTests {
    @Test("a draft of a newer version keeps the words that this one can read")
    func newer() {
        let form = VisitForm(written: #"{"text":"身体很好","outcome":"hologram","followUpDays":"soon","checked":{"gas":true}}"#)
        #expect(form?.text == "身体很好" && form?.outcome == .met && form?.followUpDays == nil && form?.checked == ["gas": true])
        #expect(VisitForm(written: VisitForm().written) == VisitForm())
        #expect(Preferences(text: "no JSON") == Preferences())
    }

    @Test("drafts of yesterday are read tomorrow: the codes in them keep their names")
    func codes() {
        #expect(VisitOutcome.allCases.map(\.code) == ["met", "nobodyHome", "declined", "movedAway", "vacant", "other"])
        #expect(VisitKind.allCases.map(\.code) == ["home", "phone", "office", "elsewhere", "other"])
        #expect(Occupancy.allCases.map(\.code) == ["owner", "rented", "vacant", "unknown", "other"])
        #expect(HouseholdKind.allCases.map(\.code) == ["home", "sharedRental", "shop", "organisation", "other"])
        #expect(Sex.allCases.map(\.code) == ["male", "female", "unknown", "notStated", "other"])
        #expect(Residence.allCases.map(\.code) == ["here", "registeredElsewhere", "livingElsewhere", "other"])
        #expect(CheckResult.allCases.map(\.code) == ["passed", "failed", "other"])
        #expect(StepKind.choices.map(\.code).joined(separator: " ") ==
            "report dispatch accept feedback handle decline verify close rate assess escalate postpone suspend resume approve refuse cancel reopen")
    }

    @Test("a phrase goes in with a tap and out with another, and leaves the rest alone")
    func phrases() {
        var form = VisitForm()
        form.toggle(phrase: "身体很好")
        form.toggle(phrase: "已送材料")
        #expect(form.text == "身体很好，已送材料")
        form.toggle(phrase: "身体很好")
        #expect(form.text == "已送材料")
        form.text = "女儿，周末回来；已送材料，谢谢"
        form.toggle(phrase: "已送材料")
        #expect(form.text == "女儿，周末回来，谢谢")
        form.text = "老人身体很好，女儿，身体很好"
        #expect(form.has("身体很好") && !form.has("女"))
        form.toggle(phrase: "身体很好")
        #expect(form.text == "老人身体很好，女儿" && !form.has("身体很好"), "within a sentence the words are their writer's")
        form.toggle(phrase: "身体很好")
        #expect(form.text == "老人身体很好，女儿，身体很好")
        form.text = "All is well"
        form.toggle(phrase: "Papers handed over")
        #expect(form.text == "All is well, Papers handed over")
        form.toggle(phrase: "Papers handed over")
        #expect(form.text == "All is well")
    }
}
