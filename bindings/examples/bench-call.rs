//! What a call through the bindings costs: each call made directly on the engine (the floor: no program can do the same
//! with less) and through the Python module, on one book of 500 households, in one run.
//!
//! `cargo run -p huben-bindings --example bench-call`, after `cargo build --workspace --bins`.

#[path = "../tests/made/mod.rs"]
mod made;

use huben_engine::{FieldBook, HouseholdFilter, KeyFile, Machine, Silent, Slice, SyncRun, VisitInput};
use huben_tests::office::Office;
use huben_tests::places::GRID_1;
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

const HOUSEHOLDS: usize = 500;

fn main() {
    let directory = tempfile::tempdir().expect("a directory");
    let home = directory.path();
    let mut office = Office::open(&home.join("office"));
    office.ok(&["area", "add", "--code", GRID_1, "--name", "第1网格"]);
    office.serve();
    let user = office.add_user("李红梅", "grid-worker", &[GRID_1], &[]);
    let at = home.join("book");
    let vault = Arc::new(KeyFile::in_directory(&at));
    let book = FieldBook::enrol(&at, vault, Arc::new(Machine), &office.invite(&user)).expect("a book");
    book.sync(&SyncRun::new(Arc::new(Silent))).1.expect("a first sync");
    let mut ledger = String::from("网格,小区,地址,户主,电话\n");
    for n in 0..HOUSEHOLDS {
        let (building, room) = (n / 24 + 1, n % 24 / 2 * 100 + 101 + n % 2);
        writeln!(ledger, "{GRID_1},锦绣花苑,{building}-1-{room},王小{n},1380000{n:04}").expect("text");
    }
    let report = book.import("台账.csv", ledger.as_bytes(), None, false, &Silent).expect("a ledger");
    assert_eq!(report.households as usize, HOUSEHOLDS, "{:?}", report.problems);

    let direct = direct(&book);
    drop(book);
    let python = python(home, &at);
    println!("a book of {HOUSEHOLDS} households; the least of many turns, in microseconds a call\n");
    println!("{:<28} {:>10} {:>10} {:>8}", "call", "engine", "Python", "times");
    for ((name, floor), (named, through)) in direct.iter().zip(&python) {
        assert_eq!(name, named);
        println!("{name:<28} {floor:>10.1} {through:>10.1} {:>8.1}", through / floor.max(0.001));
    }
}

/// The least time of a call, in microseconds: over many turns, so that a busy machine counts as little as it can.
fn least(turns: usize, mut call: impl FnMut()) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..turns {
        let began = Instant::now();
        call();
        least = least.min(began.elapsed().as_secs_f64() * 1e6);
    }
    least
}

fn direct(book: &FieldBook) -> Vec<(String, f64)> {
    let id =
        book.households(&HouseholdFilter::default(), Slice::ALL).expect("households").items[0].household.id;
    let page = |limit| Slice { limit: Some(limit), offset: 0 };
    let typed = HouseholdFilter { text: Some("wx".into()), ..Default::default() };
    let mut figures = Vec::new();
    let mut told = |name: &str, least: f64| figures.push((name.to_owned(), least));
    told("library_version", least(2000, || drop(std::hint::black_box(env!("CARGO_PKG_VERSION").to_owned()))));
    told("status", least(500, || drop(book.status())));
    told("household", least(500, || drop(book.household(id))));
    told("households, 50", least(100, || drop(book.households(&HouseholdFilter::default(), page(50)))));
    told("households, 500", least(20, || drop(book.households(&HouseholdFilter::default(), page(500)))));
    told("households, 50, typed wx", least(100, || drop(book.households(&typed, page(50)))));
    told("today", least(50, || drop(book.today())));
    let visit =
        VisitInput { text: Some("老人身体很好，提醒关煤气".into()), ..Default::default() };
    told("record_visit", least(100, || drop(book.record_visit(id, visit.clone()).expect("a visit"))));
    figures
}

const SCRIPT: &str = r#"
import huben, json, pathlib, sys, time

class Vault(huben.KeyVault):
    def load(self): return (pathlib.Path(sys.argv[1]) / "key").read_bytes()
    def store(self, key): raise NotImplementedError

def least(turns, call):
    best = float("inf")
    for _ in range(turns):
        began = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - began)
    return best * 1e6

book = huben.Book.unlock(sys.argv[1], Vault())
every, page = huben.HouseholdFilter(), lambda limit: huben.PageRequest(limit=limit)
id = book.households(every, page(1)).items[0].id
typed = huben.HouseholdFilter(text="wx")
visit = huben.VisitInput(text="老人身体很好，提醒关煤气")
print(json.dumps([
    ("library_version", least(2000, huben.library_version)),
    ("status", least(500, book.status)),
    ("household", least(500, lambda: book.household(id))),
    ("households, 50", least(100, lambda: book.households(every, page(50)))),
    ("households, 500", least(20, lambda: book.households(every, page(500)))),
    ("households, 50, typed wx", least(100, lambda: book.households(typed, page(50)))),
    ("today", least(50, book.today)),
    ("record_visit", least(100, lambda: book.record_visit(id, visit))),
]))
"#;

fn python(home: &Path, book: &Path) -> Vec<(String, f64)> {
    let module = made::bindings("python", &home.join("module"));
    std::fs::copy(made::library(), module.join("libhuben_bindings.so")).expect("a library");
    let ran = Command::new("python3")
        .arg("-c")
        .arg(SCRIPT)
        .arg(book)
        .env("PYTHONPATH", &module)
        .output()
        .expect("python3");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).expect("figures")
}
