//! The office's keys: the identity that invitations pin, the key of answers that it vouches for, and the TLS key whose
//! certificate it signs. All in the database, so that one file is guarded and backed up.

use crate::failure::Failure;
use crate::surroundings::{self, Surroundings};
use ed25519_dalek::SigningKey;
use huben_sync::OfficeKeys;
use rcgen::{CertificateParams, DnType, Issuer, KeyPair, date_time_ymd};
use rusqlite::{Connection, OptionalExtension};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The keys in memory.
pub(crate) struct Keys {
    pub(crate) identity: SigningKey,
    pub(crate) answer: SigningKey,
    /// The identity's word for the answer key, as every device gets it.
    pub(crate) office: OfficeKeys,
}

/// The TLS leaf: certificate and PKCS #8 key, both DER.
pub(crate) struct Tls {
    pub(crate) certificate: Vec<u8>,
    pub(crate) key: Vec<u8>,
}

/// Draws all keys of a new office.
pub(crate) fn draw(db: &Connection, surroundings: &dyn Surroundings) -> Result<(), Failure> {
    let identity = SigningKey::from_bytes(&surroundings::bytes(surroundings)?);
    let answer = SigningKey::from_bytes(&surroundings::bytes(surroundings)?);
    let tls = issue_tls(&identity)?;
    let secrets: [(&str, &[u8]); 4] = [
        ("identity", identity.as_bytes()),
        ("answer", answer.as_bytes()),
        ("tls_certificate", &tls.certificate),
        ("tls_key", &tls.key),
    ];
    let mut insert = db.prepare("INSERT INTO secret (name, value) VALUES (?1, ?2)")?;
    for (name, value) in secrets {
        insert.execute((name, value))?;
    }
    Ok(())
}

impl Keys {
    /// Reads them.
    pub(crate) fn read(db: &Connection) -> Result<Self, Failure> {
        let identity = SigningKey::from_bytes(&seed(db, "identity")?);
        let answer = SigningKey::from_bytes(&seed(db, "answer")?);
        let office = OfficeKeys::issue(&identity, answer.verifying_key().to_bytes());
        Ok(Self { identity, answer, office })
    }
}

impl Tls {
    /// Reads the leaf.
    pub(crate) fn read(db: &Connection) -> Result<Self, Failure> {
        Ok(Self { certificate: secret(db, "tls_certificate")?, key: secret(db, "tls_key")? })
    }
}

fn seed(db: &Connection, name: &str) -> Result<[u8; 32], Failure> {
    secret(db, name)?.try_into().map_err(|_| Failure::damaged("a key of the office is damaged"))
}

fn secret(db: &Connection, name: &str) -> Result<Vec<u8>, Failure> {
    let value = db.query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| row.get(0));
    value.optional()?.ok_or_else(|| Failure::damaged("a key of the office is missing"))
}

/// A leaf for TLS, signed by the identity. Phones pin the identity and look at neither name nor time, so a clock that
/// is years off locks nobody out.
fn issue_tls(identity: &SigningKey) -> Result<Tls, Failure> {
    let failed = |error: rcgen::Error| Failure::internal(format!("no certificate: {error}"));
    let issuer_key = KeyPair::try_from(&ed25519_pkcs8(identity)).map_err(failed)?;
    let mut issuer = CertificateParams::new(Vec::<String>::new()).map_err(failed)?;
    issuer.distinguished_name.push(DnType::CommonName, "Huben office");
    let mut leaf = CertificateParams::new(vec!["huben.office".to_owned()]).map_err(failed)?;
    leaf.distinguished_name.push(DnType::CommonName, "huben.office");
    leaf.not_before = date_time_ymd(1975, 1, 1);
    leaf.not_after = date_time_ymd(4096, 1, 1);
    let key = KeyPair::generate().map_err(failed)?;
    let certificate = leaf.signed_by(&key, &Issuer::new(issuer, issuer_key)).map_err(failed)?;
    Ok(Tls { certificate: certificate.der().to_vec(), key: key.serialize_der() })
}

/// RFC 8410: the fixed head of an Ed25519 private key, then its seed.
fn ed25519_pkcs8(key: &SigningKey) -> PrivateKeyDer<'static> {
    const HEAD: [u8; 16] =
        [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    PrivatePkcs8KeyDer::from([HEAD.as_slice(), key.as_bytes()].concat()).into()
}
