//! How much a change unfolds to, measured before Automerge unfolds it. Its columns are run-length encoded: six bytes
//! can say "a trillion operations", and neither an endless loop nor an exhausted memory is a panic that can be caught.
//!
//! The format: <https://automerge.org/automerge-binary-format-spec/>, "Change chunks".

/// Entries of one column at most. An honest change of 32 kB has some hundreds.
const MOST: u64 = 2 * 1024;

/// The same of a whole document, which may be long: none of ours comes near.
const MOST_IN_A_DOCUMENT: u64 = 1024 * 1024;
/// Magic bytes, checksum and the kind of chunk; a document is kind 0.
const HEAD: usize = 9;

/// Is this one document, uncompressed, that unfolds to a bounded number of operations? "Document chunks" in the format.
pub(crate) fn document_unfolds_within_reason(bytes: &[u8]) -> bool {
    bytes.get(HEAD - 1) == Some(&0) && bytes.get(HEAD..).is_some_and(|rest| measured_document(rest).is_some())
}

fn measured_document(sized: &[u8]) -> Option<()> {
    let mut head = Reader(sized);
    // Nothing may follow it: a second chunk would be read as well.
    if head.count()? != head.0.len() {
        return None;
    }
    for _ in 0..head.count()? {
        head.text()?;
    }
    for _ in 0..head.count()? {
        head.take(32)?;
    }
    let changes = head.columns()?;
    let operations = head.columns()?;
    for (spec, length) in changes.into_iter().chain(operations) {
        column(spec, Reader(head.take(length)?), MOST_IN_A_DOCUMENT)?;
    }
    Some(())
}

/// Do the contents of a change (after its length) unfold to a bounded number of operations?
pub(crate) fn unfolds_within_reason(contents: &[u8]) -> bool {
    measured(contents).is_some()
}

/// Who wrote a change, read from its length on.
pub(crate) fn author(sized: &[u8]) -> Option<&[u8]> {
    let mut head = Reader(sized);
    head.unsigned()?;
    for _ in 0..head.count()? {
        head.take(32)?;
    }
    head.text()
}

fn measured(contents: &[u8]) -> Option<()> {
    let mut head = Reader(contents);
    for _ in 0..head.count()? {
        head.take(32)?;
    }
    head.text()?;
    // Sequence number, first operation, time, message.
    head.unsigned()?;
    head.unsigned()?;
    head.signed()?;
    head.text()?;
    for _ in 0..head.count()? {
        head.text()?;
    }
    for (spec, length) in head.columns()? {
        column(spec, Reader(head.take(length)?), MOST)?;
    }
    Some(())
}

/// The kinds of column, by the low bits of their specification.
const GROUP: u64 = 0;
const BOOLEAN: u64 = 4;
const TEXT: u64 = 5;
const RAW: u64 = 7;
/// Compressed columns stand only in documents.
const COMPRESSED: u64 = 8;

fn column(spec: u64, mut data: Reader<'_>, most: u64) -> Option<()> {
    if spec & COMPRESSED != 0 {
        return None;
    }
    let kind = spec & 7;
    if kind == RAW {
        return Some(());
    }
    let mut entries: u64 = 0;
    while !data.0.is_empty() {
        if kind == BOOLEAN {
            entries = bounded(entries, data.unsigned()?, most)?;
            continue;
        }
        match data.signed()? {
            // A run of nothing.
            0 => entries = bounded(entries, data.unsigned()?, most)?,
            // A run of one value. In a group column the value says how many entries of other columns belong here.
            run @ 1.. => {
                let run = run.unsigned_abs();
                let value = data.value(kind)?;
                let each = if kind == GROUP { value.max(1) } else { 1 };
                entries = bounded(entries, run.checked_mul(each)?, most)?;
            }
            literals => {
                for _ in 0..bounded(0, literals.unsigned_abs(), most)? {
                    let value = data.value(kind)?;
                    entries = bounded(entries, if kind == GROUP { value.max(1) } else { 1 }, most)?;
                }
            }
        }
    }
    Some(())
}

fn bounded(so_far: u64, more: u64, most: u64) -> Option<u64> {
    so_far.checked_add(more).filter(|sum| *sum <= most)
}

