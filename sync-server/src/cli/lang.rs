//! The two languages people are spoken to in.

use clap::ValueEnum;

/// In which language people are spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// As the terminal is set: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that says anything.
    pub(super) fn of_the_terminal() -> Lang {
        let variables = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
        let set = variables.filter_map(|name| std::env::var(name).ok()).find(|set| !set.is_empty());
        if set.is_some_and(|set| set.to_lowercase().starts_with("zh")) { Lang::Zh } else { Lang::En }
    }

    /// One of two texts.
    pub(super) fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A reason as the office gives it; one that the catalogue does not have as it came.
    pub(super) fn reason(self, english: &str) -> String {
        let chinese = if self == Lang::Zh { huben_domain::in_chinese(english) } else { None };
        chinese.unwrap_or_else(|| english.to_owned())
    }
}
