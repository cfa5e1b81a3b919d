//! Every coded value, in one place: English for code and wire, Chinese for people.

use crate::open_enum::open_enum;

open_enum! {
    /// What a person may be entrusted with in an area.
    Role, "role" {
        /// Calls on every household of a grid.
        GridWorker = "grid-worker" / "网格员",
        /// Looks after one micro-grid; writes what a grid worker writes there.
        MicroGridLead = "micro-grid-lead" / "微网格长",
        /// Reports hazards; sees only what is theirs.
        Volunteer = "volunteer" / "党员志愿者",
        /// May read care files.
        CareTeam = "care-team" / "结对帮扶",
        /// An officer of a unit to whom issues are dispatched.
        Handler = "handler" / "处置人员",
        /// Street command centre.
        Dispatcher = "dispatcher" / "指挥中心",
        /// Community office; answers for the data.
        Supervisor = "supervisor" / "社区管理员",
        /// Reads, never writes.
        Auditor = "auditor" / "审计",
        /// Users and devices; reads no resident's data.
        Admin = "admin" / "系统管理员",
    }
}

open_enum! {
    /// In what capacity somebody acts on one record: a role over its area, or a tie to the record itself.
    Hat, "role" {
        /// See [`Role::GridWorker`].
        GridWorker = "grid-worker" / "网格员",
        /// See [`Role::MicroGridLead`].
        MicroGridLead = "micro-grid-lead" / "微网格长",
        /// See [`Role::Volunteer`].
        Volunteer = "volunteer" / "党员志愿者",
        /// See [`Role::CareTeam`].
        CareTeam = "care-team" / "结对帮扶",
        /// See [`Role::Handler`].
        Handler = "handler" / "处置人员",
        /// See [`Role::Dispatcher`].
        Dispatcher = "dispatcher" / "指挥中心",
        /// See [`Role::Supervisor`].
        Supervisor = "supervisor" / "社区管理员",
        /// See [`Role::Auditor`].
        Auditor = "auditor" / "审计",
        /// See [`Role::Admin`].
        Admin = "admin" / "系统管理员",
        /// Who made the record: a visit's author, an issue's first person asked 首问负责.
        Author = "author" / "本人",
        /// To whom the issue was dispatched: the user, or anyone of the unit.
        Addressee = "addressee" / "承办人",
    }
}

impl From<&Role> for Hat {
    fn from(role: &Role) -> Self {
        Hat::from(role.as_str())
    }
}

open_enum! {
    /// What kind of place a household is.
    HouseholdKind, "kind" {
        /// A family's home.
        Home = "home" / "住户",
        /// Several unrelated tenants behind one door.
        SharedRental = "shared-rental" / "群租房",
        /// A shop.
        Shop = "shop" / "商铺",
        /// A school, firm or other body.
        Organisation = "organisation" / "单位",
    }
}

open_enum! {
    /// Who lives there, by right.
    Occupancy, "occupancy" {
        /// By its owner.
        Owner = "owner" / "自住",
        /// By tenants.
        Rented = "rented" / "出租",
        /// By nobody.
        Vacant = "vacant" / "空置",
        /// Not known.
        Unknown = "unknown" / "不详",
    }
}

open_enum! {
    /// Sex as GB/T 2261.1 codes it: 1 male, 2 female, 0 unknown, 9 not stated.
    Sex, "sex" {
        /// 1 男
        Male = "male" / "男",
        /// 2 女
        Female = "female" / "女",
        /// 0 未知
        Unknown = "unknown" / "未知",
        /// 9 未说明
        NotStated = "not-stated" / "未说明",
    }
}

open_enum! {
    /// Where somebody is registered against where they live.
    Residence, "residence" {
        /// Registered and living here.
        Here = "here" / "户在人在",
        /// Living here, registered elsewhere.
        RegisteredElsewhere = "registered-elsewhere" / "人在户不在",
        /// Registered here, living elsewhere 人户分离.
        LivingElsewhere = "living-elsewhere" / "户在人不在",
    }
}

open_enum! {
    /// How a visit was made.
    VisitKind, "kind" {
        /// At the door.
        Home = "home" / "上门",
        /// By telephone.
        Phone = "phone" / "电话",
        /// At the community office.
        Office = "office" / "来访",
        /// Somewhere else.
        Elsewhere = "elsewhere" / "其他地点",
    }
}

open_enum! {
    /// What a visit found. "Seen" means [`Outcome::Met`].
    Outcome, "outcome" {
        /// Somebody of the household was met.
        Met = "met" / "见到",
        /// Nobody was at home.
        NobodyHome = "nobody-home" / "无人在家",
        /// They did not wish to talk.
        Declined = "declined" / "谢绝",
        /// They had moved away.
        MovedAway = "moved-away" / "已搬走",
        /// The place stands empty.
        Vacant = "vacant" / "空置",
    }
}

open_enum! {
    /// Who brought an issue up.
    Source, "source" {
        /// A resident.
        Resident = "resident" / "居民",
        /// A grid worker on the round.
        Worker = "worker" / "网格员",
        /// A volunteer.
        Volunteer = "volunteer" / "志愿者",
        /// The hotline 12345.
        Hotline = "hotline" / "热线",
        /// The office itself.
        Office = "office" / "社区",
    }
}

open_enum! {
    /// One move of an issue.
    StepKind, "step" {
        /// 上报: the issue exists.
        Report = "report" / "上报",
        /// 分拨: who handles it.
        Dispatch = "dispatch" / "分拨",
        /// 签收: the addressee has taken it on.
        Accept = "accept" / "签收",
        /// 反馈: word from the addressee.
        Feedback = "feedback" / "反馈",
        /// 处置, or 就地处理 on the spot.
        Handle = "handle" / "处置",
        /// 退单: not ours.
        Decline = "decline" / "退单",
        /// 核查: somebody else has looked.
        Verify = "verify" / "核查",
        /// 结案.
        Close = "close" / "结案",
        /// 服务评价.
        Rate = "rate" / "评价",
        /// 考核.
        Assess = "assess" / "考核",
        /// One level up.
        Escalate = "escalate" / "上报上级",
        /// 延期: asked for.
        Postpone = "postpone" / "申请延期",
        /// 缓办: asked for.
        Suspend = "suspend" / "申请缓办",
        /// 恢复: asked for; once it is granted the clock runs again.
        Resume = "resume" / "申请恢复",
        /// What was asked for is granted.
        Approve = "approve" / "同意",
        /// What was asked for is not granted.
        Refuse = "refuse" / "不同意",
        /// 作废.
        Cancel = "cancel" / "作废",
        /// Once more.
        Reopen = "reopen" / "重新受理",
    }
}

open_enum! {
    /// Where an issue stands; derived from its steps, never stored as truth.
    Stage, "stage" {
        /// A draft, never sent.
        Collected = "collected" / "收集",
        /// Waiting for somebody to handle it.
        Reported = "reported" / "已上报",
        /// With an addressee.
        Dispatched = "dispatched" / "已分拨",
        /// Done, says the handler.
        Handled = "handled" / "已处置",
        /// Done, says somebody else too.
        Verified = "verified" / "已核查",
        /// The resident has been told.
        Closed = "closed" / "已结案",
        /// The outcome has been counted.
        Assessed = "assessed" / "已考核",
        /// Not pursued.
        Cancelled = "cancelled" / "已作废",
    }
}

open_enum! {
    /// What a verification found.
    CheckResult, "result" {
        /// It is done.
        Passed = "passed" / "通过",
        /// Back to the same addressee.
        Failed = "failed" / "不通过",
    }
}
