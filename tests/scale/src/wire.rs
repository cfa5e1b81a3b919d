//! A phone reduced to what a hub sees of it: real keys, real changes, real signed requests; no database. It keeps what a
//! phone would have to keep to ask the next time, and complains about every answer that a phone could not use.

use crate::http::Line;
use chrono::{DateTime, FixedOffset};
use ed25519_dalek::{SigningKey, VerifyingKey};
use huben_documents::{Act, CardFields, Document, Intent, Kind, as_sent, card, record_visit};
use huben_domain::{AreaCode, DocumentId, HouseholdId, Outcome, User, UserId, Visit, VisitId, VisitKind};
use huben_sync::{
    Answer, Cursor, Enrolment, EnrolmentRequest, Invitation, Mark, Offer, Part, Request, Standing, VERSION,
    from_cbor, limits, open_answer, seal_request, to_cbor,
};
use huben_tests::chance::Chance;
use huben_tests::content;
use serde_bytes::ByteArray;
use std::collections::VecDeque;
use std::net::SocketAddr;

/// When everything here is said to have happened, in milliseconds of the Unix epoch: 2026-11-27.
const AT_MS: i64 = 1_795_737_600_000;

/// One enrolled device.
pub struct WirePhone {
    key: SigningKey,
    answer_key: VerifyingKey,
    device: [u8; 16],
    user: UserId,
    actor: [u8; 16],
    /// The grid it works in.
    pub grid: AreaCode,
    /// Households it has recorded.
    pub households: Vec<HouseholdId>,
    chance: Chance,
    number: u64,
    /// How far it has read.
    pub cursor: Cursor,
    receipt: Option<(u64, Mark)>,
    unsent: VecDeque<Offer>,
    made: usize,
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Run {
    /// Requests.
    pub round_trips: u64,
    /// Changes that are now at the office.
    pub sent: u64,
    /// Changes of others that came.
    pub received: u64,
    /// Bytes of request bodies.
    pub bytes_up: u64,
    /// Bytes of answer bodies.
    pub bytes_down: u64,
}

impl WirePhone {
    /// Uses an invitation, over a real line.
    pub async fn enrol(
        office: SocketAddr,
        invitation: &str,
        grid: AreaCode,
        mut chance: Chance,
    ) -> Result<WirePhone, String> {
        let invitation = Invitation::parse(invitation).map_err(|error| error.to_string())?;
        let key = SigningKey::from_bytes(&bytes(&mut chance));
        let request = to_cbor(&EnrolmentRequest::sign(&key, *invitation.token));
        let mut line = Line::to(office).await.map_err(|error| error.to_string())?;
        let (status, body) = line.post("/v1/enrol", &request).await.map_err(|error| error.to_string())?;
        let enrolment: Enrolment =
            from_cbor(&body).map_err(|_| format!("enrolment was answered with {status}"))?;
        let user: User = serde_json::from_str(&enrolment.user).map_err(|error| error.to_string())?;
        Ok(WirePhone {
            key,
            answer_key: VerifyingKey::from_bytes(&enrolment.keys.answer_key)
                .map_err(|error| error.to_string())?,
            device: *enrolment.certificate.device,
            user: user.id,
            actor: bytes(&mut chance),
            grid,
            households: Vec::new(),
            chance,
            number: 0,
            cursor: Cursor::START,
            receipt: None,
            unsent: VecDeque::new(),
            made: 0,
        })
    }

    /// Records a household in its grid.
    pub fn add_household(&mut self) {
        let n = self.number_made();
        let id = HouseholdId::new(AT_MS as u64 + n as u64, bytes(&mut self.chance));
        let fields = CardFields {
            area: Some(self.grid.clone()),
            address: Some(content::address(n)),
            contact: Some(content::name(n)),
            phone: Some(content::phone(n)),
            note: Some(content::WORDS[n % 16].to_owned()),
            ..CardFields::default()
        };
        self.households.push(id);
        self.write(Kind::Household, id.into(), None, &card(Act::AddHousehold, &fields));
    }

    /// Records a visit to one of its households, in turn.
    ///
    /// # Panics
    /// Without a household.
    pub fn record_visit(&mut self) {
        let n = self.number_made();
        let household = self.households[n % self.households.len()];
        let at_ms = AT_MS + n as i64 * 60_000;
        let visit = Visit {
            id: VisitId::new(at_ms as u64, bytes(&mut self.chance)),
            household,
            at: local(at_ms),
            by: self.user,
            kind: VisitKind::Home,
            outcome: Outcome::Met,
            met: Vec::new(),
            companions: Vec::new(),
            purpose: None,
            text: content::text(n + self.chance.below(4096) as usize),
            answers: None,
            follow_up_on: None,
            issues: Vec::new(),
            attributes: Default::default(),
        };
        self.write(Kind::Visit, visit.id.into(), Some(household), &record_visit(&visit));
    }

