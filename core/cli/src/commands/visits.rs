//! Visits and the book.

use crate::failure::{Failure, Result};
use crate::options::{Slicing, Visit, Words};
use crate::parse::{attributes, code, read, time};
use crate::shell::Shell;
use crate::show;
use huben_domain::{Outcome, VisitKind};
use huben_engine::{FieldBook, VisitInput};

/// `huben visit …`
pub fn visit(shell: &Shell, command: Visit) -> Result<()> {
    let book = shell.book()?;
    let names = if matches!(command, Visit::Record { .. }) { "household" } else { "id" };
    on_visit(shell, &book, command).map_err(|failure| failure.missing(names))
}

fn on_visit(shell: &Shell, book: &FieldBook, command: Visit) -> Result<()> {
    let one = match command {
        Visit::Record { household, words } => {
            book.record_visit(read("household", &household)?, input(words)?)?
        }
        Visit::Edit { id, words } => book.edit_visit(read("id", &id)?, input(words)?)?,
        Visit::Show { id } => book.visit(read("id", &id)?)?,
    };
    shell.give(&one, show::visit)
}

/// `huben book HOUSEHOLD`
pub fn book(shell: &Shell, household: &str, slice: Slicing) -> Result<()> {
    let book = shell.book()?;
    let page = book.book(read("household", household)?, slice.into());
    shell.list(&page.map_err(|error| Failure::from(error).missing("household"))?, show::visits)
}

fn input(words: Words) -> Result<VisitInput> {
    let met = words.met.iter().map(|id| read("met", id)).collect::<Result<Vec<_>>>()?;
    Ok(VisitInput {
        at: time("at", words.at.as_deref())?,
        kind: code("kind", words.kind.as_deref(), VisitKind::parse_known)?,
        outcome: code("outcome", words.outcome.as_deref(), Outcome::parse_known)?,
        met: (!met.is_empty()).then_some(met),
        companions: (!words.companion.is_empty()).then_some(words.companion),
        purpose: words.purpose,
        text: words.text,
        answers: None,
        follow_up: words.follow_up,
        attributes: attributes(&words.attributes.attribute, &words.attributes.attribute_json)?,
        draft: None,
    })
}
