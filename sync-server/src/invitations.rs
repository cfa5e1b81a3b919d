//! One device's way in: an invitation for ten minutes, used once. Only its hash is stored.

use crate::devices;
use crate::directory::read_user;
use crate::failure::Failure;
use crate::keys::Keys;
use crate::office::Office;
use crate::surroundings::{Surroundings, bytes, id_seed};
use huben_domain::{DeviceId, UserId};
use huben_sync::{Certificate, Enrolment, EnrolmentRequest, Invitation, Standing};
use rusqlite::{Connection, OptionalExtension, Transaction};
use sha2::{Digest, Sha256};

/// How long an invitation holds.
const HOLDS_MS: i64 = 10 * 60 * 1000;

/// Invites a user; gives the text and until when it holds.
pub(crate) fn invite(
    db: &Connection,
    surroundings: &dyn Surroundings,
    user: &str,
    url: Option<&str>,
) -> Result<(String, i64), Failure> {
    let user = read_user(db, user.parse()?)?;
    if !user.active {
        return Err(Failure::invalid("user", "has left; `user set --active true` first"));
    }
    let office = Office::read(db)?;
    let url = url
        .map(crate::office::callable)
        .transpose()?
        .map(str::to_owned)
        .or(office.public_url)
        .ok_or_else(|| {
            let reason =
                "nobody knows yet where this office listens; run `huben-server serve` first, or name it here";
            Failure::invalid("public_url", reason)
        })?;
    let token: [u8; 16] = bytes(surroundings)?;
    let expires_at_ms = surroundings.now_ms() + HOLDS_MS;
    db.execute(
        "INSERT INTO invitation (token_hash, user, expires_at_ms) VALUES (?1, ?2, ?3)",
        (hash(&token), user.id.to_bytes(), expires_at_ms),
    )?;
    let identity = Keys::read(db)?.identity.verifying_key().to_bytes();
    let invitation = Invitation { url, identity: identity.into(), token: token.into() };
    Ok((invitation.to_text(), expires_at_ms))
}

/// Why nobody is enrolled.
#[derive(Debug)]
pub(crate) enum NotEnrolled {
    /// No invitation of this office.
    Unknown,
    /// Too late.
    Expired,
    /// Another device has used it.
    Used,
    /// The office's own trouble.
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for NotEnrolled {
    fn from(error: E) -> Self {
        NotEnrolled::Failed(error.into())
    }
}

/// Enrols a device whose request was verified. The same key again gets the same answer.
pub(crate) fn enrol(
    transaction: &Transaction,
    surroundings: &dyn Surroundings,
    keys: &Keys,
    request: &EnrolmentRequest,
) -> Result<Enrolment, NotEnrolled> {
    const FIND: &str = "SELECT user, expires_at_ms, key, device FROM invitation WHERE token_hash = ?1";
    type Found = ([u8; 16], i64, Option<[u8; 32]>, Option<[u8; 16]>);
    let read = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let found: Option<Found> = transaction.query_row(FIND, [hash(&request.token)], read).optional()?;
    let (user, expires_at_ms, key, device) = found.ok_or(NotEnrolled::Unknown)?;
    let now = surroundings.now_ms();
    let device = match (key, device) {
        (Some(key), Some(device)) if key == *request.key => device,
        (Some(_), _) | (_, Some(_)) => return Err(NotEnrolled::Used),
        _ if expires_at_ms < now => return Err(NotEnrolled::Expired),
        (None, None) => {
            let (unix_ms, random) = id_seed(surroundings)?;
            let device = DeviceId::new(unix_ms, random).to_bytes();
            devices::add(transaction, device, user, *request.key, Standing::Active, now)?;
            transaction.execute(
                "UPDATE invitation SET key = ?2, device = ?3 WHERE token_hash = ?1",
                (hash(&request.token), *request.key, device),
            )?;
            device
        }
    };
    let enrolled = devices::find(transaction, device)?.ok_or(NotEnrolled::Unknown)?;
    let office = Office::read(transaction)?;
    let user = read_user(transaction, UserId::from_bytes(user))?;
    let at_ms = enrolled.created_at_ms;
    let (id, of) = (office.id.to_bytes(), user.id.to_bytes());
    Ok(Enrolment {
        certificate: Certificate::issue(&keys.identity, id, device, of, *request.key, at_ms),
        keys: keys.office.clone(),
        office_name: office.name,
        user: serde_json::to_string(&user).map_err(|error| Failure::internal(error.to_string()))?,
    })
}

fn hash(token: &[u8; 16]) -> [u8; 32] {
    Sha256::digest(token).into()
}
