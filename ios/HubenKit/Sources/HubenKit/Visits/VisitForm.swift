import Foundation
import HubenCore

/// What is written of one visit. Three taps and a sentence are the usual case; the rest may be left alone.
public struct VisitForm: Form {
    public var outcome = VisitOutcome.met
    public var kind = VisitKind.home
    public var text = ""
    /// Ids of the residents met.
    public var met: Set<String> = []
    /// Checklist: code to whether all was well; what was not looked at is absent.
    public var checked: [String: Bool] = [:]
    /// Days until the next call.
    public var followUpDays: Int?
    /// The day that was agreed before, like `2026-12-01`; what is chosen now takes its place.
    public var followUpOn: String?

    public init() {}

    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        outcome = fields.field(.outcome, else: .met)
        kind = fields.field(.kind, else: .home)
        text = fields.field(.text, else: "")
        met = fields.field(.met, else: [])
        checked = fields.field(.checked, else: [:])
        followUpDays = fields.field(.followUpDays)
        followUpOn = fields.field(.followUpOn)
    }

    /// What is looked at in a home, and what it is called.
    public static let checks: [(code: String, word: Word)] =
        [("gas", .checkGas), ("electricity", .checkElectricity), ("exits", .checkExits)]
    /// When to call again.
    public static let followUps: [(days: Int?, word: Word)] =
        [(nil, .followUpNone), (7, .followUpWeek), (14, .followUpTwoWeeks), (30, .followUpMonth)]

    /// The phrase after what stands there; a second tap takes it out again.
    public mutating func toggle(phrase: String) {
        text = place(of: phrase).map(without) ?? with(phrase)
    }

    /// Well, not well, or with a second tap: not looked at.
    public mutating func check(_ code: String, well: Bool) {
        checked[code] = checked[code] == well ? nil : well
    }

    /// The day to call again, if any.
    func followUp(_ times: Times) -> String? { followUpDays.map { times.day(in: $0) } ?? followUpOn }

    /// In so many days, or on no day.
    public mutating func callAgain(in days: Int?) { (followUpDays, followUpOn) = (days, nil) }
    /// As it was agreed before.
    public mutating func callAgain(on day: String) { (followUpDays, followUpOn) = (nil, day) }

    public mutating func toggle(met id: ResidentId) {
        if met.remove(id.text) == nil { met.insert(id.text) }
    }

    private func with(_ phrase: String) -> String {
        let before = text.trimmed
        if before.isEmpty { return phrase }
        let chinese = phrase.unicodeScalars.contains { $0.value > 0x2E80 }
        return before + (chinese ? "，" : ", ") + phrase
    }

    private static let joins: Set<Character> = ["，", ",", "；", ";", "。", " ", "\n"]

    /// Does the phrase stand there by itself? Within somebody's own sentence it is theirs.
    public func has(_ phrase: String) -> Bool { place(of: phrase) != nil }

    private func place(of phrase: String) -> Range<String.Index>? {
        text.ranges(of: phrase).first { place in
            let before = text[..<place.lowerBound].last, after = text[place.upperBound...].first
            return before.map(Self.joins.contains) ?? true && after.map(Self.joins.contains) ?? true
        }
    }

    /// Takes it out with the comma that joined it; nothing else of what was written is touched.
    private func without(_ place: Range<String.Index>) -> String {
        let joins = Self.joins
        var before = text[..<place.lowerBound]
        var after = text[place.upperBound...]
        if after.first.map(joins.contains) ?? true {
            while let last = before.last, joins.contains(last) { before.removeLast() }
        }
        if before.isEmpty {
            while let first = after.first, joins.contains(first) { after.removeFirst() }
        }
        return String(before) + String(after)
    }
}
