//! The field book: the one face of the engine. Each of its subjects has a file of its own; this one opens it,
//! and holds what every writing call has in common.

use crate::enrol::PENDING;
use crate::store::{self, Header, key};
use crate::surroundings::{Fault, Surroundings, id_ms, random};
use crate::vault::KeyVault;
use crate::{Error, Person, Result, State, project, search_index};
use chrono::{DateTime, FixedOffset};
use huben_documents::policy::{Record, Signer, judge};
use huben_documents::{Document, Intent, Kind, MAX_CHUNK_BYTES, of_intent};
use huben_domain::*;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// Told once after each commit which records changed; never inside a transaction.
pub type ChangeNews = Arc<dyn Fn(&[DocumentId]) + Send + Sync>;

/// One enrolment's book.
pub struct FieldBook {
    conn: Mutex<Connection>,
    pub(crate) surroundings: Arc<dyn Surroundings>,
    pub(crate) directory: PathBuf,
    pub(crate) device: DeviceId,
    pub(crate) user: UserId,
    news: Mutex<Option<ChangeNews>>,
}

/// The book's file in its directory.
pub(crate) const FILE: &str = "book.db";

impl FieldBook {
    /// Opens the book in `directory`. An absent or empty directory is not found; neither is one whose enrolment was cut,
    /// for which the same again goes on from there. One that holds something else is damaged, and nothing in it is
    /// touched.
    pub fn open(
        directory: &Path,
        vault: Arc<dyn KeyVault>,
        surroundings: Arc<dyn Surroundings>,
    ) -> Result<Self> {
        Self::open_whole(directory, vault, surroundings).map_err(|error| match error {
            Error::Damaged { .. } if directory.join(PENDING).is_file() => Error::not_found(
                "joining the office was cut before its end; enrol here once more, with the same invitation or a new one",
            ),
            error => error,
        })
    }

    fn open_whole(
        directory: &Path,
        vault: Arc<dyn KeyVault>,
        surroundings: Arc<dyn Surroundings>,
    ) -> Result<Self> {
        if is_vacant(directory)? {
            let what = format!("there is no book in {}; join with an invitation first", directory.display());
            return Err(Error::not_found(what));
        }
        let file = directory.join(FILE);
        let foreign = || Error::Damaged {
            reason: format!(
                "{} holds something else than a Huben book; nothing in it was touched",
                directory.display()
            ),
        };
        if !file.try_exists()? || !file.is_file() {
            return Err(foreign());
        }
        let key = vault.load()?.ok_or_else(|| Error::Damaged {
            reason: "the book's key is not here; put the file `key` back beside it, or enrol again into a new directory: what is at the office comes back. Nothing was changed".into(),
        })?;
        let conn = match store::open(&file, &key) {
            // A full disk has no room for the file that readers share: one reader needs none.
            Err(Error::StorageFull) => store::open_alone(&file, &key)?,
            opened => opened?,
        };
        Self::over(conn, directory, surroundings)
    }

    /// Is there a book in this directory, whether or not it can be opened? One whose enrolment was cut is none yet.
    pub fn is_in(directory: &Path) -> bool {
        directory.join(FILE).is_file() && !directory.join(PENDING).is_file()
    }

    pub(crate) fn over(
        conn: Connection,
        directory: &Path,
        surroundings: Arc<dyn Surroundings>,
    ) -> Result<Self> {
        let device = DeviceId::from_bytes(store::need(&conn, key::DEVICE)?);
        let user = UserId::from_bytes(store::need(&conn, key::USER)?);
        let book = Self {
            conn: Mutex::new(conn),
            surroundings,
            directory: directory.to_owned(),
            device,
            user,
            news: Mutex::new(None),
        };
        let projected: Option<u32> = store::get(&book.conn(), key::PROJECTION)?;
        if projected != Some(project::VERSION) {
            book.reproject()?;
        }
        // Where it cannot be written now, another opening goes on.
        while search_index::is_old(&book.conn())? && book.write(|work| search_index::refile(&work.tx)).is_ok()
        {
        }
        Ok(book)
    }

