//! What people are told when something does not go, in Chinese. As in gettext the English text is the message's
//! name: whoever writes a reason writes English, and its Chinese stands in `reasons.zh.tsv`, one line a reason.
//!
//! A line is an English template, a tab and a Chinese template with the same holes in the same order:
//! `{}` takes anything (put into Chinese where it is known itself), `{reason}` takes only what the catalogue knows,
//! `{codes}` takes codes as people type them (`met, vacant`) and sets beside each what it means.

use crate::Level;
use crate::codes::*;

const CATALOGUE: &str = include_str!("reasons.zh.tsv");

/// A finished English text in Chinese, by the template that says most of it; `None` if no template fits.
pub fn in_chinese(text: &str) -> Option<String> {
    let fits = |(english, chinese): (&str, &str)| {
        let english = pieces(english);
        let said: usize = english.iter().map(Piece::words).map(str::len).sum();
        Some((said, filled(chinese, taken(&english, text)?)))
    };
    let fitting = reasons().filter_map(fits);
    fitting.max_by_key(|(said, _)| *said).map(|(_, chinese)| chinese)
}

/// What a code means in Chinese where it stands: in `field` of a record of this kind (`household`, `visit`, …).
pub fn code_in_chinese(record: &str, field: &str, code: &str) -> Option<String> {
    let zh = match (record, field) {
        (_, "occupancy") => Occupancy::from(code).zh().to_owned(),
        (_, "outcome") => Outcome::from(code).zh().to_owned(),
        (_, "residence") => Residence::from(code).zh().to_owned(),
        (_, "sex") => Sex::from(code).zh().to_owned(),
        (_, "source") => Source::from(code).zh().to_owned(),
        (_, "step") => StepKind::from(code).zh().to_owned(),
        ("household", "kind") => HouseholdKind::from(code).zh().to_owned(),
        ("visit", "kind") => VisitKind::from(code).zh().to_owned(),
        _ => return None,
    };
    Some(zh)
}

/// Every English template with its Chinese one, in the catalogue's order.
pub fn reasons() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = CATALOGUE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

#[derive(Clone, Copy, PartialEq)]
enum Piece<'a> {
    Words(&'a str),
    Anything,
    Reason,
    Codes,
}

impl<'a> Piece<'a> {
    fn words(&self) -> &'a str {
        if let Piece::Words(words) = self { words } else { "" }
    }

    /// What a hole makes of the text it takes; `None` if it does not take it.
    fn takes(self, text: &str) -> Option<String> {
        match self {
            Piece::Words(_) => None,
            Piece::Anything => Some(in_chinese(text).unwrap_or_else(|| text.to_owned())),
            Piece::Reason => in_chinese(text),
            Piece::Codes => explained(text).or_else(|| in_chinese(text)),
        }
    }
}

/// Words and holes by turns.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((words, after)) = rest.split_once('{') {
        let (hole, after) = after.split_once('}').unwrap_or((after, ""));
        pieces.extend((!words.is_empty()).then_some(Piece::Words(words)));
        pieces.push(match hole {
            "reason" => Piece::Reason,
            "codes" => Piece::Codes,
            _ => Piece::Anything,
        });
        rest = after;
    }
    pieces.extend((!rest.is_empty()).then_some(Piece::Words(rest)));
    pieces
}

/// What the holes take if the pieces are exactly this text.
fn taken(pieces: &[Piece<'_>], text: &str) -> Option<Vec<String>> {
    let (first, rest) = match pieces {
        [] => return text.is_empty().then(Vec::new),
        [Piece::Words(words), rest @ ..] => return taken(rest, text.strip_prefix(words)?),
        [hole, rest @ ..] => (hole, rest),
    };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.map(|at| text.split_at(at)).find_map(|(hole, after)| {
        let mut taken = taken(rest, after)?;
        taken.insert(0, first.takes(hole)?);
        Some(taken)
    })
}

fn filled(chinese: &str, taken: Vec<String>) -> String {
    let mut taken = taken.into_iter();
    let piece = |piece: &Piece<'_>| match piece {
        Piece::Words(words) => (*words).to_owned(),
        _ => taken.next().unwrap_or_default(),
    };
    pieces(chinese).iter().map(piece).collect()
}

/// Codes of one closed list, each with its meaning: `met（见到）、vacant（空置）`. A code may stand in several lists;
/// the first one that has them all is meant.
fn explained(list: &str) -> Option<String> {
    macro_rules! lists {
        ($($name:ident),+) => { [$(|code| Some($name::parse_known(code).ok()?.zh().to_owned())),+] };
    }
    let lists: [fn(&str) -> Option<String>; 13] = lists![
        Role,
        Hat,
        Level,
        HouseholdKind,
        Occupancy,
        Sex,
        Residence,
        VisitKind,
        Outcome,
        Source,
        StepKind,
        Stage,
        CheckResult
    ];
    let explained = lists.into_iter().find_map(|meaning| {
        let codes = list.split(", ").map(|code| Some(format!("{code}（{}）", meaning(code)?)));
        codes.collect::<Option<Vec<_>>>()
    });
    explained.map(|codes| codes.join("、"))
}