    fn number_made(&mut self) -> usize {
        self.made += 1;
        self.made - 1
    }

    fn write(&mut self, kind: Kind, id: DocumentId, root: Option<HouseholdId>, intent: &Intent) {
        let at = AT_MS / 1000 + self.made as i64;
        let written = Document::new(&kind).and_then(|mut document| document.write(intent, self.actor, at));
        let written = written.expect("a new document takes an intent").expect("a new record says something");
        self.unsent.push_back(Offer {
            document: id.to_bytes().into(),
            kind: kind.as_str().to_owned(),
            root: root.map(|root| root.to_bytes().into()),
            epoch: 0,
            others: false,
            bytes: as_sent(&written.bytes).to_vec(),
        });
    }

    /// A whole run over a new line: until everything is exchanged.
    pub async fn sync(&mut self, office: SocketAddr) -> Result<Run, String> {
        let mut line = Line::to(office).await.map_err(|error| format!("connecting: {error}"))?;
        let mut run = Run::default();
        loop {
            let (request, offered) = self.request();
            let (status, body) =
                line.post("/v1/exchange", &request).await.map_err(|error| format!("asking: {error}"))?;
            run.round_trips += 1;
            run.bytes_up += request.len() as u64;
            run.bytes_down += body.len() as u64;
            let answer: Answer = open_answer(&self.answer_key, &request, &body)
                .map_err(|error| format!("status {status}: {error}"))?;
            let more = self.take(&answer, offered, &mut run)?;
            if !more {
                return Ok(run);
            }
        }
    }

    /// The next request's bytes, and how many changes it carries.
    fn request(&mut self) -> (Vec<u8>, usize) {
        self.number += 1;
        let mut room = limits::REQUEST_MAX_RAW_BYTES;
        let fits = |offer: &&Offer| {
            let cost = offer.bytes.len() + 64;
            let fits = cost <= room;
            room = room.saturating_sub(cost);
            fits
        };
        let chunks: Vec<Offer> = self.unsent.iter().take_while(fits).cloned().collect();
        let offered = chunks.len();
        let request = Request {
            version: VERSION,
            number: self.number,
            cursor: self.cursor,
            older: Vec::new(),
            actors: if chunks.is_empty() { Vec::new() } else { vec![ByteArray::new(self.actor)] },
            more_up: offered < self.unsent.len(),
            chunks,
            wanted: Vec::new(),
            held: Vec::new(),
            held_in: Vec::new(),
            page_bytes: limits::PAGE_BYTES as u32,
            receipt: self.receipt,
            state_lost: false,
            certificate: None,
        };
        (seal_request(&self.key, self.device, &request), offered)
    }

    /// What a phone would keep of an answer; whether to ask again.
    fn take(&mut self, answer: &Answer, offered: usize, run: &mut Run) -> Result<bool, String> {
        if answer.standing != Standing::Active || answer.unknown_cursor || answer.cloned {
            return Err(format!("the office sees this device as {:?}", answer.standing));
        }
        if let Some((_, verdict)) = answer.verdicts.first() {
            return Err(format!("a change was not taken: {verdict:?}"));
        }
        self.unsent.drain(..offered);
        run.sent += offered as u64;
        run.received += answer.parts.iter().map(changes).sum::<u64>();
        self.cursor = answer.cursor.unwrap_or(self.cursor);
        self.receipt = answer.receipt.or(self.receipt);
        Ok(answer.more || !self.unsent.is_empty())
    }
}

fn changes(part: &Part) -> u64 {
    match part {
        Part::Document { snapshot, chunks, .. } => u64::from(snapshot.is_some()) + chunks.len() as u64,
        _ => 0,
    }
}

fn local(at_ms: i64) -> DateTime<FixedOffset> {
    let offset = FixedOffset::east_opt(8 * 3600).expect("an offset within a day");
    DateTime::from_timestamp_millis(at_ms).expect("a moment").with_timezone(&offset)
}

fn bytes<const N: usize>(chance: &mut Chance) -> [u8; N] {
    let mut bytes = [0; N];
    for part in bytes.chunks_mut(8) {
        part.copy_from_slice(&chance.draw().to_le_bytes()[..part.len()]);
    }
    bytes
}
