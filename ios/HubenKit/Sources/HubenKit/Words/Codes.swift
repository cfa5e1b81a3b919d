import HubenCore

/// A coded value that a screen names. Each `switch` is exhaustive: a new code without a word does not compile.
public protocol Worded {
    var word: Word { get }
}

extension VisitOutcome: Worded {
    public var word: Word {
        switch self {
        case .met: .outcomeMet
        case .nobodyHome: .outcomeNobodyHome
        case .declined: .outcomeDeclined
        case .movedAway: .outcomeMovedAway
        case .vacant: .outcomeVacant
        case .other: .newerCode
        }
    }
}

extension VisitKind: Worded {
    public var word: Word {
        switch self {
        case .home: .visitKindHome
        case .phone: .visitKindPhone
        case .office: .visitKindOffice
        case .elsewhere: .visitKindElsewhere
        case .other: .newerCode
        }
    }
}

extension Occupancy: Worded {
    public var word: Word {
        switch self {
        case .owner: .occupancyOwner
        case .rented: .occupancyRented
        case .vacant: .occupancyVacant
        case .unknown: .occupancyUnknown
        case .other: .newerCode
        }
    }
}

extension HouseholdKind: Worded {
    public var word: Word {
        switch self {
        case .home: .householdKindHome
        case .sharedRental: .householdKindSharedRental
        case .shop: .householdKindShop
        case .organisation: .householdKindOrganisation
        case .other: .newerCode
        }
    }
}

extension Sex: Worded {
    public var word: Word {
        switch self {
        case .male: .sexMale
        case .female: .sexFemale
        case .unknown: .sexUnknown
        case .notStated: .sexNotStated
        case .other: .newerCode
        }
    }
}

extension Residence: Worded {
    public var word: Word {
        switch self {
        case .here: .residenceHere
        case .registeredElsewhere: .residenceRegisteredElsewhere
        case .livingElsewhere: .residenceLivingElsewhere
        case .other: .newerCode
        }
    }
}

extension CheckResult: Worded {
    public var word: Word {
        switch self {
        case .passed: .resultPassed
        case .failed: .resultFailed
        case .other: .newerCode
        }
    }
}

extension RecordState: Worded {
    public var word: Word {
        switch self {
        case .saved: .stateSaved
        case .atOffice: .stateAtOffice
        case .needsAttention: .stateNeedsAttention
        }
    }
}

extension Standing: Worded {
    public var word: Word {
        switch self {
        case .refused: .attentionRefused
        case .held: .attentionHeld
        case .stuck: .attentionStuck
        case .lost: .attentionLost
        }
    }
}

extension RecordRef: Worded {
    public var word: Word {
        switch self {
        case .householdCard: .kindCard
        case .bookEntry: .kindVisit
        case .issueCase: .kindIssue
        case .newerRecord: .newerCode
        }
    }
}

extension Problem.Kind: Worded {
    public var word: Word {
        switch self {
        case .invalidInput: .problemInvalid
        case .notFound: .problemNotFound
        case .notAllowed: .problemNotAllowed
        case .signInAgain: .problemSignIn
        case .offline: .problemOffline
        case .locked: .problemLocked
        case .damaged: .problemDamaged
        case .storageFull: .problemStorageFull
        case .storageFailed: .problemStorageFailed
        case .updateRequired: .problemUpdate
        case .internal: .problemInternal
        }
    }
}
