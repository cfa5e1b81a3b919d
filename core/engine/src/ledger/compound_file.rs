//! The container of XLS files ([MS-CFB]): takes one stream out, and wraps one stream alone.

const FREE: u32 = 0xffff_ffff;
const END_OF_CHAIN: u32 = 0xffff_fffe;
const FAT_SECTOR: u32 = 0xffff_fffd;
const LARGE: usize = 4096;
const MINI: usize = 64;
const MINI_STREAM_BELOW: usize = 4096;

/// The bytes of the first of these streams that the file has; `None` for a damaged file or none of them.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let sector = match u16_at(bytes, 30)? {
        9 => 512,
        12 => LARGE,
        _ => return None,
    };
    let sectors = Sectors { bytes: bytes.get(sector..)?, size: sector };
    let fat = fat(bytes, &sectors)?;
    let directory = sectors.chain(u32_at(bytes, 48)?, &fat)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(128).collect();
    let entry = names
        .iter()
        .find_map(|name| entries.iter().find(|entry| entry_name(entry).eq_ignore_ascii_case(name)))?;
    let (start, length) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
    let mut stream = if length < MINI_STREAM_BELOW {
        let minis = sectors.chain(u32_at(entries.first()?, 116)?, &fat)?;
        let mini_fat = words(&sectors.chain(u32_at(bytes, 60)?, &fat)?);
        Sectors { bytes: &minis, size: MINI }.chain(start, &mini_fat)?
    } else {
        sectors.chain(start, &fat)?
    };
    stream.truncate(length);
    Some(stream)
}

/// A compound file that holds `stream` as `Workbook`. For at most 400 MB.
pub(super) fn wrap(stream: &[u8]) -> Vec<u8> {
    let stream_sectors = stream.len().div_ceil(LARGE).max(1);
    let per_fat = LARGE / 4;
    let fat_sectors = (stream_sectors + 1).div_ceil(per_fat - 1);
    let mut out = vec![0; LARGE];
    out[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    for (at, value) in [(24, 0x3e_u16), (26, 4), (28, 0xfffe), (30, 12), (32, 6)] {
        out[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }
    let directory = fat_sectors as u32;
    for (at, value) in [
        (40, 1),
        (44, directory),
        (48, directory),
        (56, LARGE as u32),
        (60, END_OF_CHAIN),
        (68, END_OF_CHAIN),
    ] {
        out[at..at + 4].copy_from_slice(&u32::to_le_bytes(value));
    }
    for (slot, at) in (76..512).step_by(4).enumerate() {
        let value = if slot < fat_sectors { slot as u32 } else { FREE };
        out[at..at + 4].copy_from_slice(&value.to_le_bytes());
    }
    let first = directory + 1;
    let last = first + stream_sectors as u32 - 1;
    for slot in 0..(fat_sectors * per_fat) as u32 {
        let value = match slot {
            _ if slot < directory => FAT_SECTOR,
            _ if slot == directory || slot == last => END_OF_CHAIN,
            _ if slot < last => slot + 1,
            _ => FREE,
        };
        out.extend(value.to_le_bytes());
    }
    let mut entries = vec![0; LARGE];
    // The library takes a root without a start for an empty file.
    put_entry(&mut entries[..128], "Root Entry", 5, 0, 0);
    put_entry(&mut entries[128..256], "Workbook", 2, first, (stream_sectors * LARGE) as u32);
    out.extend(entries);
    out.extend(stream);
    out.resize((1 + fat_sectors + 1 + stream_sectors) * LARGE, 0);
    out
}

fn put_entry(entry: &mut [u8], name: &str, kind: u8, start: u32, length: u32) {
    for (at, unit) in name.encode_utf16().enumerate() {
        entry[at * 2..at * 2 + 2].copy_from_slice(&unit.to_le_bytes());
    }
    entry[64] = (name.len() * 2 + 2) as u8;
    entry[66] = kind;
    entry[116..120].copy_from_slice(&start.to_le_bytes());
    entry[120..124].copy_from_slice(&length.to_le_bytes());
}

/// The allocation table, from the header's list and the sectors that continue it.
fn fat(bytes: &[u8], sectors: &Sectors<'_>) -> Option<Vec<u32>> {
    let mut list = words(bytes.get(76..512)?);
    let mut next = u32_at(bytes, 68)?;
    let mut more = 0;
    while next < FAT_SECTOR - 1 {
        let mut part = words(sectors.get(next)?);
        next = part.pop()?;
        list.extend(part);
        more += 1;
        if more > sectors.count() {
            return None;
        }
    }
    let mut fat = Vec::new();
    for id in list.into_iter().filter(|id| *id < FAT_SECTOR - 1) {
        fat.extend(words(sectors.get(id)?));
        if fat.len() > sectors.bytes.len() + LARGE {
            return None;
        }
    }
    Some(fat)
}

struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl<'a> Sectors<'a> {
    fn count(&self) -> usize {
        self.bytes.len().div_ceil(self.size)
    }

    /// One sector; the last one may be short.
    fn get(&self, id: u32) -> Option<&'a [u8]> {
        let from = (id as usize).checked_mul(self.size)?;
        let to = from.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(from..to)
    }

    /// The sectors from `start` on, as `fat` links them; `None` where they go in a circle.
    fn chain(&self, start: u32, fat: &[u32]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut next = start;
        let mut seen = 0;
        while next < FAT_SECTOR - 1 {
            out.extend(self.get(next)?);
            next = fat.get(next as usize).copied()?;
            seen += 1;
            if seen > self.count() {
                return None;
            }
        }
        Some(out)
    }
}

fn entry_name(entry: &[u8]) -> String {
    let units = entry[..64].chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    char::decode_utf16(units.take_while(|unit| *unit != 0)).map(|c| c.unwrap_or('?')).collect()
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
