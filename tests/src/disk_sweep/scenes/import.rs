//! A ledger is read.

use std::path::PathBuf;

use super::{Scene, run};
use crate::faulty_disk::{Fault, FaultyDisk};
use crate::outcome::Outcome;
use crate::phone::Phone;
use crate::places::GRID_1;
use crate::world::World;

/// `huben household import`: all of a ledger or nothing.
pub struct Import {
    world: World,
    phone: Phone,
    ledgers: u32,
}

/// Households in each ledger.
const ROWS: u32 = 12;

impl Import {
    /// An office and a phone.
    pub fn open() -> Import {
        let world = World::open();
        let phone = world.worker("李红梅").on_a_faulty_disk();
        Import { world, phone, ledgers: 0 }
    }

    fn ledger(&self) -> PathBuf {
        self.world.directory().join(format!("ledger-{}.csv", self.ledgers))
    }

    fn import(&self) -> Outcome {
        run(&self.phone, &["household", "import", &self.ledger().display().to_string(), "--area", GRID_1])
    }
}

impl Scene for Import {
    fn name(&self) -> &'static str {
        "household import, on the phone's disk"
    }

    fn disk(&self) -> FaultyDisk {
        self.phone.disk().clone()
    }

    fn prepare(&mut self) {
        self.ledgers += 1;
        let mut text = "小区,楼栋,单元,房号,户主姓名\n".to_owned();
        for row in 1..=ROWS {
            text += &format!("振兴花园,{},1,{},王{row}\n", self.ledgers, 100 + row);
        }
        std::fs::write(self.ledger(), text).expect("a ledger can be written");
    }

    fn act(&mut self) -> Outcome {
        self.import()
    }

    fn judge(&mut self, outcome: &Outcome, _fault: Fault) -> Vec<String> {
        let mut untrue = Vec::new();
        let count = |phone: &Phone| phone.ok(&["household", "list", "--limit", "1"])["total"].as_u64();
        let (before, after) = (u64::from((self.ledgers - 1) * ROWS), u64::from(self.ledgers * ROWS));
        let found = count(&self.phone);
        let expected = if outcome.code == Some(0) { vec![after] } else { vec![before, after] };
        if !found.is_some_and(|found| expected.contains(&found)) {
            untrue.push(format!("{found:?} households instead of {expected:?}"));
        }
        // Read again, the same ledger adds what is missing and nothing twice.
        let again = self.import();
        if again.code != Some(0) || count(&self.phone) != Some(after) {
            untrue.push(format!("read again: {} {}", again.stdout, again.stderr));
        }
        untrue
    }
}