    /// Whom to tell after each commit.
    pub fn on_change(&self, news: ChangeNews) {
        *self.news.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(news);
    }

    /// The connection, for reading.
    pub(crate) fn conn(&self) -> MutexGuard<'_, Connection> {
        // A panic elsewhere cannot leave a half-done transaction: SQLite rolls it back.
        self.conn.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// One transaction, one fsync, then one piece of news.
    pub(crate) fn write<T>(&self, act: impl FnOnce(&mut Work<'_>) -> Result<T>) -> Result<T> {
        // Asked before the lock is taken: a shell's clock is code of its own.
        let surroundings = self.surroundings.as_ref();
        let now = surroundings.now();
        let (result, touched) = {
            let mut conn = self.conn();
            let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut work = Work { tx, surroundings, now, user: self.user, touched: Vec::new() };
            let result = act(&mut work)?;
            let Work { tx, touched, .. } = work;
            tx.commit()?;
            (result, touched)
        };
        let news = self.news.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone();
        if let Some(news) = news.filter(|_| !touched.is_empty()) {
            news(&touched);
        }
        Ok(result)
    }
}

/// Is there nothing at all in this directory?
pub(crate) fn is_vacant(directory: &Path) -> Result<bool> {
    match std::fs::read_dir(directory) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
            Err(Error::Damaged { reason: format!("{} is not a directory", directory.display()) })
        }
        Err(error) => Err(error.into()),
    }
}

/// A writing call under way.
pub(crate) struct Work<'a> {
    pub tx: Transaction<'a>,
    pub surroundings: &'a dyn Surroundings,
    pub now: DateTime<FixedOffset>,
    pub user: UserId,
    pub touched: Vec<DocumentId>,
}

impl Work<'_> {
    /// Sixteen bytes of a new id.
    pub fn id<T>(&self, make: impl FnOnce(u64, [u8; 10]) -> T) -> Result<T> {
        Ok(make(id_ms(self.now), random(self.surroundings)?))
    }

    /// Who signs, with the grants that hold now.
    pub fn signer(&self) -> Result<Signer> {
        signer(&self.tx, self.user, self.now)
    }

    /// Writes an intent into its document (which may be new), judged by the same policy as at the office, and
    /// keeps chunk, intent, projection and search rows. `false`: everything stood there already.
    pub fn record(&mut self, header: &Header, record: &Record, intent: &Intent) -> Result<bool> {
        self.record_for(header, record, intent, None)
    }

    /// [`Work::record`] as part of an import.
    pub fn record_for(
        &mut self,
        header: &Header,
        record: &Record,
        intent: &Intent,
        import: Option<ImportId>,
    ) -> Result<bool> {
        let known = store::header(&self.tx, header.id)?.is_some();
        let mut document = if known { store::load(&self.tx, header)? } else { Document::new(&header.kind)? };
        let operations = of_intent(&mut document, intent);
        let signer = self.signer()?;
        judge(&header.kind, record, &signer, &operations)?;
        let actor = current_actor(&self.tx)?;
        let Some(written) = document.write(intent, actor, self.now.timestamp())? else { return Ok(false) };
        if written.bytes.len() > MAX_CHUNK_BYTES {
            return Err(Error::invalid(
                "text",
                "too much for one record; shorten it or leave attributes out",
            ));
        }
        store::ensure(&self.tx, header)?;
        let hash = written.hash;
        store::keep(&self.tx, header.id, hash, &written.bytes, None)?;
        let id = self.id(IntentId::new)?;
        let json = serde_json::to_string(intent).map_err(Error::internal)?;
        self.tx
            .prepare_cached(
                "INSERT INTO intent (id, hash, document, record, kind, act, json, base, at_ms, state, import)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'saved', ?10)",
            )?
            .execute(params![
                id.to_bytes(),
                hash.0,
                header.id.to_bytes(),
                record_id(header).to_bytes(),
                header.kind.as_str(),
                intent.act.as_str(),
                json,
                huben_documents::Hash::join(&written.base),
                self.now.timestamp_millis(),
                import.map(|id| id.to_bytes())
            ])?;
        if known {
            store::fold_if_large(&self.tx, header, &mut document)?;
        }
        project::project(&self.tx, header, &mut document, !known)?;
        self.touched.push(record_id(header));
        Ok(true)
    }
}

