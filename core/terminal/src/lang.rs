//! The two languages people are spoken to in.

use clap::ValueEnum;

/// In which language people are spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

impl Lang {
    /// As the terminal is set: the first of `LC_ALL`, `LC_MESSAGES`, `LANG` that says anything.
    pub fn of_the_terminal() -> Lang {
        Self::of_locale(|name| std::env::var(name).ok())
    }

    /// One of two texts.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A reason as the engine gives it; one that the catalogue does not have (a newer office's) as it came.
    pub fn reason(self, english: &str) -> String {
        let chinese = if self == Lang::Zh { huben_domain::in_chinese(english) } else { None };
        chinese.unwrap_or_else(|| english.to_owned())
    }

    fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
        let set =
            ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|set| !set.is_empty());
        if set.is_some_and(|set| set.to_lowercase().starts_with("zh")) { Lang::Zh } else { Lang::En }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let terminal = |set: &'static [(&str, &str)]| {
            Lang::of_locale(|name| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(terminal(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(terminal(&[("LC_ALL", ""), ("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(terminal(&[("LC_ALL", "C.UTF-8"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(terminal(&[]), Lang::En);
    }
}
