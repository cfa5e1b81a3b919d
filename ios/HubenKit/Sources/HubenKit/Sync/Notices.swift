/// What a notice is about, and so where it leads.
public enum Told: String, Sendable {
    case unsent, attention, handed

    /// What is unsent and what needs a decision stand in one place, each instead of the other.
    public var place: String { self == .handed ? "handed" : "unsent" }
}

/// Where the system shows what is said while no screen is open.
@MainActor
public protocol Noticeboard: AnyObject {
    /// What was said last and not taken back; it outlives the process.
    var said: Told? { get set }
    /// Asks the user whether anything may be shown; the system asks only once, and a no is respected.
    func ask() async
    /// Quietly, instead of what stands in its place.
    func show(_ told: Told, _ title: String, _ words: String) async
    func isShown(_ place: String) async -> Bool
    func remove(_ place: String)
}

/// What is said while no screen is open: quietly, in the app's language, and never again once it was swiped away, until
/// there is something else to say.
@MainActor
final class Notices {
    private let board: any Noticeboard
    private var asked = false
    private var saying: Task<Void, Never>?

    init(_ board: any Noticeboard) { self.board = board }

    /// So many records are not at the office yet, or something needs a decision; nothing when all is there.
    func unsent(_ pulse: Pulse, inFront: Bool, speech: Speech) {
        guard pulse.saved > 0 || pulse.attention > 0 else { return takeBack() }
        guard !inFront else { return ask() }
        let told = pulse.attention > 0 ? Told.attention : .unsent
        let title = told == .attention ? speech(.noticeAttention) : speech(.noticeUnsent, pulse.saved)
        let words = speech(told == .attention ? .todayAttentionWords : .noticeUnsentWords)
        say { board in
            if board.said == told, await !board.isShown(told.place) { return }
            board.said = told
            await board.show(told, title, words)
        }
    }

    /// So many issues more wait for this user.
    func handed(speech: Speech) async {
        await board.show(.handed, speech(.channelHanded), speech(.filterMine))
    }

    func takeBack() {
        say { board in
            board.said = nil
            board.remove(Told.unsent.place)
        }
    }

    /// The first time that there is something to tell, while somebody looks who can say yes.
    private func ask() {
        if !asked { Task { await board.ask() } }
        asked = true
    }

    /// One after another, so that the newest has the last word.
    private func say(_ act: @escaping @MainActor (any Noticeboard) async -> Void) {
        saying = Task { [board, saying] in
            await saying?.value
            await act(board)
        }
    }
}

extension Navigator {
    /// Where a notice leads.
    public func follow(_ told: Told) {
        switch told {
        case .unsent: go(.sync)
        case .attention: go(.attention)
        case .handed: tab = .issues
        }
    }
}
