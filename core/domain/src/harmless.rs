//! People's words on other people's screens.

use std::borrow::Cow;

/// What people wrote, safe for a terminal: control characters and characters that turn the direction of writing are
/// shown as `\u{1b}`, so that nobody's record can clear or forge another's screen.
pub fn harmless(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| {
        c.is_control() && c != '\n' && c != '\t'
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    let shown = text.chars().map(|c| if harmful(c) { c.escape_unicode().to_string() } else { c.to_string() });
    Cow::Owned(shown.collect())
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_would_clear_or_forge_a_screen_is_shown_and_everything_else_stays() {
        assert_eq!(harmless("王秀英\n\t👨‍👩‍👧 ok"), "王秀英\n\t👨‍👩‍👧 ok");
        assert_eq!(harmless("a\u{1b}[2Jb\u{202e}c\u{9b}"), "a\\u{1b}[2Jb\\u{202e}c\\u{9b}");
    }
}
