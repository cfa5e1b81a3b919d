//! One sync run: exchanges until everything is exchanged, the line gives out, or somebody cancels.

use super::apply::apply;
use super::outbox::{self, Outgoing, Wishes};
use super::{Cancellation, Line, Transport, purge};
use crate::book::FieldBook;
use crate::store::{self, key};
use crate::surroundings::{Fault, random};
use crate::{Error, Result, SyncReport};
use ed25519_dalek::{SigningKey, VerifyingKey};
use huben_documents::Hash;
use huben_sync::{
    Answer, Cursor, Next, OfficeKeys, Session, Standing, VERSION, from_cbor, open_answer, seal_request,
};
use std::collections::BTreeSet;
use std::fs::File;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a long call is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Sending this device's work.
    Sending,
    /// Fetching what others did.
    Fetching,
    /// Reading a ledger.
    Reading,
    /// Writing records.
    Writing,
}

/// Hears how a long call gets on.
pub trait Progress: Send + Sync {
    /// `done` of `total` (where it is known) at this stage.
    fn at(&self, stage: Stage, done: u64, total: Option<u64>);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Progress for Silent {
    fn at(&self, _stage: Stage, _done: u64, _total: Option<u64>) {}
}

/// A sync run under way; cancel it from any thread.
pub struct SyncRun {
    progress: Arc<dyn Progress>,
    cancelled: Arc<Cancellation>,
}

impl SyncRun {
    /// A run that tells `progress`.
    pub fn new(progress: Arc<dyn Progress>) -> Self {
        Self { progress, cancelled: Arc::default() }
    }

    /// Ends the run at once and for good: a request under way is cut like a line, and nothing is lost. What was cancelled
    /// before it began ends as it begins.
    pub fn cancel(&self) {
        self.cancelled.say();
    }
}

impl FieldBook {
    /// Exchanges everything with the office over HTTP. The report tells what happened even when the run did not finish.
    pub fn sync(&self, run: &SyncRun) -> (SyncReport, Result<()>) {
        match self.line(run) {
            Ok(line) => self.sync_over(run, &line),
            Err(error) => (SyncReport::default(), Err(error)),
        }
    }

    /// The same over any transport.
    pub fn sync_over(&self, run: &SyncRun, transport: &dyn Transport) -> (SyncReport, Result<()>) {
        let started = Instant::now();
        let mut report = SyncReport::default();
        let result = self.exchange_all(run, transport, &mut report);
        report.complete = result.is_ok();
        report.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        (report, result)
    }

    fn exchange_all(&self, run: &SyncRun, transport: &dyn Transport, report: &mut SyncReport) -> Result<()> {
        let _one_at_a_time = self.sync_lock(run)?;
        let keys = self.keys()?;
        let mut session = Session::default();
        let mut wishes = Wishes::default();
        let mut stood = self.stands(&wishes, report)?;
        let answered: u64 = store::get(&self.conn(), key::ANSWERED_NUMBER)?.unwrap_or(0);
        loop {
            if run.cancelled.is_said() {
                return Err(Error::Offline { reason: super::line::CANCELLED.into() });
            }
            wishes.up_bytes = session.up_bytes();
            wishes.page_bytes = session.page_bytes();
            let sent = self.write(|work| outbox::next_request(work, &mut wishes))?;
            run.progress.at(Stage::Sending, report.sent, None);
            let (next, last_error) = match self.exchange(&keys, transport, &sent, report) {
                Ok(answer) => {
                    let asked_certificate = wishes.show_certificate;
                    if self.surroundings.planted(Fault::CursorFirst) {
                        self.write(|work| super::apply::store_cursor(&work.tx, &answer))?;
                    }
                    let applied = self.write(|work| apply(work, &sent, &answer, &mut wishes, report))?;
                    if applied.purged {
                        purge::give_back_pages(&self.conn())?;
                    }
                    run.progress.at(Stage::Fetching, report.received, None);
                    self.standing(&answer, asked_certificate)?;
                    let stands = self.stands(&wishes, report)?;
                    let moved = stands.brought_on(&stood);
                    stood = stands;
                    let wanting = answer.scopes.is_some() && self.wants(&wishes)?;
                    let unsent = stood.unsent > 0 || wishes.show_certificate || wanting || applied.again;
                    (session.answered(&answer, unsent, moved), None)
                }
                Err(error @ Error::Offline { .. }) => (session.failed(), Some(error)),
                Err(error) => return Err(error),
            };
            match next {
                Next::Exchange => {}
                Next::Done => return self.note_stalled(&wishes.stalled),
                Next::Retry { after_ms } => {
                    let [chance] = random::<1>(self.surroundings.as_ref())?;
                    let wait = Duration::from_millis(after_ms + u64::from(chance) % (after_ms / 2).max(1));
                    self.surroundings.pause(wait, &run.cancelled);
                }
                Next::GiveUp => {
                    if last_error.is_none() {
                        // As good as no answer: the next run is not at once.
                        self.write(|work| store::set(&work.tx, key::ANSWERED_NUMBER, &answered))?;
                    }
                    let nothing_new = "the office asks for more and brings nothing new; everything is kept, tell the office";
                    return Err(last_error.unwrap_or(Error::Offline { reason: nothing_new.into() }));
                }
            }
        }
    }

