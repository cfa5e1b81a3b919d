//! Enrolment: an invitation becomes a device, and the office's identity key vouches for it.

use crate::{Malformed, to_cbor};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

/// The office's word that a device was enrolled: shown to an office that has forgotten it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The office.
    #[serde(rename = "o")]
    pub office: ByteArray<16>,
    /// The device.
    #[serde(rename = "d")]
    pub device: ByteArray<16>,
    /// Its user.
    #[serde(rename = "u")]
    pub user: ByteArray<16>,
    /// Its Ed25519 key.
    #[serde(rename = "k")]
    pub key: ByteArray<32>,
    /// When, in milliseconds of the Unix epoch, by the office's clock.
    #[serde(rename = "t")]
    pub at_ms: i64,
    /// The identity key's signature over all of the above.
    #[serde(rename = "s")]
    pub signature: ByteArray<64>,
}

impl Certificate {
    /// The office vouches for a device.
    pub fn issue(
        identity: &SigningKey,
        office: [u8; 16],
        device: [u8; 16],
        user: [u8; 16],
        key: [u8; 32],
        at_ms: i64,
    ) -> Self {
        let signed = signed(&office, &device, &user, &key, at_ms);
        Self {
            office: office.into(),
            device: device.into(),
            user: user.into(),
            key: key.into(),
            at_ms,
            signature: identity.sign(&signed).to_bytes().into(),
        }
    }

    /// Did this identity issue it?
    pub fn verify(&self, identity: &VerifyingKey) -> Result<(), Malformed> {
        let signed = signed(&self.office, &self.device, &self.user, &self.key, self.at_ms);
        let signature = Signature::from_bytes(&self.signature);
        identity.verify_strict(&signed, &signature).map_err(|_| Malformed::Signature)
    }
}

fn signed(office: &[u8; 16], device: &[u8; 16], user: &[u8; 16], key: &[u8; 32], at_ms: i64) -> Vec<u8> {
    [b"huben certificate 1".as_slice(), office, device, user, key, &at_ms.to_be_bytes()].concat()
}

/// The key that signs answers, vouched for by the identity key, so that it can be renewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeKeys {
    /// The Ed25519 key of answers.
    #[serde(rename = "k")]
    pub answer_key: ByteArray<32>,
    /// The identity key's signature over it.
    #[serde(rename = "s")]
    pub signature: ByteArray<64>,
}

impl OfficeKeys {
    /// The identity vouches for an answer key.
    pub fn issue(identity: &SigningKey, answer_key: [u8; 32]) -> Self {
        let signed = [b"huben answer key 1".as_slice(), &answer_key].concat();
        Self { answer_key: answer_key.into(), signature: identity.sign(&signed).to_bytes().into() }
    }

    /// The answer key, if this identity vouches for it.
    pub fn verify(&self, identity: &VerifyingKey) -> Result<VerifyingKey, Malformed> {
        let signed = [b"huben answer key 1".as_slice(), self.answer_key.as_slice()].concat();
        let signature = Signature::from_bytes(&self.signature);
        identity.verify_strict(&signed, &signature).map_err(|_| Malformed::Signature)?;
        VerifyingKey::from_bytes(&self.answer_key).map_err(|_| Malformed::Signature)
    }
}

/// `POST /v1/enrol`, as plain CBOR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentRequest {
    /// The invitation's secret.
    #[serde(rename = "i")]
    pub token: ByteArray<16>,
    /// The new device's Ed25519 key; asking again with the same key gets the same answer.
    #[serde(rename = "k")]
    pub key: ByteArray<32>,
    /// That key's signature over the token: the device holds its secret half.
    #[serde(rename = "s")]
    pub signature: ByteArray<64>,
}

impl EnrolmentRequest {
    /// A device asks to be enrolled.
    pub fn sign(key: &SigningKey, token: [u8; 16]) -> Self {
        let signature = key.sign(&[b"huben enrol 1".as_slice(), &token].concat());
        Self {
            token: token.into(),
            key: key.verifying_key().to_bytes().into(),
            signature: signature.to_bytes().into(),
        }
    }

    /// Does the asker hold the key?
    pub fn verify(&self) -> Result<(), Malformed> {
        let key = VerifyingKey::from_bytes(&self.key).map_err(|_| Malformed::Signature)?;
        let signed = [b"huben enrol 1".as_slice(), self.token.as_slice()].concat();
        key.verify_strict(&signed, &Signature::from_bytes(&self.signature)).map_err(|_| Malformed::Signature)
    }
}

/// The office's answer to an [`EnrolmentRequest`], as plain CBOR.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Names office, device and user.
    #[serde(rename = "c")]
    pub certificate: Certificate,
    /// The key of answers.
    #[serde(rename = "a")]
    pub keys: OfficeKeys,
    /// The office's name.
    #[serde(rename = "n")]
    pub office_name: String,
    /// The user, a `User` as JSON.
    #[serde(rename = "u")]
    pub user: String,
}

impl Enrolment {
    /// As sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        to_cbor(self)
    }
}
