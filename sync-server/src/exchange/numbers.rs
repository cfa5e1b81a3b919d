//! Request numbers: one number with two bodies means that a device's directory was copied.

use crate::devices::Device;

/// Numbers remembered for a device.
const WINDOW: usize = 64;
/// A number and half of its request's SHA-256.
const ENTRY: usize = 24;

/// Is this request another copy's? One number with two bodies is. Gaps are normal, a repetition to the bit and a request
/// that was overtaken too; but one from before everything that is remembered has been read by another copy.
pub(super) fn is_clone(device: &Device, number: u64, body: &[u8; 32]) -> bool {
    let mut same_number =
        device.recent.chunks_exact(ENTRY).filter(|entry| entry[..8] == number.to_be_bytes());
    if let Some(entry) = same_number.next() {
        return *entry != remembered(number, body);
    }
    let full = device.recent.len() >= WINDOW * ENTRY;
    let oldest = device.recent.chunks_exact(ENTRY).map(|entry| &entry[..8]).min();
    full && oldest.is_some_and(|oldest| number.to_be_bytes()[..] < *oldest)
}

/// Has this very request been here before, or one that was sent after it? What it brings has been offered again since, or
/// given up. Of two copies (`cloned`) only the very same is late: they know nothing of each other's numbers.
pub(super) fn is_late(device: &Device, number: u64, body: &[u8; 32], cloned: bool) -> bool {
    let entry = remembered(number, body);
    device.recent.chunks_exact(ENTRY).any(|known| *known == entry || !cloned && known[..8] > entry[..8])
}

/// The window with this request in it.
pub(super) fn remember(device: &Device, number: u64, body: &[u8; 32]) -> Vec<u8> {
    let entry = remembered(number, body);
    let mut recent: Vec<u8> =
        device.recent.chunks_exact(ENTRY).filter(|known| **known != entry).flatten().copied().collect();
    recent.extend(entry);
    let surplus = recent.len().saturating_sub(WINDOW * ENTRY);
    recent.split_off(surplus)
}

fn remembered(number: u64, body: &[u8; 32]) -> [u8; ENTRY] {
    let mut entry = [0; ENTRY];
    entry[..8].copy_from_slice(&number.to_be_bytes());
    entry[8..].copy_from_slice(&body[..16]);
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use huben_sync::Standing;

    fn device() -> Device {
        Device {
            id: [1; 16],
            user: [2; 16],
            key: [3; 32],
            standing: Standing::Active,
            cloned: false,
            last_number: 0,
            recent: Vec::new(),
            created_at_ms: 0,
            last_contact_at_ms: None,
        }
    }

    /// A device of which these numbers came, in this order, each with a body of its own.
    fn after(numbers: &[u64]) -> Device {
        let mut device = device();
        for number in numbers {
            device.recent = remember(&device, *number, &[*number as u8; 32]);
        }
        device
    }

    #[test]
    fn a_request_that_was_overtaken_is_late_and_no_copy() {
        let device = after(&[1, 2, 5]);
        assert!(is_late(&device, 4, &[4; 32], false) && !is_clone(&device, 4, &[4; 32]));
        assert!(is_late(&device, 5, &[5; 32], false), "the very same once more");
        assert!(!is_late(&device, 6, &[6; 32], false) && !is_clone(&device, 6, &[6; 32]));
    }

    #[test]
    fn of_two_copies_of_a_device_none_is_late_for_the_others_numbers() {
        let device = after(&[1, 2, 5]);
        assert!(is_clone(&device, 2, &[9; 32]));
        assert!(!is_late(&device, 2, &[9; 32], true) && !is_late(&device, 4, &[4; 32], true));
        assert!(is_late(&device, 2, &[2; 32], true), "the very same once more");
    }
}