/// The record people know a document by: an issue's file belongs to the issue.
pub(crate) fn record_id(header: &Header) -> DocumentId {
    match header.kind {
        Kind::IssueFile => header.root,
        _ => header.id,
    }
}

/// The grants that hold now, and the unit.
pub(crate) fn signer(conn: &Connection, user: UserId, now: DateTime<FixedOffset>) -> Result<Signer> {
    let user = self_user(conn, user)?;
    Ok(Signer { user: user.id, unit: user.unit.clone(), grants: user.grants_at(now) })
}

/// This device's user, as the directory has them.
pub(crate) fn self_user(conn: &Connection, user: UserId) -> Result<User> {
    let missing =
        || Error::Damaged { reason: "this book lacks its own user; sync, or enrol again elsewhere".into() };
    directory_user(conn, user)?.ok_or_else(missing)
}

/// A user of the directory.
pub(crate) fn directory_user(conn: &Connection, user: UserId) -> Result<Option<User>> {
    let mut query = conn.prepare_cached("SELECT json FROM user WHERE id = ?1")?;
    let json: Option<String> = query.query_row([user.to_bytes()], |row| row.get(0)).optional()?;
    json.map(|json| serde_json::from_str(&json).map_err(Error::internal)).transpose()
}

/// A user by id and name.
pub(crate) fn person(conn: &Connection, user: UserId) -> Result<Person> {
    let mut query = conn.prepare_cached("SELECT name FROM user WHERE id = ?1")?;
    Ok(Person { id: user, name: query.query_row([user.to_bytes()], |row| row.get(0)).optional()? })
}

/// The actor that new changes are written as.
pub(crate) fn current_actor(conn: &Connection) -> Result<[u8; 16]> {
    let mut query = conn.prepare_cached("SELECT actor FROM own_actor ORDER BY place DESC LIMIT 1")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

/// A new actor: after install, refusal, fork.
pub(crate) fn new_actor(
    conn: &Connection,
    surroundings: &dyn Surroundings,
    user: UserId,
) -> Result<[u8; 16]> {
    if surroundings.planted(Fault::ActorReused)
        && let Ok(actor) = current_actor(conn)
    {
        return Ok(actor);
    }
    let actor: [u8; 16] = random(surroundings)?;
    conn.execute("INSERT INTO own_actor (actor) VALUES (?1)", [actor])?;
    actor_of(conn, actor, user)?;
    Ok(actor)
}

/// An actor that one intent is written anew as; new work goes on under the newest one.
pub(crate) fn adopt_actor(conn: &Connection, actor: [u8; 16], user: UserId) -> Result<()> {
    conn.execute(
        "INSERT OR IGNORE INTO own_actor (place, actor) VALUES ((SELECT COALESCE(MIN(place), 1) - 1 FROM own_actor), ?1)",
        [actor],
    )?;
    actor_of(conn, actor, user)
}

fn actor_of(conn: &Connection, actor: [u8; 16], user: UserId) -> Result<()> {
    let mut write = conn.prepare_cached("INSERT OR REPLACE INTO actor (actor, user) VALUES (?1, ?2)")?;
    write.execute(params![actor, user.to_bytes()])?;
    Ok(())
}

/// Where a record stands: the worst of what this device wrote there. A colleague's is at the office by nature.
pub(crate) fn state_of(conn: &Connection, record: DocumentId) -> Result<State> {
    let mut query = conn.prepare_cached("SELECT DISTINCT state FROM intent WHERE record = ?1")?;
    let states = query.query_map([record.to_bytes()], |row| row.get::<_, String>(0))?;
    let mut worst = State::AtOffice;
    for state in states {
        worst = match (state?.as_str(), worst) {
            ("at_office", worst) => worst,
            ("saved", State::NeedsAttention) => State::NeedsAttention,
            ("saved", _) => State::Saved,
            _ => State::NeedsAttention,
        };
    }
    Ok(worst)
}
