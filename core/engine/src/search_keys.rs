//! What is indexed for search, and how a typed query is understood.
//!
//! Pure text to text. SQLite's FTS5 with its `unicode61` tokenizer keeps what [`index_tokens`] gives and
//! answers what [`query`] gives; neither the table nor the ranking is here.
//!
//! - Every Chinese character is a token; adjacency is a phrase, so any substring is found.
//! - Names also as pinyin, whole and from the given name on, and as initials, in every reading of a
//!   polyphonic character (单 is shan or dan). Long texts have none: it would triple their size.
//! - Telephones once, reversed: a tail becomes a prefix. Eight suffixes of a mobile would take five times the room.
//! - Doors as [`Door::short`], so that `3幢2单元501室` and `3-2-5` meet.

use huben_domain::{Door, Phone, half_width, search_door};
use pinyin::ToPinyinMulti;

/// What one record is found by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'a> {
    /// People, shops, estates: also by pinyin and initials.
    pub names: &'a [&'a str],
    /// Anything else: by characters and words.
    pub texts: &'a [&'a str],
    /// Addresses in any form: as doors, and by their characters and words.
    pub doors: &'a [&'a str],
    /// Telephones: by any tail of at least four digits.
    pub phones: &'a [&'a str],
}

// Letters that no user types and `unicode61` keeps inside a token (clicks of Khoisan languages, two bytes each).
const BETWEEN: char = 'ǀ';
const RARE: char = 'ǁ';
const DOOR: char = 'ǂ';
const PHONE: char = 'ǃ';

/// Readings of one name that are indexed at most; the common ones come first.
const READINGS: usize = 12;
/// A name longer than this is a sentence: its characters in their first reading only.
const NAME_CHARS: usize = 6;
/// What is read of a query: more only costs time.
const QUERY_CHARS: usize = 64;
const QUERY_TERMS: usize = 16;
const TAIL_DIGITS: usize = 4;

/// The record as tokens with spaces between them, in the order names, texts, doors, phones.
pub fn index_tokens(entry: Entry<'_>) -> String {
    let mut out = String::with_capacity(256);
    for name in entry.names {
        push_value(&mut out, name);
        push_pinyin(&mut out, name);
    }
    for text in entry.texts {
        push_value(&mut out, text);
    }
    for door in entry.doors {
        push_value(&mut out, door);
        push_door(&mut out, door);
    }
    for phone in entry.phones {
        push_token(&mut out, PHONE, digits(phone).chars().rev());
    }
    out
}

/// The query as an FTS5 `MATCH` expression: every word must be found, each in any of the ways it can be meant.
/// `None` where there is nothing to look for. Safe for any input: only letters and digits pass, all quoted.
pub fn query(text: &str) -> Option<String> {
    let text: String = half_width(text).chars().take(QUERY_CHARS).collect();
    let text = together(&text);
    let words: Vec<&str> = text.split_whitespace().take(QUERY_TERMS).collect();
    let mut terms = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let latin = words[at..].iter().take_while(|word| is_latin(word)).count();
        if latin > 1 {
            terms.push(spelled_apart(&words[at..at + latin]));
            at += latin;
            continue;
        }
        terms.extend(term(word));
        at += 1;
    }
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

/// `wang xiu ying`: one name in syllables, or three words.
fn spelled_apart(words: &[&str]) -> String {
    let each: Vec<String> = words.iter().map(|word| prefix(&word.to_lowercase())).collect();
    let joined = prefix(&words.concat().to_lowercase());
    format!("({joined} OR ({}))", each.join(" AND "))
}

/// One word as a door, a telephone's tail or words; several where it can be several.
fn term(word: &str) -> Option<String> {
    let mut ways: Vec<String> = pieces(word).into_iter().collect();
    let numbers: String = word.chars().filter(|c| !"+-()".contains(*c)).collect();
    if let Some(short) = search_door(word) {
        let mut door = String::new();
        push_token(&mut door, DOOR, door_key(&short));
        let head = Door::parse(word, None).estate.and_then(|head| pieces(&head));
        let door = prefix(&door);
        ways.push(head.map_or(door.clone(), |head| format!("({head} AND {door})")));
    }
    if numbers.len() >= TAIL_DIGITS && numbers.bytes().all(|b| b.is_ascii_digit()) {
        let mut tail = String::new();
        push_token(&mut tail, PHONE, digits(&numbers).chars().rev());
        ways.push(prefix(&tail));
    }
    match ways.len() {
        0 | 1 => ways.pop(),
        _ => Some(format!("({})", ways.join(" OR "))),
    }
}

/// A word's tokens: neighbours stay neighbours, the last one may go on.
/// Where Chinese meets Latin letters (`王xy`) the pieces only have to be in the same record.
fn pieces(word: &str) -> Option<String> {
    let mut tokens = String::new();
    push_text(&mut tokens, word);
    let mut phrases: Vec<Vec<&str>> = Vec::new();
    let mut latin_before = None;
    for token in tokens.split(' ').filter(|token| !token.is_empty()) {
        let latin = is_latin(token);
        match phrases.last_mut() {
            Some(phrase) if latin_before == Some(latin) => phrase.push(token),
            _ => phrases.push(vec![token]),
        }
        latin_before = Some(latin);
    }
    let phrases: Vec<String> = phrases.iter().map(|phrase| prefix(&phrase.join(" "))).collect();
    match phrases.len() {
        0 => None,
        1 => phrases.into_iter().next(),
        _ => Some(format!("({})", phrases.join(" AND "))),
    }
}