/// Reads LEB128 numbers and texts; `None` where the bytes end or a number is too large.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value: u64 = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i64> {
        let mut value: i64 = 0;
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

    /// A number of things that each take a byte at least.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.unsigned()?).ok()?;
        (count <= self.0.len()).then_some(count)
    }

    /// Specification and length of each column.
    fn columns(&mut self) -> Option<Vec<(u64, usize)>> {
        (0..self.count()?)
            .map(|_| Some((self.unsigned()?, usize::try_from(self.unsigned()?).ok()?)))
            .collect()
    }

    fn text(&mut self) -> Option<&'b [u8]> {
        let length = self.count()?;
        self.take(length)
    }

    /// One value of a run-length encoded column; its number where it is one.
    fn value(&mut self, kind: u64) -> Option<u64> {
        if kind == TEXT { self.text().map(|_| 0) } else { self.unsigned() }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Act, Chunk, Document, Intent, Kind, Path, Value};

    /// A change without dependencies whose columns are these.
    fn chunk(columns: &[(u8, &[u8])]) -> Vec<u8> {
        let mut contents = vec![0, 16];
        contents.extend([7; 16]);
        contents.extend([1, 1, 0, 0, 0, u8::try_from(columns.len()).unwrap()]);
        for (spec, data) in columns {
            contents.extend([*spec, u8::try_from(data.len()).unwrap()]);
        }
        columns.iter().for_each(|(_, data)| contents.extend(*data));
        [&[1, u8::try_from(contents.len()).unwrap()], &contents[..]].concat()
    }

    #[test]
    fn a_change_that_says_a_trillion_operations_is_no_chunk() {
        const TRILLION: [u8; 6] = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20];
        let run_of_puts = [&TRILLION[..], &[1]].concat();
        let nothing = [&[0], &TRILLION[..]].concat();
        let many_predecessors = [&[1], &TRILLION[..]].concat();
        let bombs: [&[(u8, &[u8])]; 5] = [
            &[(0x42, &run_of_puts)],
            &[(0x42, &nothing)],
            &[(0x34, &TRILLION)],
            &[(0x42, &[1, 1]), (0x70, &many_predecessors)],
            &[(0x15, &[&TRILLION[..], &[1, b'x']].concat()), (0x42, &run_of_puts)],
        ];
        for bomb in bombs {
            assert!(Chunk::received(&chunk(bomb)).is_err(), "{bomb:?}");
        }
    }

    #[test]
    fn a_snapshot_that_is_compressed_or_says_a_trillion_operations_is_not_opened() {
        let document = |columns: &[(u8, &[u8])]| {
            let mut contents = vec![0, 0, 0, u8::try_from(columns.len()).unwrap()];
            for (spec, data) in columns {
                contents.extend([*spec, u8::try_from(data.len()).unwrap()]);
            }
            columns.iter().for_each(|(_, data)| contents.extend(*data));
            let hashed = [&[0, u8::try_from(contents.len()).unwrap()], &contents[..]].concat();
            let digest = <sha2::Sha256 as sha2::Digest>::digest(&hashed);
            [&[0x85, 0x6f, 0x4a, 0x83], &digest[..4], &hashed].concat()
        };
        let run = [0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 1];
        assert!(Document::received(&Kind::Visit, &document(&[(0x42, &run)])).is_err());
        assert!(Document::received(&Kind::Visit, &document(&[(0x42 | 8, &[3, 0])])).is_err());
        let mut honest = Document::new(&Kind::Visit).unwrap();
        for nth in 0..200 {
            let intent = Intent::new(Act::AmendVisit).field("text", Value::text(&format!("{nth}")));
            honest.write(&intent, [nth as u8 % 9; 16], nth).unwrap();
        }
        let snapshot = honest.snapshot();
        assert!(Document::received(&Kind::Visit, &snapshot).is_ok());
        assert!(Document::received(&Kind::Visit, &[&snapshot[..], &snapshot].concat()).is_err());
    }

    #[test]
    fn the_largest_honest_change_is_a_chunk() {
        let mut document = Document::new(&Kind::Household).unwrap();
        let mut intent = Intent::new(Act::AddHousehold).field("area", Value::text("321181001025001"));
        for nth in 0..1200 {
            intent = intent.put(Path::attribute(&format!("k{nth}")), Value::text("\"好\""));
        }
        let written = document.write(&intent, [1; 16], 0).unwrap().unwrap();
        assert!(written.bytes.len() < crate::MAX_CHUNK_BYTES, "{}", written.bytes.len());
        assert!(Chunk::parse(&written.bytes).is_ok());
    }
}
