import HubenCore

// What records are called, and the sentences that several screens say.

extension Household {
    /// Whom to ask for, and how many live there.
    public func people(_ speech: Speech) -> String {
        let living = residents.filter { $0.ended == nil }.count
        return speech.beside(contact, living > 0 ? speech(.people, living) : nil)
    }
}

extension Resident {
    /// What is known of somebody, in one line.
    public func about(_ speech: Speech) -> String {
        speech.beside(
            relation, birthDate.map { speech(.bornIn, String($0.prefix(4))) }, residence.map { speech($0.word) }, phone,
            ended?.reason)
    }
}

extension Issue {
    /// Where it stands. What was reported is on its way only once it has left this phone.
    public var standing: Word {
        stage == .reported && state == .saved && steps.count == 1 ? .stageReportedHere : stage.word
    }

    /// What kind, and where.
    public func title(_ speech: Speech) -> String {
        guard let place else { return category }
        return speech(.issueAt, category, place)
    }

    /// What one needs to know beside the words.
    public func facts(_ speech: Speech, _ times: Times) -> [String] {
        [
            place.map { speech(.factPlace, $0) },
            addressee.map { speech(.factWith, $0) },
            dueAt.map { speech(.dueBy, times.moment($0)) },
            complainant.map { speech(.factComplainant, [$0.name, $0.phone].compactMap { $0 }.joined(separator: " ")) },
            speech(.factCase, caseNumber),
        ].compactMap { $0 }
    }
}

extension IssueStep {
    /// What was done, with its outcome and to whom.
    public func done(_ speech: Speech) -> String {
        let done = speech.beside(
            speech(kind.word), result.map { speech($0.word) }, score.map { speech(.scoreOfFive, Int($0)) })
        return to.map { speech(.stepTo, done, $0) } ?? done
    }

    /// When, by whom, in which capacity.
    public func who(_ speech: Speech, _ times: Times) -> String {
        speech.beside(times.moment(at), by.name, speech(capacity.word))
    }
}

extension Contradiction {
    /// "Telephone: 王姐 wrote this, you wrote that. Which one holds?"
    public func question(_ speech: Speech) -> String {
        let said = sides.map { speech(.wrote, $0.by?.name ?? speech(.somebody), speech($0.words)) }
        return speech(.contradictionQuestion, speech(label), said.joined(separator: speech(.enumeration)))
    }
}

extension Pulse {
    /// One quiet line: never a lie, never in the way.
    public func line(_ speech: Speech, _ times: Times) -> String {
        if attention > 0 {
            return speech.beside(speech(.lineAttention, attention), saved > 0 ? speech(.lineSaved, saved) : nil)
        }
        if running { return speech(.lineRunning) }
        if saved > 0 {
            let said = speech(.lineSaved, saved)
            return online ? said : speech(.lineOfflineSaved, said)
        }
        if !online { return speech(.lineOffline) }
        guard let lastContact else { return speech(.lineNever) }
        return speech(.lineOffice, times.moment(lastContact))
    }

    /// In large words: is my work at the office? "All" only where nothing came back either.
    public func account(_ speech: Speech) -> String {
        if saved > 0 { return speech(.accountSaved, saved) }
        return attention > 0 ? speech(.todayAttention, attention) : speech(.accountAll)
    }
}

/// The beginning of a long text, for a list; the whole stands on its own screen.
public func shortened(_ text: String, most: Int = 60) -> String {
    text.count <= most ? text : text.prefix(most).trimmingSuffix(while: \.isWhitespace) + "…"
}

extension Substring {
    fileprivate func trimmingSuffix(while drop: (Character) -> Bool) -> String {
        var rest = self
        while let last = rest.last, drop(last) { rest.removeLast() }
        return String(rest)
    }
}
