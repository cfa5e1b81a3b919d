//! From an invitation to a book.

use crate::book::{FILE, FieldBook, is_vacant, new_actor};
use crate::store::{self, key};
use crate::surroundings::{Surroundings, random};
use crate::sync::{Line, Transport};
use crate::vault::KeyVault;
use crate::{Error, Result, project};
use ed25519_dalek::{SigningKey, VerifyingKey};
use huben_domain::{User, UserId};
use huben_sync::{Cursor, Enrolment, EnrolmentRequest, Invitation, from_cbor, to_cbor};
use rusqlite::{Connection, params};
use std::path::Path;
use std::sync::Arc;

/// The device's key until its enrolment has come to its end.
pub(crate) const PENDING: &str = "enrolment";

impl FieldBook {
    /// Makes the book in an absent or empty directory: one request. The first sync is the caller's next step.
    /// A call that was cut can be repeated with the same invitation: the device key is kept until it succeeds, and a
    /// book that stands already is opened.
    pub fn enrol(
        directory: &Path,
        vault: Arc<dyn KeyVault>,
        surroundings: Arc<dyn Surroundings>,
        invitation: &str,
    ) -> Result<Self> {
        let line = Line::to(&parsed(invitation)?.url, &identity(&parsed(invitation)?)?, Arc::default())?;
        Self::enrol_over(directory, vault, surroundings, invitation, &line)
    }

    /// The same over any transport.
    pub fn enrol_over(
        directory: &Path,
        vault: Arc<dyn KeyVault>,
        surroundings: Arc<dyn Surroundings>,
        invitation: &str,
        transport: &dyn Transport,
    ) -> Result<Self> {
        let invitation = parsed(invitation)?;
        let pending = directory.join(PENDING);
        let began = pending.is_file();
        if let Some(book) = finished(directory, vault.as_ref(), began, &invitation)? {
            if began {
                std::fs::remove_file(&pending)?;
            }
            return Self::over(book, directory, surroundings);
        }
        if !began && !is_vacant(directory)? {
            return Err(Error::Damaged {
                reason: format!(
                    "{} is not empty; enrol into a new directory. Nothing was changed",
                    directory.display()
                ),
            });
        }
        let made_directory = !directory.exists();
        std::fs::create_dir_all(directory)?;
        let device_key = pending_key(&pending, surroundings.as_ref())?;
        let asked = ask(&invitation, &device_key, transport);
        let enrolment = match asked {
            Ok(enrolment) => enrolment,
            Err(error) => {
                // Refused for good: leave the directory as it was found.
                if !matches!(error, Error::Offline { .. }) {
                    let _ = std::fs::remove_file(&pending);
                    if made_directory {
                        let _ = std::fs::remove_dir(directory);
                    }
                }
                return Err(error);
            }
        };
        let key = match vault.load()? {
            Some(key) => key,
            None => {
                let key = random(surroundings.as_ref())?;
                vault.store(&key)?;
                // Nothing is recorded under a key that is gone tomorrow.
                if vault.load()? != Some(key) {
                    return Err(Error::internal("the key vault does not keep what it is given"));
                }
                key
            }
        };
        // A file left by a call that was killed half-way holds nothing yet.
        let file = directory.join(FILE);
        for leftover in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(directory.join(format!("{FILE}{leftover}")));
        }
        let conn = store::create(&file, &key)?;
        conn.execute_batch("BEGIN IMMEDIATE")?;
        fill(&conn, surroundings.as_ref(), &invitation, &device_key, &enrolment)?;
        conn.execute_batch("COMMIT")?;
        std::fs::remove_file(&pending)?;
        Self::over(conn, directory, surroundings)
    }
}

/// The book in this directory, if this invitation's enrolment came to its end there: the call was killed at its very
/// end (the book may have been written in since), or what failed was the sync after it.
fn finished(
    directory: &Path,
    vault: &dyn KeyVault,
    began: bool,
    invitation: &Invitation,
) -> Result<Option<Connection>> {
    let file = directory.join(FILE);
    let Some(key) = vault.load()?.filter(|_| file.is_file()) else { return Ok(None) };
    let conn = match store::open(&file, &key) {
        // Only what was never made whole may be made anew; a book that cannot be opened now is no such thing.
        Err(Error::Damaged { .. }) => return Ok(None),
        opened => opened?,
    };
    let enrolled = store::get_bytes(&conn, key::DEVICE)?.is_some();
    let by_this = store::get_bytes(&conn, key::INVITATION)?.is_some_and(|token| token == *invitation.token);
    Ok((enrolled && (began || by_this)).then_some(conn))
}