/// What ends in letters or digits may go on. A Chinese character is a token by itself: asked for as a beginning, all its
/// places would be copied before the first is given.
fn prefix(phrase: &str) -> String {
    let goes_on = if phrase.ends_with(is_chinese) { "" } else { "*" };
    format!("\"{phrase}\"{goes_on}")
}

fn is_latin(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `3幢 2单元 501` without the spaces; `xi'an` without the apostrophe; `lü` as keyboards have it, `lv`.
fn together(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after_mark = out.ends_with(['幢', '栋', '座', '楼', '元', '#']);
        match c {
            '\'' | '’' => {}
            'ü' | 'Ü' => out.push('v'),
            ' ' if after_mark && chars.peek().is_some_and(char::is_ascii_digit) => {}
            BETWEEN | RARE | DOOR | PHONE => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// A value of its own: no phrase reaches from one into the next.
fn push_value(out: &mut String, text: &str) {
    if !out.is_empty() {
        push_token(out, BETWEEN, "".chars());
    }
    push_text(out, text);
}

fn push_text(out: &mut String, text: &str) {
    let mut in_word = false;
    for c in half_width(text).chars() {
        if is_chinese(c) {
            in_word = false;
            push_character(out, c);
        } else if c.is_alphanumeric() && !matches!(c, BETWEEN | RARE | DOOR | PHONE) {
            if !in_word && !out.is_empty() {
                out.push(' ');
            }
            in_word = true;
            out.extend(c.to_lowercase());
        } else {
            in_word = false;
        }
    }
}

/// Characters of newer Unicode than SQLite's tables would vanish, and they stand in names: they go as their number.
fn push_character(out: &mut String, c: char) {
    if matches!(c, '\u{4db6}'..='\u{4dbf}' | '\u{9fcd}'..='\u{9fff}' | '\u{10000}'..) {
        push_token(out, RARE, format!("{:x}", u32::from(c)).chars());
    } else {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push(c);
    }
}

fn push_token(out: &mut String, mark: char, text: impl IntoIterator<Item = char>) {
    if !out.is_empty() {
        out.push(' ');
    }
    out.push(mark);
    out.extend(text);
}

/// The door, and the door without its building for who searches inside one: `3-2-501`, `2-501`.
fn push_door(out: &mut String, address: &str) {
    let short = Door::parse(address, None).short();
    if short.is_empty() {
        return;
    }
    push_token(out, DOOR, door_key(&short));
    if let Some((_, inside)) = short.split_once('-').filter(|(_, inside)| inside.contains('-')) {
        push_token(out, DOOR, door_key(inside));
    }
}

/// One token: what is no letter or digit becomes an x.
fn door_key(short: &str) -> impl Iterator<Item = char> {
    short.chars().map(|c| if c.is_alphanumeric() { c } else { 'x' })
}

fn digits(phone: &str) -> String {
    match Phone::parse(phone) {
        Ok(phone) => phone.tail(usize::from(u8::MAX)),
        Err(_) => phone.chars().filter(char::is_ascii_digit).collect(),
    }
}

fn is_chinese(c: char) -> bool {
    matches!(c, '〇' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Pinyin and initials of a name, and of the given name alone, in every reading; each once.
fn push_pinyin(out: &mut String, name: &str) {
    let characters: Vec<Vec<&'static str>> = name.chars().filter_map(readings).collect();
    let mut seen: Vec<String> = Vec::new();
    for reading in ways_to_read(&characters) {
        let given = usize::from(reading.len() > 2);
        for from in [0, given] {
            let syllables = &reading[from..];
            for token in [syllables.concat(), initials(syllables)] {
                if token.len() > 1 && !seen.contains(&token) {
                    seen.push(token);
                }
            }
        }
    }
    for token in seen {
        out.push(' ');
        out.push_str(&token);
    }
}

fn initials(syllables: &[&str]) -> String {
    syllables.iter().filter_map(|syllable| syllable.chars().next()).collect()
}

/// One character's readings without tones, the usual one first; ü as the keyboards' v and the careless u.
fn readings(c: char) -> Option<Vec<&'static str>> {
    let mut found = Vec::with_capacity(2);
    for reading in c.to_pinyin_multi()? {
        for spelling in spellings(reading.plain()) {
            if !found.contains(&spelling) {
                found.push(spelling);
            }
        }
    }
    Some(found)
}

fn spellings(plain: &'static str) -> impl Iterator<Item = &'static str> {
    let (first, second) = match plain {
        "lü" => ("lv", Some("lu")),
        "nü" => ("nv", Some("nu")),
        "lüe" => ("lve", Some("lue")),
        "nüe" => ("nve", Some("nue")),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

/// Every reading of the surname with every one-character deviation of the rest: what people type, not the
/// product of all dictionaries, which has thousands.
fn ways_to_read(characters: &[Vec<&'static str>]) -> Vec<Vec<&'static str>> {
    let usual: Vec<&'static str> = characters.iter().map(|readings| readings[0]).collect();
    let Some(surname) = characters.first() else {
        return Vec::new();
    };
    if characters.len() > NAME_CHARS {
        return vec![usual];
    }
    let mut ways = Vec::new();
    for &first in surname {
        let mut way = usual.clone();
        way[0] = first;
        ways.push(way);
    }
    for deviating in 1..characters.len() {
        for &reading in &characters[deviating][1..] {
            for &first in surname {
                let mut way = usual.clone();
                way[0] = first;
                way[deviating] = reading;
                ways.push(way);
            }
        }
    }
    ways.truncate(READINGS);
    ways
}
