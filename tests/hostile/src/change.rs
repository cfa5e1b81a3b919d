//! A change chunk taken apart and put together again, so that one field can be wrong and the rest right.
//! The format: <https://automerge.org/automerge-binary-format-spec/>, "Change chunks".

/// A change as its fields say, whether they make sense or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawChange {
    /// Hashes it builds on.
    pub deps: Vec<Vec<u8>>,
    /// Who wrote it.
    pub actor: Vec<u8>,
    /// The actor's running number.
    pub seq: u64,
    /// Its first operation's number.
    pub start_op: u64,
    /// Seconds of the Unix epoch.
    pub time: i64,
    /// A word of the author's.
    pub message: Vec<u8>,
    /// Other actors that its operations name.
    pub others: Vec<Vec<u8>>,
    /// Specification and data of each column.
    pub columns: Vec<(u64, Vec<u8>)>,
    /// What follows the columns.
    pub tail: Vec<u8>,
}

/// The byte that says "change".
pub const CHANGE: u8 = 1;

impl RawChange {
    /// Takes apart a chunk as sent (without magic bytes and checksum).
    pub fn parse(sent: &[u8]) -> Option<RawChange> {
        let (kind, rest) = sent.split_first()?;
        if *kind != CHANGE {
            return None;
        }
        let mut reader = Reader(rest);
        reader.unsigned()?;
        let deps = (0..reader.unsigned()?).map(|_| reader.take(32)).collect::<Option<_>>()?;
        let actor = reader.text()?;
        let (seq, start_op, time) = (reader.unsigned()?, reader.unsigned()?, reader.signed()?);
        let message = reader.text()?;
        let others = (0..reader.unsigned()?).map(|_| reader.text()).collect::<Option<_>>()?;
        let count = reader.unsigned()?;
        let heads: Vec<(u64, u64)> =
            (0..count).map(|_| Some((reader.unsigned()?, reader.unsigned()?))).collect::<Option<_>>()?;
        let columns = heads
            .into_iter()
            .map(|(spec, length)| Some((spec, reader.take(usize::try_from(length).ok()?)?)))
            .collect::<Option<_>>()?;
        let tail = reader.0.to_vec();
        Some(RawChange { deps, actor, seq, start_op, time, message, others, columns, tail })
    }

    /// Puts it together, as sent.
    pub fn to_sent(&self) -> Vec<u8> {
        let mut contents = Vec::new();
        unsigned(&mut contents, self.deps.len() as u64);
        self.deps.iter().for_each(|dep| contents.extend(dep));
        text(&mut contents, &self.actor);
        unsigned(&mut contents, self.seq);
        unsigned(&mut contents, self.start_op);
        signed(&mut contents, self.time);
        text(&mut contents, &self.message);
        unsigned(&mut contents, self.others.len() as u64);
        self.others.iter().for_each(|other| text(&mut contents, other));
        unsigned(&mut contents, self.columns.len() as u64);
        for (spec, data) in &self.columns {
            unsigned(&mut contents, *spec);
            unsigned(&mut contents, data.len() as u64);
        }
        self.columns.iter().for_each(|(_, data)| contents.extend(data));
        contents.extend(&self.tail);
        wrapped(CHANGE, &contents)
    }
}

/// Contents behind their type and length: a chunk as sent.
pub fn wrapped(kind: u8, contents: &[u8]) -> Vec<u8> {
    let mut sent = vec![kind];
    unsigned(&mut sent, contents.len() as u64);
    sent.extend(contents);
    sent
}

/// A chunk as stored: what follows from the rest put back.
pub fn stored(sent: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    [&[0x85, 0x6f, 0x4a, 0x83], &Sha256::digest(sent)[..4], sent].concat()
}

/// Appends a LEB128 number.
pub fn unsigned(to: &mut Vec<u8>, mut value: u64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 {
            return to.push(byte);
        }
        to.push(byte | 0x80);
    }
}

/// Appends a signed LEB128 number.
pub fn signed(to: &mut Vec<u8>, mut value: i64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if value == 0 && byte & 0x40 == 0 || value == -1 && byte & 0x40 != 0 {
            return to.push(byte);
        }
        to.push(byte | 0x80);
    }
}

fn text(to: &mut Vec<u8>, bytes: &[u8]) {
    unsigned(to, bytes.len() as u64);
    to.extend(bytes);
}

struct Reader<'b>(&'b [u8]);

impl Reader<'_> {
    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken.to_vec())
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let negative = byte & 0x40 != 0 && shift + 7 < 64;
                return Some(if negative { value | (-1 << (shift + 7)) } else { value });
            }
        }
        None
    }

    fn text(&mut self) -> Option<Vec<u8>> {
        let length = usize::try_from(self.unsigned()?).ok()?;
        self.take(length)
    }
}
