//! The one writer: takes all requests that wait, judges each in a savepoint, and commits once for all of them.

use super::append::Documents;
use super::judge::{self, Sender};
use super::{hold, numbers};
use crate::chance::now_ms;
use crate::devices::{self, Device};
use crate::failure::Failure;
use crate::log::{self, Log};
use crate::office::Office;
use crate::store;
use huben_domain::UserId;
use huben_sync::{Mark, Request, Standing, Verdict};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde_bytes::ByteArray;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender as Queue, SyncSender, channel, sync_channel};

/// Requests in one commit at most: whoever is judged first must not wait for the last.
const BATCH: usize = 8;

/// What the upward half came to, after the commit.
#[derive(Debug, Clone)]
pub(crate) struct Up {
    pub(crate) standing: Standing,
    pub(crate) cloned: bool,
    pub(crate) verdicts: Vec<(u32, Verdict)>,
    pub(crate) decided: Vec<(ByteArray<32>, Verdict)>,
    pub(crate) receipt: (i64, Mark),
    pub(crate) mark_known: bool,
}

struct Job {
    device: [u8; 16],
    body: [u8; 32],
    request: Request,
    reply: SyncSender<Result<Up, Failure>>,
}

/// The door to the writer's thread.
#[derive(Clone)]
pub(crate) struct Writer(Queue<Job>);

impl Writer {
    /// Starts the thread; it ends when the last door is closed.
    pub(crate) fn start(dir: &Path) -> Result<Self, Failure> {
        let mut db = store::open(dir)?;
        let (door, jobs) = channel();
        std::thread::Builder::new().name("writer".to_owned()).spawn(move || run(&mut db, &jobs))?;
        Ok(Self(door))
    }

    /// Judges and appends; returns once it is committed.
    pub(crate) fn exchange(&self, device: [u8; 16], body: [u8; 32], request: Request) -> Result<Up, Failure> {
        let closed = || Failure::internal("the office is closing");
        let (reply, answer) = sync_channel(1);
        self.0.send(Job { device, body, request, reply }).map_err(|_| closed())?;
        answer.recv().map_err(|_| closed())?
    }
}

fn run(db: &mut Connection, jobs: &Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let batch: Vec<Job> = std::iter::once(first).chain(jobs.try_iter().take(BATCH - 1)).collect();
        let results = commit(db, &batch);
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

/// One transaction for the whole batch. A job that fails is undone alone.
fn commit(db: &mut Connection, batch: &[Job]) -> Result<Vec<Result<Up, Failure>>, Failure> {
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let office = Office::read(&transaction)?;
    let mut results = Vec::with_capacity(batch.len());
    for job in batch {
        transaction.execute_batch("SAVEPOINT job")?;
        let result = catch_unwind(AssertUnwindSafe(|| one(&transaction, &office, job)))
            .unwrap_or_else(|_| Err(Failure::internal("a request could not be judged")));
        let end = if result.is_ok() { "RELEASE job" } else { "ROLLBACK TO job; RELEASE job" };
        transaction.execute_batch(end)?;
        results.push(result);
    }
    transaction.commit()?;
    Ok(results)
}

fn one(db: &Connection, office: &Office, job: &Job) -> Result<Up, Failure> {
    let device = devices::find(db, job.device)?.ok_or_else(|| Failure::not_allowed("no such device"))?;
    let now_ms = now_ms();
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
    let mark_known = log::mark(db, seq)? == Some(cursor.mark);
    let sender = Sender {
        device: device.id,
        user: device.user,
        standing,
        cursor: if mark_known { seq } else { 0 },
        grace_ms: office.grace_days * 24 * 3_600_000,
        now_ms,
    };
    let mut log = Log::inside(db)?;
    let mut documents = Documents::new();
    let mut verdicts = Vec::new();
    for (place, offer) in job.request.chunks.iter().enumerate() {
        db.execute_batch("SAVEPOINT chunk")?;
        let before = log.next();
        let judged =
            catch_unwind(AssertUnwindSafe(|| judge::judge(db, &mut log, &mut documents, &sender, offer)));
        let verdict = match judged {
            Ok(Ok(verdict)) => verdict,
            // One bad chunk never stops another. The disk's trouble stops all.
            Ok(Err(failure)) if failure.kind != crate::failure::FailureKind::Damaged => return Err(failure),
            Ok(Err(_)) | Err(_) => {
                documents.clear();
                Some(judge::refused("malformed", "it could not be merged into its record"))
            }
        };
        if verdict.is_some() && log.next() != before {
            log = Log::inside(db)?;
        }
        let undo = matches!(verdict, Some(Verdict::Refused { .. }));
        db.execute_batch(if undo { "ROLLBACK TO chunk; RELEASE chunk" } else { "RELEASE chunk" })?;
        if undo {
            log = Log::inside(db)?;
        }
        if let Some(verdict) = verdict {
            verdicts.push((u32::try_from(place).unwrap_or(u32::MAX), verdict));
        }
    }
    let decided = decided(db, &job.request.held)?;
    Ok(Up { standing, cloned, verdicts, decided, receipt: log::head(db)?, mark_known })
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

/// What became of held chunks: nothing is said of those that still wait.
fn decided(db: &Connection, hashes: &[ByteArray<32>]) -> Result<Vec<(ByteArray<32>, Verdict)>, Failure> {
    let mut found = Vec::new();
    for hash in hashes {
        const HERE: &str = "SELECT 1 FROM change WHERE hash = ?1 AND document IN (SELECT document FROM decision WHERE hash = ?1)";
        const DECIDED: &str = "SELECT decided FROM decision WHERE hash = ?1";
        let decision: Option<String> =
            db.prepare_cached(DECIDED)?.query_row([**hash], |row| row.get(0)).optional()?;
        match decision.as_deref() {
            Some("accepted") if db.prepare_cached(HERE)?.exists([**hash])? => {
                found.push((*hash, Verdict::AtOffice));
            }
            Some("dropped") => found.push((*hash, hold::dropped())),
            _ => {}
        }
    }
    Ok(found)
}
