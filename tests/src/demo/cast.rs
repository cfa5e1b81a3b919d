//! The people of the story, all invented.

use super::lang::Lang;
use crate::places::{COMMUNITY, GRID_1, GRID_2};

/// The unit that hazards are dispatched to.
pub const SQUAD: &str = "云阳街道城管中队";

/// Everybody, in the order of the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Supervisor, at the desk.
    Zhou,
    /// Grid worker of 第1网格.
    Li,
    /// Grid worker of 第1网格, who shares it with Li.
    Wang,
    /// Grid worker of 第2网格.
    Chen,
    /// Volunteer.
    Sun,
    /// Officer of the squad.
    Zhao,
}

impl Who {
    /// All six.
    pub const ALL: [Who; 6] = [Who::Zhou, Who::Li, Who::Wang, Who::Chen, Who::Sun, Who::Zhao];
    /// Those who call on households.
    pub const WORKERS: [Who; 3] = [Who::Li, Who::Wang, Who::Chen];
    /// Those with a phone in their pocket on that day.
    pub const OUTSIDE: [Who; 4] = [Who::Li, Who::Wang, Who::Chen, Who::Sun];

    /// The name, as the office writes it.
    pub fn name(self) -> &'static str {
        match self {
            Who::Zhou => "周建华",
            Who::Li => "李红梅",
            Who::Wang => "王志强",
            Who::Chen => "陈晓燕",
            Who::Sun => "孙国平",
            Who::Zhao => "赵明",
        }
    }

    /// The name, as the story tells it.
    pub fn told(self, lang: Lang) -> String {
        let english = match self {
            Who::Zhou => "Zhou Jianhua",
            Who::Li => "Li Hongmei",
            Who::Wang => "Wang Zhiqiang",
            Who::Chen => "Chen Xiaoyan",
            Who::Sun => "Sun Guoping",
            Who::Zhao => "Zhao Ming",
        };
        lang.of(self.name(), english)
    }

    /// The role's code.
    pub fn role(self) -> &'static str {
        match self {
            Who::Zhou => "supervisor",
            Who::Li | Who::Wang | Who::Chen => "grid-worker",
            Who::Sun => "volunteer",
            Who::Zhao => "handler",
        }
    }

    /// The role in words.
    pub fn role_told(self, lang: Lang) -> String {
        match self {
            Who::Zhou => lang.of("社区管理员（办公桌）", "supervisor, at the desk"),
            Who::Li | Who::Wang | Who::Chen => lang.of("网格员", "grid worker"),
            Who::Sun => lang.of("党员志愿者", "volunteer"),
            Who::Zhao => lang.of("城管中队队员", "city squad officer"),
        }
    }

    /// The areas of the grants.
    pub fn areas(self) -> &'static [&'static str] {
        match self {
            Who::Zhou | Who::Zhao => &[COMMUNITY],
            Who::Li | Who::Wang | Who::Sun => &[GRID_1],
            Who::Chen => &[GRID_2],
        }
    }

    /// The areas in words.
    pub fn areas_told(self, lang: Lang) -> String {
        match self {
            Who::Zhou | Who::Zhao => lang.of("振兴路社区", "Zhenxinglu"),
            Who::Li | Who::Wang | Who::Sun => lang.of("第1网格", "grid 1"),
            Who::Chen => lang.of("第2网格", "grid 2"),
        }
    }

    /// Further options of `user add`.
    pub fn more(self) -> &'static [&'static str] {
        match self {
            Who::Zhou => &["--phone", "0511-86500025"],
            Who::Li => &["--phone", "13905280101"],
            Who::Wang => &["--phone", "13905280102"],
            Who::Chen => &["--phone", "13905280103"],
            Who::Sun => &[],
            Who::Zhao => &["--unit", SQUAD],
        }
    }
}
