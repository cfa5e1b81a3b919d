import Foundation

/// Times as people say them, by this phone's clock and offset.
public struct Times: Sendable {
    private let speech: Speech
    private let now: Date
    private let calendar: Calendar

    /// `now` and `zone` stand still in tests.
    public init(_ speech: Speech, now: Date = Date(), zone: TimeZone = .current) {
        self.speech = speech
        self.now = now
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// A moment: today and yesterday by name, the year only where it is another one.
    public func moment(_ at: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: at)
        let clock = two(parts.hour) + ":" + two(parts.minute)
        switch days(from: at, to: now) {
        case 0: return speech(.todayAt, clock)
        case 1: return speech(.yesterdayAt, clock)
        default: break
        }
        let day = two(parts.month) + "-" + two(parts.day)
        let sameYear = parts.year == calendar.component(.year, from: now)
        return sameYear ? "\(day) \(clock)" : "\(parts.year ?? 0)-\(day)"
    }

    /// How long ago somebody of a household was met.
    public func lastMet(_ at: Date?) -> String {
        guard let at else { return speech(.neverMet) }
        let days = days(from: at, to: now)
        if days <= 0 { return speech(.metToday) }
        return days == 1 ? speech(.metYesterday) : speech(.metDaysAgo, days)
    }

    /// A day that is due, like `2026-12-01`: late, today, or to come.
    public func due(_ day: String) -> String {
        guard let due = date(day) else { return day }
        let days = days(from: now, to: due)
        if days < 0 { return speech(.dueDaysAgo, -days) }
        return days == 0 ? speech(.dueToday) : speech(.dueInDays, days)
    }

    /// The day so many days from now, like `2026-12-01`.
    public func day(in days: Int) -> String {
        let then = calendar.date(byAdding: .day, value: days, to: now) ?? now
        let parts = calendar.dateComponents([.year, .month, .day], from: then)
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
    }

    private func date(_ day: String) -> Date? {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        return calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2]))
    }

    private func days(from: Date, to: Date) -> Int {
        let (start, end) = (calendar.startOfDay(for: from), calendar.startOfDay(for: to))
        return calendar.dateComponents([.day], from: start, to: end).day ?? 0
    }

    private func two(_ number: Int?) -> String {
        let number = number ?? 0
        return number < 10 ? "0\(number)" : "\(number)"
    }
}
