import HubenCore

extension IssueStage: Worded {
    public var word: Word {
        switch self {
        case .collected: .stageCollected
        case .reported: .stageReported
        case .dispatched: .stageDispatched
        case .handled: .stageHandled
        case .verified: .stageVerified
        case .closed: .stageClosed
        case .assessed: .stageAssessed
        case .cancelled: .stageCancelled
        case .other: .newerCode
        }
    }
}

extension StepKind: Worded {
    public var word: Word {
        switch self {
        case .report: .stepReport
        case .dispatch: .stepDispatch
        case .accept: .stepAccept
        case .feedback: .stepFeedback
        case .handle: .stepHandle
        case .decline: .stepDecline
        case .verify: .stepVerify
        case .close: .stepClose
        case .rate: .stepRate
        case .assess: .stepAssess
        case .escalate: .stepEscalate
        case .postpone: .stepPostpone
        case .suspend: .stepSuspend
        case .resume: .stepResume
        case .approve: .stepApprove
        case .refuse: .stepRefuse
        case .cancel: .stepCancel
        case .reopen: .stepReopen
        case .other: .newerCode
        }
    }
}

extension UserRole: Worded {
    public var word: Word {
        switch self {
        case .gridWorker: .roleGridWorker
        case .microGridLead: .roleMicroGridLead
        case .volunteer: .roleVolunteer
        case .careTeam: .roleCareTeam
        case .handler: .roleHandler
        case .dispatcher: .roleDispatcher
        case .supervisor: .roleSupervisor
        case .auditor: .roleAuditor
        case .admin: .roleAdmin
        case .other: .newerCode
        }
    }
}

extension Capacity: Worded {
    public var word: Word {
        switch self {
        case .gridWorker: .roleGridWorker
        case .microGridLead: .roleMicroGridLead
        case .volunteer: .roleVolunteer
        case .careTeam: .roleCareTeam
        case .handler: .roleHandler
        case .dispatcher: .roleDispatcher
        case .supervisor: .roleSupervisor
        case .auditor: .roleAuditor
        case .admin: .roleAdmin
        case .author: .capacityAuthor
        case .addressee: .capacityAddressee
        case .other: .newerCode
        }
    }
}
