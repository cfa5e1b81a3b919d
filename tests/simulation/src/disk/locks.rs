//! Who holds which lock on a file: SQLite's five levels, and the eight slots beside a write-ahead log. The rules are
//! those of SQLite's own Unix files within one process.

use rusqlite::ffi;
use std::collections::BTreeMap;
use std::ffi::c_int;

/// One open handle of a machine.
pub(super) type HandleId = u64;

/// The locks on one file.
#[derive(Debug, Default)]
pub(super) struct Locks {
    levels: BTreeMap<HandleId, c_int>,
    slots: BTreeMap<HandleId, Slots>,
}

/// The slots that one handle holds, a bit each.
#[derive(Debug, Default, Clone, Copy)]
struct Slots {
    shared: u32,
    exclusive: u32,
}

impl Locks {
    /// Raises a handle's level, or says busy. Who waits to be exclusive is pending: nobody new may share.
    pub fn raise(&mut self, me: HandleId, to: c_int) -> Result<(), c_int> {
        if self.level(me) >= to {
            return Ok(());
        }
        let others = self.levels.iter().filter(|(id, _)| **id != me).map(|(_, level)| *level).max();
        let others = others.unwrap_or(ffi::SQLITE_LOCK_NONE);
        let most =
            if to == ffi::SQLITE_LOCK_SHARED { ffi::SQLITE_LOCK_RESERVED } else { ffi::SQLITE_LOCK_SHARED };
        if others > most {
            return Err(ffi::SQLITE_BUSY);
        }
        if to == ffi::SQLITE_LOCK_EXCLUSIVE && others != ffi::SQLITE_LOCK_NONE {
            self.levels.insert(me, ffi::SQLITE_LOCK_PENDING);
            return Err(ffi::SQLITE_BUSY);
        }
        self.levels.insert(me, to);
        Ok(())
    }

    /// Lowers a handle's level.
    pub fn lower(&mut self, me: HandleId, to: c_int) {
        if self.level(me) > to {
            self.levels.insert(me, to);
        }
    }

    /// Whether anybody writes or is about to.
    pub fn reserved(&self) -> bool {
        self.levels.values().any(|level| *level >= ffi::SQLITE_LOCK_RESERVED)
    }

    /// Takes slots, all or none.
    pub fn take(&mut self, me: HandleId, mask: u32, exclusive: bool) -> Result<(), c_int> {
        let others = self.slots.iter().filter(|(id, _)| **id != me);
        let held = others
            .fold(0, |held, (_, theirs)| held | theirs.exclusive | if exclusive { theirs.shared } else { 0 });
        if held & mask != 0 {
            return Err(ffi::SQLITE_BUSY);
        }
        let mine = self.slots.entry(me).or_default();
        *(if exclusive { &mut mine.exclusive } else { &mut mine.shared }) |= mask;
        Ok(())
    }

    /// Gives slots back.
    pub fn give(&mut self, me: HandleId, mask: u32) {
        if let Some(mine) = self.slots.get_mut(&me) {
            mine.shared &= !mask;
            mine.exclusive &= !mask;
        }
    }

    /// A handle is closed.
    pub fn forget(&mut self, me: HandleId) {
        self.levels.remove(&me);
        self.slots.remove(&me);
    }

    fn level(&self, of: HandleId) -> c_int {
        self.levels.get(&of).copied().unwrap_or(ffi::SQLITE_LOCK_NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::ffi::*;

    #[test]
    fn one_writer_beside_readers_and_nobody_beside_the_exclusive_one() {
        let mut locks = Locks::default();
        assert_eq!(locks.raise(1, SQLITE_LOCK_SHARED), Ok(()));
        assert_eq!(locks.raise(2, SQLITE_LOCK_SHARED), Ok(()));
        assert_eq!(locks.raise(1, SQLITE_LOCK_RESERVED), Ok(()));
        assert!(locks.reserved());
        assert_eq!(locks.raise(2, SQLITE_LOCK_RESERVED), Err(SQLITE_BUSY));
        assert_eq!(
            locks.raise(3, SQLITE_LOCK_SHARED),
            Ok(()),
            "a reader may come while one only plans to write"
        );
        assert_eq!(locks.raise(1, SQLITE_LOCK_EXCLUSIVE), Err(SQLITE_BUSY));
        assert_eq!(locks.raise(4, SQLITE_LOCK_SHARED), Err(SQLITE_BUSY), "pending: nobody new");
        locks.lower(2, SQLITE_LOCK_NONE);
        locks.forget(3);
        assert_eq!(locks.raise(1, SQLITE_LOCK_EXCLUSIVE), Ok(()));
        assert_eq!(locks.raise(2, SQLITE_LOCK_SHARED), Err(SQLITE_BUSY));
        locks.lower(1, SQLITE_LOCK_SHARED);
        assert_eq!(locks.raise(2, SQLITE_LOCK_SHARED), Ok(()));
    }

    #[test]
    fn slots_are_shared_or_exclusive_and_taken_all_or_none() {
        let mut locks = Locks::default();
        assert_eq!(locks.take(1, 0b1000, false), Ok(()));
        assert_eq!(locks.take(2, 0b1000, false), Ok(()));
        assert_eq!(locks.take(3, 0b1100, true), Err(SQLITE_BUSY));
        assert_eq!(locks.take(3, 0b0100, true), Ok(()));
        assert_eq!(locks.take(1, 0b0100, false), Err(SQLITE_BUSY));
        locks.give(1, 0b1000);
        locks.forget(2);
        assert_eq!(locks.take(3, 0b1000, true), Ok(()));
    }
}
