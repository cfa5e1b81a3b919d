//! The one writer: whoever comes first judges for all who wait, each in a savepoint, and commits once for all of them.

use super::append::Documents;
use super::offered::{Offered, offered};
use super::sender::{self, Sender};
use super::{hold, numbers};
use crate::devices::{self, Device};
use crate::failure::Failure;
use crate::log::{self, Log};
use crate::office::Office;
use crate::store;
use crate::surroundings::{Fault, Surroundings};
use huben_domain::UserId;
use huben_sync::{Mark, Request, Standing, Verdict};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_bytes::ByteArray;
use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard};

/// Requests in one commit at most: whoever is judged first must not wait for the last.
const BATCH: usize = 8;

/// What the upward half came to, after the commit.
#[derive(Debug, Clone)]
pub(crate) struct Up {
    pub(crate) standing: Standing,
    pub(crate) cloned: bool,
    pub(crate) verdicts: Vec<(u32, Verdict)>,
    pub(crate) decided: Vec<(ByteArray<32>, Verdict)>,
    /// The hashes of the chunks that this request brought, whatever became of them.
    pub(crate) brought: BTreeSet<[u8; 32]>,
    pub(crate) receipt: (i64, Mark),
    pub(crate) mark_known: bool,
}

struct Job {
    device: [u8; 16],
    body: [u8; 32],
    request: Request,
    reply: SyncSender<Result<Up, Failure>>,
}

/// The one writing connection and the requests that wait for it.
pub(crate) struct Writer {
    db: Mutex<Connection>,
    waiting: Mutex<Vec<Job>>,
    surroundings: Arc<dyn Surroundings>,
}

impl Writer {
    pub(crate) fn open(dir: &Path, surroundings: Arc<dyn Surroundings>) -> Result<Self, Failure> {
        let db = store::open(dir)?;
        if surroundings.planted(Fault::EarlyReceipt) {
            db.pragma_update(None, "synchronous", "OFF")?;
        }
        Ok(Self { db: Mutex::new(db), waiting: Mutex::default(), surroundings })
    }

    /// Judges and appends; returns once it is committed. While one commits, the next ones gather: a crowd shares
    /// fsyncs, and somebody alone waits for nobody.
    pub(crate) fn exchange(&self, device: [u8; 16], body: [u8; 32], request: Request) -> Result<Up, Failure> {
        let (reply, answer) = sync_channel(1);
        taken(&self.waiting).push(Job { device, body, request, reply });
        loop {
            let mut db = taken(&self.db);
            // Whoever wrote before may have taken this one along.
            match answer.try_recv() {
                Ok(done) => return done,
                Err(TryRecvError::Disconnected) => return Err(Failure::internal("a commit broke off")),
                Err(TryRecvError::Empty) => {}
            }
            let batch: Vec<Job> = {
                let mut waiting = taken(&self.waiting);
                let some = waiting.len().min(BATCH);
                waiting.drain(..some).collect()
            };
            let results = commit(&mut db, self.surroundings.as_ref(), &batch);
            for (place, job) in batch.iter().enumerate() {
                let result = match &results {
                    Ok(results) => results[place].clone(),
                    Err(failure) => Err(failure.clone()),
                };
                // A device that has hung up asks again.
                let _ = job.reply.send(result);
            }
        }
    }

    /// The writing connection for something else than an exchange.
    pub(crate) fn db(&self) -> MutexGuard<'_, Connection> {
        taken(&self.db)
    }
}

/// A panic elsewhere cannot leave a half-done transaction: SQLite rolls it back.
fn taken<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// One transaction for the whole batch. A job that fails is undone alone.
fn commit(
    db: &mut Connection,
    surroundings: &dyn Surroundings,
    batch: &[Job],
) -> Result<Vec<Result<Up, Failure>>, Failure> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let office = Office::read(&transaction)?;
    let mut results = Vec::with_capacity(batch.len());
    for job in batch {
        transaction.execute_batch("SAVEPOINT job")?;
        let result = catch_unwind(AssertUnwindSafe(|| one(&transaction, surroundings, &office, job)))
            .unwrap_or_else(|_| Err(Failure::internal("a request could not be judged")));
        let end = if result.is_ok() { "RELEASE job" } else { "ROLLBACK TO job; RELEASE job" };
        transaction.execute_batch(end)?;
        results.push(result);
    }
    transaction.commit()?;
    Ok(results)
}

