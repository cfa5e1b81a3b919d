//! The day as it goes: the office, the proxy, the people, and what was found wrong.

use std::path::{Path, PathBuf};
use std::time::Instant;

use tempfile::TempDir;

use super::cast::Who;
use super::lang::Lang;
use super::page::Page;
use super::team::Member;
use crate::office::Office;
use crate::proxy::CuttingProxy;

/// Everything the chapters work on.
pub struct Day {
    /// Where the story is told.
    pub page: Page,
    /// The office.
    pub office: Office,
    /// The line between the phones and the office; the desk does not need it.
    pub proxy: CuttingProxy,
    /// Everybody, in the order of [`Who::ALL`].
    pub team: Vec<Member>,
    /// When the demo began.
    pub began: Instant,
    /// Sentences about what differs from what was promised; empty at the end of a good day.
    pub problems: Vec<String>,
    /// The seed of cuts and choices.
    pub seed: u64,
    /// Where everything lies.
    pub directory: Directory,
}

/// A directory that goes away with the demo, or stays.
pub enum Directory {
    /// Removed at the end.
    Passing(TempDir),
    /// Left for the reader.
    Kept(PathBuf),
}

impl Directory {
    /// Its path.
    pub fn path(&self) -> &Path {
        match self {
            Directory::Passing(directory) => directory.path(),
            Directory::Kept(path) => path,
        }
    }
}

impl Day {
    /// One of the people.
    pub fn member(&mut self, who: Who) -> &mut Member {
        self.team.iter_mut().find(|member| member.who == who).expect("everybody is on the team")
    }

    /// The language of the telling.
    pub fn lang(&self) -> Lang {
        self.page.lang
    }

    /// The name behind what a program says somebody is: an id, or an object with id and name.
    pub fn told(&self, by: &serde_json::Value) -> String {
        let id = user_id(by);
        let known = self.team.iter().find(|member| Some(member.phone.user.as_str()) == id);
        known.map_or_else(|| by.to_string(), |member| member.who.told(self.lang()))
    }

    /// Tells a promise with a mark, and remembers when it does not hold.
    pub fn promise(&mut self, holds: bool, zh: impl std::fmt::Display, en: impl std::fmt::Display) {
        if !holds {
            self.problems.push(self.lang().of(&zh, &en));
        }
        self.page.verdict(holds, zh, en);
    }
}

/// The id in `by`: itself, or of the object.
pub fn user_id(by: &serde_json::Value) -> Option<&str> {
    by.as_str().or_else(|| by["id"].as_str())
}