/// The key this device asks with; kept so that asking again after a cut is the same device asking.
fn pending_key(file: &Path, surroundings: &dyn Surroundings) -> Result<SigningKey> {
    if let Some(secret) = std::fs::read(file).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()) {
        return Ok(SigningKey::from_bytes(&secret));
    }
    let secret: [u8; 32] = random(surroundings)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut handle = options.open(file)?;
    std::io::Write::write_all(&mut handle, &secret)?;
    handle.sync_all()?;
    Ok(SigningKey::from_bytes(&secret))
}

fn parsed(invitation: &str) -> Result<Invitation> {
    Invitation::parse(invitation).map_err(|bad| Error::invalid("invitation", bad.to_string()))
}

fn identity(invitation: &Invitation) -> Result<VerifyingKey> {
    VerifyingKey::from_bytes(&invitation.identity)
        .map_err(|_| Error::invalid("invitation", "its office key is not a key; ask for a new invitation"))
}

fn ask(invitation: &Invitation, device_key: &SigningKey, transport: &dyn Transport) -> Result<Enrolment> {
    let identity = identity(invitation)?;
    let request = to_cbor(&EnrolmentRequest::sign(device_key, *invitation.token));
    let answer = transport.post("/v1/enrol", &request)?;
    match answer.status {
        200 => {}
        404 => return Err(Error::invalid("invitation", "the office does not know it; ask for a new one")),
        400 | 403 | 409 | 410 => {
            let reason =
                "the invitation was used by another device or is too old; ask the office for a new one";
            return Err(Error::SignInAgain { reason: reason.into() });
        }
        status => {
            return Err(Error::Offline {
                reason: format!("the office answered {status}; try again in a while"),
            });
        }
    }
    let not_ours =
        || Error::Offline { reason: "something else than the office answered; check the network".into() };
    let enrolment: Enrolment = from_cbor(&answer.body).map_err(|_| not_ours())?;
    enrolment.certificate.verify(&identity).map_err(|_| not_ours())?;
    enrolment.keys.verify(&identity).map_err(|_| not_ours())?;
    let ours = *enrolment.certificate.key == device_key.verifying_key().to_bytes();
    if ours { Ok(enrolment) } else { Err(not_ours()) }
}

fn fill(
    conn: &Connection,
    surroundings: &dyn Surroundings,
    invitation: &Invitation,
    device_key: &SigningKey,
    enrolment: &Enrolment,
) -> Result<()> {
    let certificate = &enrolment.certificate;
    store::set_bytes(conn, key::OFFICE, &*certificate.office)?;
    store::set_bytes(conn, key::OFFICE_NAME, enrolment.office_name.as_bytes())?;
    store::set_bytes(conn, key::INVITATION, &*invitation.token)?;
    store::set_bytes(conn, key::URL, invitation.url.as_bytes())?;
    store::set_bytes(conn, key::IDENTITY, &*invitation.identity)?;
    store::set_bytes(conn, key::ANSWER_KEY, &*enrolment.keys.answer_key)?;
    store::set_bytes(conn, key::CERTIFICATE, &to_cbor(certificate))?;
    store::set_bytes(conn, key::DEVICE, &*certificate.device)?;
    store::set_bytes(conn, key::DEVICE_KEY, &device_key.to_bytes())?;
    store::set_bytes(conn, key::USER, &*certificate.user)?;
    store::set_bytes(conn, key::CURSOR, &to_cbor(&Cursor::START))?;
    store::set(conn, key::REQUEST_NUMBER, &0_u64)?;
    store::set(conn, key::PROJECTION, &project::VERSION)?;
    let user: User = serde_json::from_str(&enrolment.user).map_err(Error::internal)?;
    conn.execute(
        "INSERT INTO user (id, name, json) VALUES (?1, ?2, ?3)",
        params![user.id.to_bytes(), user.name, enrolment.user],
    )?;
    new_actor(conn, surroundings, UserId::from_bytes(*certificate.user))?;
    Ok(())
}
