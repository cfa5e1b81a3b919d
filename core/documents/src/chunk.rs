//! A change as it comes from outside: checked before anything else looks at it.

use crate::Hash;
use crate::bounds::{author, unfolds_within_reason};
use crate::document::guarded;
use automerge::Change;

use sha2::{Digest, Sha256};
use thiserror::Error;

/// The largest chunk, enforced when it is recorded and when it arrives: one always fits a request.
pub const MAX_CHUNK_BYTES: usize = 32 * 1024;

/// Automerge's magic bytes, at the head of every chunk.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];
/// Magic bytes and checksum.
const HEAD: usize = 8;
/// An uncompressed change. Documents (0) and compressed changes (2) are refused: both can explode in memory.
const CHANGE: u8 = 1;

/// Why bytes are not a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotAChunk {
    /// More than [`MAX_CHUNK_BYTES`].
    #[error("larger than 32 kB")]
    TooLarge,
    /// Not an uncompressed change.
    #[error("not an uncompressed change")]
    Format,
    /// The checksum does not match: damaged under way.
    #[error("checksum does not match")]
    Checksum,
}

/// A chunk's bytes as they travel: without magic bytes and checksum, which follow from the rest. The envelope is signed,
/// so that nothing needs to be checked by them under way.
pub fn as_sent(bytes: &[u8]) -> &[u8] {
    bytes.get(HEAD..).unwrap_or_default()
}

/// One uncompressed change with a verified hash.
#[derive(Debug, Clone)]
pub struct Chunk {
    change: Change,
}

impl Chunk {
    /// Reads bytes from outside. `Change::try_from` does not verify the checksum, so it is done here.
    pub fn parse(bytes: &[u8]) -> Result<Self, NotAChunk> {
        if bytes.len() > MAX_CHUNK_BYTES {
            return Err(NotAChunk::TooLarge);
        }
        let (head, hashed) = bytes.split_at_checked(HEAD).ok_or(NotAChunk::Format)?;
        if head[..4] != MAGIC || hashed.first() != Some(&CHANGE) {
            return Err(NotAChunk::Format);
        }
        let digest: [u8; 32] = Sha256::digest(hashed).into();
        if head[4..] != digest[..4] {
            return Err(NotAChunk::Checksum);
        }
        Self::checked(bytes, digest)
    }

    /// Reads a chunk as it travels (see [`as_sent`]).
    pub fn received(sent: &[u8]) -> Result<Self, NotAChunk> {
        if sent.len() + HEAD > MAX_CHUNK_BYTES {
            return Err(NotAChunk::TooLarge);
        }
        if sent.first() != Some(&CHANGE) {
            return Err(NotAChunk::Format);
        }
        let digest: [u8; 32] = Sha256::digest(sent).into();
        Self::checked(&[&MAGIC, &digest[..4], sent].concat(), digest)
    }

    /// Who wrote these bytes, if they are still the chunk of this name. What bears its name was read whole when it was
    /// written or came; of the rest nothing is looked at.
    pub fn author(bytes: &[u8], name: Hash) -> Option<&[u8]> {
        let (head, hashed) = bytes.split_at_checked(HEAD)?;
        let digest: [u8; 32] = Sha256::digest(hashed).into();
        let whole = digest == name.0 && head[..4] == MAGIC && head[4..] == digest[..4];
        author(hashed.strip_prefix(&[CHANGE]).filter(|_| whole)?)
    }

    fn checked(bytes: &[u8], digest: [u8; 32]) -> Result<Self, NotAChunk> {
        // Magic bytes, checksum and kind before the length, which takes three bytes at most in 32 kB.
        let sized = bytes.get(HEAD + 1..).unwrap_or_default();
        let length = sized.iter().take(3).position(|byte| byte & 0x80 == 0).ok_or(NotAChunk::Format)? + 1;
        if !unfolds_within_reason(&sized[length..]) {
            return Err(NotAChunk::Format);
        }
        let change = guarded(|| Change::try_from(bytes)).map_err(|_| NotAChunk::Format)?;
        let change = change.map_err(|_| NotAChunk::Format)?;
        // Trailing bytes would be stored and sent for ever without being part of the change.
        if change.raw_bytes() != bytes || change.hash().0 != digest {
            return Err(NotAChunk::Format);
        }
        Ok(Self { change })
    }

    /// The change's name.
    pub fn hash(&self) -> Hash {
        self.change.hash().into()
    }

    /// The bytes, as stored and sent.
    pub fn bytes(&self) -> &[u8] {
        self.change.raw_bytes()
    }

    /// Who wrote it: sixteen bytes, or something that is no actor of ours.
    pub fn actor(&self) -> &[u8] {
        self.change.actor_id().to_bytes()
    }

    /// The actor's running number in this document, from 1.
    pub fn seq(&self) -> u64 {
        self.change.seq()
    }

    /// The changes it builds on.
    pub fn deps(&self) -> Vec<Hash> {
        self.change.deps().iter().map(|hash| Hash(hash.0)).collect()
    }

    /// When, by the author's clock, in seconds of the Unix epoch.
    pub fn at(&self) -> i64 {
        self.change.timestamp()
    }

    pub(crate) fn change(&self) -> &Change {
        &self.change
    }
}