fn one(db: &Connection, surroundings: &dyn Surroundings, office: &Office, job: &Job) -> Result<Up, Failure> {
    let device = devices::find(db, job.device)?.ok_or_else(|| Failure::not_allowed("no such device"))?;
    let now_ms = surroundings.now_ms();
    // Somebody who has left hands over what they have, and gets nothing.
    let gone =
        crate::directory::read_user(db, UserId::from_bytes(device.user)).is_ok_and(|user| !user.active);
    let standing = if gone { Standing::Revoked } else { device.standing };
    let cloned = device.cloned || numbers::is_clone(&device, job.request.number, &job.body);
    remember(db, &device, job, cloned, now_ms)?;
    for actor in &job.request.actors {
        db.prepare_cached("INSERT OR IGNORE INTO actor (actor, device, user) VALUES (?1, ?2, ?3)")?
            .execute(params![**actor, device.id, device.user])?;
    }
    let cursor = job.request.cursor;
    let seq = i64::try_from(cursor.seq).unwrap_or(i64::MAX);
    let receipt_known = match job.request.receipt {
        Some((seq, mark)) => log::mark(db, i64::try_from(seq).unwrap_or(i64::MAX))? == Some(mark),
        None => true,
    };
    let mark_known = log::mark(db, seq)? == Some(cursor.mark) && receipt_known
        || surroundings.planted(Fault::MarkUnchecked);
    let sender = Sender {
        surroundings,
        device: device.id,
        user: device.user,
        standing,
        cursor: if mark_known { seq } else { 0 },
        late: numbers::is_late(&device, job.request.number, &job.body, cloned),
        grace_ms: office.grace_days * 24 * 3_600_000,
        now_ms,
        waiting: Cell::new(None),
        effort: Cell::new(sender::EFFORT),
        trust: OnceCell::new(),
    };
    let mut log = Log::inside(db, surroundings)?;
    let mut documents = Documents::new();
    let mut verdicts = Vec::new();
    let mut brought = BTreeSet::new();
    for (place, offer) in job.request.chunks.iter().enumerate() {
        let Offered { verdict, hash } = offered(db, &mut log, &mut documents, &sender, offer)?;
        brought.extend(hash);
        if let Some(verdict) = verdict {
            verdicts.push((u32::try_from(place).unwrap_or(u32::MAX), verdict));
        }
    }
    let decided = decided(db, &job.request)?;
    Ok(Up { standing, cloned, verdicts, decided, brought, receipt: log::head(db)?, mark_known })
}

fn remember(db: &Connection, device: &Device, job: &Job, cloned: bool, now_ms: i64) -> Result<(), Failure> {
    let number = i64::try_from(job.request.number).unwrap_or(i64::MAX).max(device.last_number);
    let recent = numbers::remember(device, job.request.number, &job.body);
    db.prepare_cached(
        "UPDATE device SET last_number = ?2, recent = ?3, cloned = ?4, last_contact_at_ms = ?5 WHERE id = ?1",
    )?
    .execute(params![device.id, number, recent, cloned, now_ms])?;
    Ok(())
}

/// What became of held chunks: nothing is said of those that still wait, and those that are not here are missing.
fn decided(db: &Connection, request: &Request) -> Result<Vec<(ByteArray<32>, Verdict)>, Failure> {
    let mut found = Vec::new();
    for (place, hash) in request.held.iter().enumerate() {
        const IN: &str = "SELECT 1 FROM change WHERE document = ?1 AND hash = ?2";
        if let Some(document) = request.held_in.get(place)
            && db.prepare_cached(IN)?.exists(params![**document, **hash])?
        {
            found.push((*hash, Verdict::AtOffice));
            continue;
        }
        const HERE: &str = "SELECT 1 FROM change WHERE hash = ?1 AND document IN (SELECT document FROM decision WHERE hash = ?1)";
        const HELD: &str = "SELECT 1 FROM held WHERE hash = ?1";
        const DECIDED: &str = "SELECT decided FROM decision WHERE hash = ?1";
        let decision: Option<String> =
            db.prepare_cached(DECIDED)?.query_row([**hash], |row| row.get(0)).optional()?;
        match decision.as_deref() {
            Some("accepted") if db.prepare_cached(HERE)?.exists([**hash])? => {
                found.push((*hash, Verdict::AtOffice));
            }
            Some("dropped") => found.push((*hash, hold::dropped())),
            // Still held; or a restored office has never heard of it, and it must be sent again.
            _ if db.prepare_cached(HELD)?.exists([**hash])? => {}
            _ => found.push((*hash, Verdict::Missing(Vec::new()))),
        }
    }
    Ok(found)
}
