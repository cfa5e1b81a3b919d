//! A simulated phone: a real field book on a machine that can lose power.

use crate::disk::Machine;
use crate::surroundings::Surroundings;
use crate::world::accident::Accident;
use crate::world::net::Net;
use huben_domain::UserId;
use huben_engine::{Error, FieldBook, KeyVault, Silent, SyncReport, SyncRun};
use huben_tests::chance::Chance;
use rusqlite::Connection;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The key in memory, as a phone's key store keeps it: no crash takes it.
#[derive(Debug, Default)]
struct Vault(Mutex<Option<[u8; 32]>>);

impl KeyVault for Vault {
    fn load(&self) -> huben_engine::Result<Option<[u8; 32]>> {
        Ok(*self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))
    }

    fn store(&self, key: &[u8; 32]) -> huben_engine::Result<()> {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(*key);
        Ok(())
    }
}

/// One phone.
pub struct Phone {
    /// Whose it is, in words.
    pub name: String,
    /// The user.
    pub user: UserId,
    /// Does it know the last history of the office that it was told of?
    pub knows: u32,
    /// Its own clock and chance.
    pub surroundings: Arc<Surroundings>,
    machine: Machine,
    vault: Arc<Vault>,
    book: Option<FieldBook>,
    /// What may have happened to it since it was last looked at.
    planned: Option<Accident>,
}

impl Phone {
    /// Enrols with an invitation.
    pub fn enrol(
        directory: &Path,
        name: &str,
        user: UserId,
        surroundings: Arc<Surroundings>,
        invitation: &str,
        net: &Net<'_>,
    ) -> Phone {
        let machine = Machine::at(&directory.join(name)).expect("a machine for a phone");
        let vault = Arc::new(Vault::default());
        let data = machine.directory().join("book");
        let book = FieldBook::enrol_over(&data, vault.clone(), surroundings.clone(), invitation, net)
            .expect("a phone is enrolled over a good line");
        Phone {
            name: name.to_owned(),
            user,
            knows: net.office.history(),
            surroundings,
            machine,
            vault,
            book: Some(book),
            planned: None,
        }
    }

    /// The book.
    pub fn book(&self) -> &FieldBook {
        self.book.as_ref().expect("a phone that is on has its book")
    }

    fn data(&self) -> PathBuf {
        self.machine.directory().join("book")
    }

    fn start(&mut self) {
        self.book = None;
        let book = FieldBook::open(&self.data(), self.vault.clone(), self.surroundings.clone());
        self.book =
            Some(book.unwrap_or_else(|error| panic!("{}: the book does not open: {error}", self.name)));
    }

    /// Something happens to it; [`Phone::came_back`] comes after it.
    pub fn will_fail(&mut self, accident: Accident) {
        accident.befall(&self.machine);
        self.planned = Some(accident);
    }

    /// Is it as it was? If something happened to it, the power is cut for good and comes back; true then.
    pub fn came_back(&mut self, chance: &mut Chance) -> bool {
        let befallen = Accident::has_befallen(&self.machine, self.planned.take());
        if befallen {
            self.crash(chance);
        }
        befallen
    }

    /// The power is cut and comes back.
    pub fn crash(&mut self, chance: &mut Chance) {
        self.machine.crash(Some(chance));
        self.start();
    }

    /// A careless backup becomes a second phone: everything the same, key and all.
    pub fn copied(&mut self, directory: &Path, name: &str, surroundings: Arc<Surroundings>) -> Phone {
        self.book = None;
        let machine = Machine::at(&directory.join(name)).expect("a machine for a phone");
        let data = machine.directory().join("book");
        std::fs::create_dir_all(&data).expect("a directory");
        std::fs::copy(self.data().join("book.db"), data.join("book.db")).expect("a book is a file");
        let mut copy = Phone {
            name: name.to_owned(),
            user: self.user,
            knows: self.knows,
            surroundings,
            machine,
            vault: self.vault.clone(),
            book: None,
            planned: None,
        };
        copy.start();
        self.start();
        copy
    }

    /// An older version of the program, or one that somebody has tampered with: it lets its user do anything.
    pub fn become_lax(&mut self, user: &str) {
        self.book = None;
        let file = self.file();
        let changed = file.execute("UPDATE user SET json = ?2 WHERE id = ?1", (self.user.to_bytes(), user));
        assert_eq!(changed.expect("the directory is a table"), 1);
        drop(file);
        self.start();
    }

    /// The book's file, past the book.
    pub fn file(&self) -> Connection {
        let key = self.vault.load().ok().flatten().expect("a phone has its key");
        let hex = key.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let file = Connection::open(self.data().join("book.db")).expect("a book opens");
        file.pragma_update(None, "key", format!("x'{hex}'")).expect("a key is taken");
        file
    }

    /// One run over this line.
    pub fn sync(&self, net: &Net<'_>) -> (SyncReport, Result<(), Error>) {
        self.book().sync_over(&SyncRun::new(Arc::new(Silent)), net)
    }
}
