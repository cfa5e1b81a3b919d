//! Coded values as plain enums: what a newer version brings is shown as `Other` (the book keeps it as it came), and
//! `Other` cannot be written.

use crate::{BookError, Result};

macro_rules! codes {
    ($($(#[$meta:meta])* $name:ident = $domain:ident, $field:literal { $($(#[$vmeta:meta])* $variant:ident),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
            /// A value of a newer version.
            Other,
        }

        impl TryFrom<$name> for huben_domain::$domain {
            type Error = BookError;

            fn try_from(value: $name) -> Result<Self> {
                match value {
                    $($name::$variant => Ok(huben_domain::$domain::$variant),)+
                    $name::Other => Err(BookError::unknown($field)),
                }
            }
        }

        impl From<huben_domain::$domain> for $name {
            fn from(value: huben_domain::$domain) -> Self {
                match value {
                    $(huben_domain::$domain::$variant => $name::$variant,)+
                    huben_domain::$domain::Other(_) => $name::Other,
                }
            }
        }
    )+};
}

codes! {
    /// What a person may be entrusted with in an area.
    UserRole = Role, "role" {
        /// 网格员
        GridWorker,
        /// 微网格长
        MicroGridLead,
        /// 党员志愿者
        Volunteer,
        /// 结对帮扶
        CareTeam,
        /// 处置人员
        Handler,
        /// 指挥中心
        Dispatcher,
        /// 社区管理员
        Supervisor,
        /// 审计
        Auditor,
        /// 系统管理员
        Admin,
    }

    /// In what capacity somebody took a step: a role over its area, or a tie to the issue itself.
    Capacity = Hat, "role" {
        /// 网格员
        GridWorker,
        /// 微网格长
        MicroGridLead,
        /// 党员志愿者
        Volunteer,
        /// 结对帮扶
        CareTeam,
        /// 处置人员
        Handler,
        /// 指挥中心
        Dispatcher,
        /// 社区管理员
        Supervisor,
        /// 审计
        Auditor,
        /// 系统管理员
        Admin,
        /// 首问负责: who reported it.
        Author,
        /// 承办人: to whom it was dispatched.
        Addressee,
    }

    /// How high an area stands.
    AreaLevel = Level, "level" {
        /// 市
        City,
        /// 街道
        Street,
        /// 社区
        Community,
        /// 网格
        Grid,
        /// 微网格
        MicroGrid,
    }

    /// What kind of place a household is.
    HouseholdKind = HouseholdKind, "kind" {
        /// 住户
        Home,
        /// 群租房
        SharedRental,
        /// 商铺
        Shop,
        /// 单位
        Organisation,
    }

    /// Who lives there, by right.
    Occupancy = Occupancy, "occupancy" {
        /// 自住
        Owner,
        /// 出租
        Rented,
        /// 空置
        Vacant,
        /// 不详
        Unknown,
    }

    /// Sex as GB/T 2261.1 codes it.
    Sex = Sex, "sex" {
        /// 男
        Male,
        /// 女
        Female,
        /// 未知
        Unknown,
        /// 未说明
        NotStated,
    }

    /// Where somebody is registered against where they live.
    Residence = Residence, "residence" {
        /// 户在人在
        Here,
        /// 人在户不在
        RegisteredElsewhere,
        /// 户在人不在
        LivingElsewhere,
    }

    /// How a visit was made.
    VisitKind = VisitKind, "kind" {
        /// 上门
        Home,
        /// 电话
        Phone,
        /// 来访
        Office,
        /// 其他地点
        Elsewhere,
    }

    /// What a visit found.
    VisitOutcome = Outcome, "outcome" {
        /// 见到
        Met,
        /// 无人在家
        NobodyHome,
        /// 谢绝
        Declined,
        /// 已搬走
        MovedAway,
        /// 空置
        Vacant,
    }

    /// Who brought an issue up.
    IssueSource = Source, "source" {
        /// 居民
        Resident,
        /// 网格员
        Worker,
        /// 志愿者
        Volunteer,
        /// 热线
        Hotline,
        /// 社区
        Office,
    }

    /// One move of an issue.
    StepKind = StepKind, "step" {
        /// 上报
        Report,
        /// 分拨
        Dispatch,
        /// 签收
        Accept,
        /// 反馈
        Feedback,
        /// 处置
        Handle,
        /// 退单
        Decline,
        /// 核查
        Verify,
        /// 结案
        Close,
        /// 评价
        Rate,
        /// 考核
        Assess,
        /// 上报上级
        Escalate,
        /// 申请延期
        Postpone,
        /// 申请缓办
        Suspend,
        /// 申请恢复
        Resume,
        /// 同意
        Approve,
        /// 不同意
        Refuse,
        /// 作废
        Cancel,
        /// 重新受理
        Reopen,
    }

    /// Where an issue stands.
    IssueStage = Stage, "stage" {
        /// 收集: a draft.
        Collected,
        /// 已上报
        Reported,
        /// 已分拨
        Dispatched,
        /// 已处置
        Handled,
        /// 已核查
        Verified,
        /// 已结案
        Closed,
        /// 已考核
        Assessed,
        /// 已作废
        Cancelled,
    }

    /// What a verification found.
    CheckResult = CheckResult, "result" {
        /// 通过
        Passed,
        /// 不通过
        Failed,
    }
}
