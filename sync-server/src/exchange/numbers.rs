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

/// Has this very request been here before?
pub(super) fn is_repetition(device: &Device, number: u64, body: &[u8; 32]) -> bool {
    device.recent.chunks_exact(ENTRY).any(|entry| *entry == remembered(number, body))
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