    fn stands(&self, wishes: &Wishes, report: &SyncReport) -> Result<Standpoint> {
        let conn = self.conn();
        Ok(Standpoint {
            unsent: outbox::unsent(&conn, &wishes.stalled)?,
            cursor: outbox::cursor(&conn)?,
            judged: report.sent + report.refused + report.held,
        })
    }

    /// What waits for something is not asked about again before something changes: see [`FieldBook::sync_advice`].
    fn note_stalled(&self, stalled: &BTreeSet<Hash>) -> Result<()> {
        let stalled: Vec<Hash> = stalled.iter().copied().collect();
        let stalled = Hash::join(&stalled);
        if store::get_bytes(&self.conn(), key::STALLED)?.unwrap_or_default() == stalled {
            return Ok(());
        }
        self.write(|work| store::set_bytes(&work.tx, key::STALLED, &stalled))
    }

    fn wants(&self, wishes: &Wishes) -> Result<bool> {
        let conn = self.conn();
        let mut query = conn.prepare_cached("SELECT id FROM document WHERE wanted > 0")?;
        let rows = query.query_map([], |row| Ok(huben_domain::DocumentId::from_bytes(row.get(0)?)))?;
        for id in rows {
            if !wishes.hopeless.contains(&id?) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One run at a time on one book, over processes: request numbers must arrive in order.
    fn sync_lock(&self, run: &SyncRun) -> Result<File> {
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(self.directory.join("sync.lock"))?;
        let patience = Instant::now() + Duration::from_secs(5);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(std::fs::TryLockError::WouldBlock)
                    if Instant::now() < patience && !run.cancelled.is_said() =>
                {
                    run.cancelled.wait(Duration::from_millis(50));
                }
                Err(std::fs::TryLockError::WouldBlock) => return Err(Error::in_use()),
                Err(std::fs::TryLockError::Error(error)) => return Err(error.into()),
            }
        }
    }

    fn keys(&self) -> Result<Keys> {
        let conn = self.conn();
        let bad = |_| Error::Damaged { reason: "this book's keys are no keys; enrol again elsewhere".into() };
        let identity = VerifyingKey::from_bytes(&store::need(&conn, key::IDENTITY)?).map_err(bad)?;
        let answer = VerifyingKey::from_bytes(&store::need(&conn, key::ANSWER_KEY)?).map_err(bad)?;
        let device = SigningKey::from_bytes(&store::need(&conn, key::DEVICE_KEY)?);
        Ok(Keys { identity, answer: std::cell::Cell::new(answer), device })
    }

