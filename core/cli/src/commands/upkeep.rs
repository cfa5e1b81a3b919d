//! Status, attention, contradictions, search, directory, and the book's own health.

use crate::failure::{Failure, Result};
use crate::options::{Attention, Contradictions, Slicing};
use crate::parse::read;
use crate::shell::Shell;
use crate::show;
use huben_engine::{FieldBook, Page, Slice, Verified};

/// `huben me`
pub fn me(shell: &Shell) -> Result<()> {
    shell.give(&shell.book()?.me()?, show::me)
}

/// `huben areas`
pub fn areas(shell: &Shell, slice: Slicing) -> Result<()> {
    shell.list(&page(shell.book()?.areas()?, slice), show::areas)
}

/// `huben users`
pub fn users(shell: &Shell, slice: Slicing) -> Result<()> {
    shell.list(&page(shell.book()?.users()?, slice), show::users)
}

/// The part of a whole list that was asked for.
fn page<T>(all: Vec<T>, Slicing { limit, offset }: Slicing) -> Page<T> {
    let total = all.len() as u64;
    let (offset, limit) = (offset.min(total) as usize, limit.unwrap_or(total).min(total) as usize);
    Page { items: all.into_iter().skip(offset).take(limit).collect(), total }
}

/// `huben status [ID]`
pub fn status(shell: &Shell, id: Option<&str>) -> Result<()> {
    let book = shell.book()?;
    match id {
        Some(id) => {
            let status =
                book.status_of(read("id", id)?).map_err(|error| Failure::from(error).missing("id"))?;
            shell.give(&status, show::record_status)
        }
        None => shell.give(&book.status()?, show::status),
    }
}

/// `huben attention [resolve ID]`
pub fn attention(shell: &Shell, action: Option<Attention>, slice: Slicing) -> Result<()> {
    let book = shell.book()?;
    match action {
        None => shell.list(&book.attention(slice.into())?, show::attention),
        Some(Attention::Resolve { id, retry, .. }) => {
            let entry = read("id", &id)?;
            let resolved = if retry { book.retry(entry) } else { book.drop_attention(entry) };
            resolved.map_err(|error| Failure::from(error).missing("id"))?;
            let done = serde_json::json!({ "id": id, "resolved": if retry { "retry" } else { "drop" } });
            shell.give(&done, |lang, _| show::resolved(lang, retry))
        }
    }
}

/// `huben contradictions [settle …]`
pub fn contradictions(shell: &Shell, action: Option<Contradictions>, slice: Slicing) -> Result<()> {
    let book = shell.book()?;
    match action {
        None => shell.list(&book.contradictions(slice.into())?, show::contradictions),
        Some(Contradictions::Settle { document, field, value }) => {
            let done = book.settle(read("document", &document)?, &field, &value);
            done.map_err(|error| Failure::from(error).missing("document"))?;
            let settled = serde_json::json!({ "document": document, "field": field, "value": value });
            shell.give(&settled, |lang, _| show::settled(lang, &field, &value))
        }
    }
}

/// `huben search TEXT`
pub fn search(shell: &Shell, text: &str, limit: u64, offset: u64) -> Result<()> {
    if text.trim().is_empty() {
        let reason = "say what to look for: a name, pinyin or its initials, a door, the end of a telephone number, words";
        return Err(Failure::invalid("text", reason));
    }
    let found = shell.book()?.search(text, Slice { limit: Some(limit), offset })?;
    shell.give(&found, show::found)
}

/// `huben verify`, `huben rebuild`
pub fn verify(shell: &Shell, check: fn(&FieldBook) -> huben_engine::Result<Verified>) -> Result<()> {
    let found = match shell.book().and_then(|book| Ok(check(&book)?)) {
        // That the file cannot even be read is an answer too.
        Err(failure) if failure.kind == "damaged" && shell.style.json => {
            let problems = vec![failure.reason.clone()];
            shell.give(&Verified { ok: false, documents: 0, problems }, show::verified)?;
            return Err(failure);
        }
        found => found?,
    };
    shell.give(&found, show::verified)?;
    if found.ok {
        Ok(())
    } else {
        Err(Failure::of(
            "damaged",
            "the book is damaged; run huben rebuild, and tell the office if that does not help",
        ))
    }
}

/// `huben completions SHELL`
pub fn completions(shell: clap_complete::Shell) -> Result<()> {
    clap_complete::generate(shell, &mut crate::command(), "huben", &mut std::io::stdout());
    Ok(())
}
