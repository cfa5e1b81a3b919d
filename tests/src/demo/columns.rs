//! How many columns of a terminal a text takes, and how to keep it inside them.

/// Columns of a text: most Chinese characters and their punctuation take two.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

/// Columns of one character (East Asian Width W and F, the blocks that Chinese text uses).
fn char_width(c: char) -> usize {
    match c as u32 {
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff => 2,
        0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

/// The text filled up with spaces; `right` puts them before it.
pub fn padded(text: &str, columns: usize, right: bool) -> String {
    let space = " ".repeat(columns.saturating_sub(width(text)));
    if right { format!("{space}{text}") } else { format!("{text}{space}") }
}

/// The text, or its beginning and an ellipsis.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept) + char_width(c) + 1 > columns {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// The text in lines of at most so many columns: broken at spaces and between Chinese characters, never before
/// a closing mark or after an opening one.
pub fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(text) {
        let line = lines.last_mut().expect("there is always a line");
        if width(line) + width(piece.trim_end()) > columns && !line.is_empty() {
            line.truncate(line.trim_end().len());
            lines.push(piece.to_owned());
        } else {
            line.push_str(piece);
        }
    }
    if let Some(last) = lines.last_mut() {
        last.truncate(last.trim_end().len());
    }
    lines
}

/// The text in pieces that must stay whole, each with the spaces after it.
fn pieces(text: &str) -> Vec<&str> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut cuts = vec![0];
    for pair in chars.windows(2) {
        let [(_, before), (at, after)] = [pair[0], pair[1]];
        let may_break = before == ' ' && after != ' '
            || (char_width(before) == 2 || char_width(after) == 2)
                && after != ' '
                && !is_closing(after)
                && !is_opening(before);
        if may_break {
            cuts.push(at);
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

fn is_closing(c: char) -> bool {
    "，。、；：？！）》」』”’…·%".contains(c)
}

fn is_opening(c: char) -> bool {
    "（《「『“‘".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns_and_latin_one() {
        assert_eq!((width("户本"), width("Huben"), width("3幢，")), (4, 5, 5));
        assert_eq!(padded("户", 4, true), "  户");
        assert_eq!(cut("振兴路社区", 7), "振兴路…");
    }

    #[test]
    fn lines_break_where_a_reader_expects_it() {
        assert_eq!(wrapped("一二三，四五（六）七", 6), ["一二", "三，四", "五", "（六）", "七"]);
        assert_eq!(wrapped("the office 收到 all of it", 10), ["the office", "收到 all", "of it"]);
    }
}
