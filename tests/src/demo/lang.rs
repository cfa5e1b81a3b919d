//! The two languages of the telling. What people record stays Chinese in both.

use std::fmt::Display;

/// In which language the demo tells its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// As the terminal is set: `LC_ALL`, then `LANG`.
    pub fn of_the_terminal() -> Lang {
        let set = ["LC_ALL", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        if set.is_some_and(|value| value.starts_with("zh")) { Lang::Zh } else { Lang::En }
    }

    /// One of two ways to say the same.
    pub fn of(self, zh: impl Display, en: impl Display) -> String {
        match self {
            Lang::Zh => zh.to_string(),
            Lang::En => en.to_string(),
        }
    }
}