    fn line(&self, run: &SyncRun) -> Result<Line> {
        let identity = self.keys()?.identity;
        let url = store::get_bytes(&self.conn(), key::URL)?.unwrap_or_default();
        Line::to(&String::from_utf8_lossy(&url), &identity, run.cancelled.clone())
    }

    fn exchange(
        &self,
        keys: &Keys,
        transport: &dyn Transport,
        sent: &Outgoing,
        report: &mut SyncReport,
    ) -> Result<Answer> {
        let request = seal_request(&keys.device, self.device.to_bytes(), &sent.request);
        report.round_trips += 1;
        report.bytes_up += request.len() as u64;
        let reply = transport.post("/v1/exchange", &request)?;
        report.bytes_down += reply.body.len() as u64;
        if let Ok(answer) = open_answer(&keys.answer.get(), &request, &reply.body) {
            return spoken(answer);
        }
        // Perhaps the office renewed its answer key; its identity vouches for the new one.
        if reply.status == 200
            && self.renew_answer_key(keys, transport, report)?
            && let Ok(answer) = open_answer(&keys.answer.get(), &request, &reply.body)
        {
            return spoken(answer);
        }
        Err(Error::Offline {
            reason: match reply.status {
                200 => "something else than the office answered (a login page?); check the network".into(),
                413 | 429 | 503 => "the office is busy; try again in a while".into(),
                status => format!("the office answered {status}; everything is kept, try again in a while"),
            },
        })
    }

    fn renew_answer_key(
        &self,
        keys: &Keys,
        transport: &dyn Transport,
        report: &mut SyncReport,
    ) -> Result<bool> {
        report.round_trips += 1;
        let Ok(reply) = transport.get("/v1/office") else { return Ok(false) };
        report.bytes_down += reply.body.len() as u64;
        let Ok(offered) = from_cbor::<OfficeKeys>(&reply.body) else { return Ok(false) };
        let Ok(answer) = offered.verify(&keys.identity) else { return Ok(false) };
        if answer == keys.answer.get() {
            return Ok(false);
        }
        keys.answer.set(answer);
        self.write(|work| store::set_bytes(&work.tx, key::ANSWER_KEY, &answer.to_bytes()))?;
        Ok(true)
    }

    fn standing(&self, answer: &Answer, asked_certificate: bool) -> Result<()> {
        let sign_in = |reason: &str| Err(Error::SignInAgain { reason: reason.into() });
        let waiting = outbox::unsent(&self.conn(), &Default::default())? > 0 || answer.unknown_cursor;
        match answer.standing {
            Standing::Active => Ok(()),
            // Everything is handed over before the door closes.
            Standing::Revoked | Standing::Pending if waiting => Ok(()),
            Standing::Revoked => sign_in(
                "this device is revoked, or its user has left; what was unsent is kept at the office. Ask there for a new invitation",
            ),
            Standing::Pending => sign_in(
                "the office was restored and must confirm this device; ask the office, then sync again",
            ),
            Standing::Unknown if asked_certificate => {
                sign_in("the office does not know this device; ask for a new invitation")
            }
            Standing::Unknown => Ok(()),
            Standing::Newer => Err(Error::UpdateRequired),
        }
    }
}

/// An answer in a later version of the wire means something else than it seems to.
fn spoken(answer: Answer) -> Result<Answer> {
    if answer.version > VERSION { Err(Error::UpdateRequired) } else { Ok(answer) }
}

/// Where a run stands between two exchanges.
struct Standpoint {
    unsent: u64,
    cursor: Cursor,
    judged: u64,
}

impl Standpoint {
    fn brought_on(&self, before: &Standpoint) -> bool {
        self.unsent < before.unsent || self.cursor != before.cursor || self.judged > before.judged
    }
}

struct Keys {
    identity: VerifyingKey,
    answer: std::cell::Cell<VerifyingKey>,
    device: SigningKey,
}
