//! What surrounds a command: where the book is, who reads the output and in which language.

use crate::failure::{Failure, Result};
use crate::options::{Common, Slicing};
use crate::progress::Bar;
use crate::show;
use huben_engine::{FieldBook, KeyFile, Machine, Page, Slice};
use huben_terminal::Lang;
use serde::Serialize;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How output is given.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// For programs.
    pub json: bool,
    /// For people.
    pub lang: Lang,
}

/// The surroundings of one command.
pub struct Shell {
    /// How output is given.
    pub style: Style,
    data: Option<PathBuf>,
}

impl Shell {
    /// The surroundings that the common options ask for.
    pub fn new(common: &Common) -> Self {
        let lang = common.lang.unwrap_or_else(Lang::of_the_terminal);
        Shell { style: Style { json: common.json, lang }, data: common.data.clone() }
    }

    /// The directory of the book.
    pub fn directory(&self) -> Result<&Path> {
        let missing =
            || Failure::invalid("data", "say where the book is: --data DIR, or the variable HUBEN_DATA");
        self.data.as_deref().ok_or_else(missing)
    }

    /// The book, its key in a file beside it.
    pub fn book(&self) -> Result<FieldBook> {
        let directory = self.directory()?;
        Ok(FieldBook::open(directory, Arc::new(KeyFile::in_directory(directory)), Arc::new(Machine))?)
    }

    /// A new book from an invitation.
    pub fn enrol(&self, invitation: &str) -> Result<FieldBook> {
        let directory = self.directory()?;
        let key = Arc::new(KeyFile::in_directory(directory));
        Ok(FieldBook::enrol(directory, key, Arc::new(Machine), invitation)?)
    }

    /// Prints a result: as JSON, or as people are told it.
    pub fn give<T: Serialize>(&self, result: &T, told: impl FnOnce(Lang, &T) -> String) -> Result<()> {
        let text = match self.style.json {
            true => serde_json::to_string(result)?,
            false => huben_domain::harmless(&told(self.style.lang, result)).into_owned(),
        };
        huben_terminal::print(&text)
            .map_err(|error| Failure { reason: huben_terminal::UNWRITTEN.into(), ..error.into() })
    }

    /// Prints a listing: `{"items", "total"}`, or a table.
    pub fn list<T: Serialize>(&self, page: &Page<T>, told: impl FnOnce(Lang, &[T]) -> String) -> Result<()> {
        self.give(page, |lang, page| show::listed(lang, page, told))
    }

    /// Progress for a command that may take long; silent for programs and away from a terminal.
    pub fn bar(&self) -> Arc<Bar> {
        Arc::new(Bar::new(self.style.lang, !self.style.json && std::io::stderr().is_terminal()))
    }
}

impl From<Slicing> for Slice {
    fn from(slicing: Slicing) -> Self {
        Slice { limit: slicing.limit, offset: slicing.offset }
    }
}
