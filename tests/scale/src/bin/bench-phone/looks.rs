//! One look at a phone: recording, opening, searching, memory.

use crate::{open, record};
use huben_domain::HouseholdId;
use huben_engine::{FieldBook, HouseholdFilter, Slice};
use huben_scale::process::{mb, memory};
use huben_tests::programs::huben;
use rusqlite::{Connection, params};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// How often everything else is repeated.
const TIMES: usize = 15;
const FIRST: Slice = Slice { limit: Some(50), offset: 0 };
/// What people look for: households first, then words of many visits.
const HOUSEHOLD_QUERIES: [&str; 6] = ["王秀英", "wangxiuying", "wxy", "3-2-501", "3幢2单元501", "0037"];
const WORD_QUERIES: [&str; 3] = ["血压", "漏水物业", "x"];

/// What was found, in milliseconds and bytes.
pub struct Looked {
    pub record_ms: f64,
    pub floor_ms: f64,
    pub cold_ms: f64,
    /// The slowest of the queries for a household. Of each query the fastest run counts: it takes a tenth of a
    /// millisecond, and whatever else the machine does would be measured instead.
    pub search_ms: f64,
    /// The same of the queries for words.
    pub words_ms: f64,
    /// Of a process that opened, listed, searched and recorded, at most.
    pub memory: u64,
}

/// Looks at everything once.
pub fn look(book: &FieldBook, households: &[HouseholdId], data: &Path, samples: usize) -> Looked {
    let (record_ms, floor_ms) = recording(book, households, data, samples);
    let cold_ms = opening(data, households.len());
    let search_ms = searching(book, &HOUSEHOLD_QUERIES);
    let words_ms = searching(book, &WORD_QUERIES);
    listing(book, households);
    Looked { record_ms, floor_ms, cold_ms, search_ms, words_ms, memory: remembering(data) }
}

/// A visit's bytes into the same kind of database with the same promises, and nothing else.
fn recording(book: &FieldBook, households: &[HouseholdId], data: &Path, samples: usize) -> (f64, f64) {
    let file = data.join("floor.db");
    let floor = Connection::open(&file).expect("a floor database");
    floor.execute_batch("PRAGMA key = \"x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'\"; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE visit (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);").expect("floor table");
    let mut ours = Vec::new();
    let mut bare = Vec::new();
    for n in 0..samples {
        let bytes = vec![n as u8; 330];
        bare.push(timed(|| {
            floor
                .prepare_cached("INSERT INTO visit (bytes) VALUES (?1)")
                .expect("floor insert")
                .execute(params![bytes])
                .expect("floor row");
        }));
        ours.push(timed(|| record(book, households[n % households.len()], n)));
    }
    drop(floor);
    let (ours, bare) = (spread(&mut ours), spread(&mut bare));
    let ratio = ours[0].as_secs_f64() / bare[0].as_secs_f64();
    println!(
        "record a visit    {}   floor (bare durable insert) {}   ratio of medians {ratio:.2}",
        show(ours),
        show(bare)
    );
    for name in ["floor.db", "floor.db-wal", "floor.db-shm"] {
        let _ = std::fs::remove_file(data.join(name));
    }
    (ms(ours[0]), ms(bare[0]))
}

fn opening(data: &Path, households: usize) -> f64 {
    let (mut whole, mut page) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        page.push(timed(|| {
            let first = open(data).households(&HouseholdFilter::default(), FIRST).expect("a list");
            assert_eq!(first.items.len(), 50);
        }));
        whole.push(timed(|| {
            let all = open(data).households(&HouseholdFilter::default(), Slice::ALL).expect("a list");
            assert!(all.items.len() >= households);
        }));
    }
    let (mut cold, mut warm, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..TIMES {
        forget(data);
        cold.push(run(&["household", "list", "--limit", "50", "--json"], data));
        warm.push(run(&["household", "list", "--limit", "50", "--json"], data));
        bare.push(run(&["--version"], data));
    }
    let cold = spread(&mut cold);
    println!("program to first 50, book not in the page cache  {}", show(cold));
    println!(
        "program to first 50, again  {}   floor (the program says its version) {}",
        show(spread(&mut warm)),
        show(spread(&mut bare))
    );
    println!("open to first 50  {}", show(spread(&mut page)));
    println!("open to all {households}   {}", show(spread(&mut whole)));
    ms(cold[0])
}

/// The system forgets what it has read of the book, as a phone has by the next morning. (`dd` does it without being
/// anybody: POSIX_FADV_DONTNEED.)
fn forget(data: &Path) {
    for name in ["book.db", "book.db-wal"] {
        let file = format!("if={}", data.join(name).display());
        let done = Command::new("dd").args([&file, "iflag=nocache", "count=0", "status=none"]).status();
        assert!(done.is_ok_and(|status| status.success()), "dd of the GNU coreutils is needed");
    }
}

/// A process of its own, from its start to its end.
fn run(arguments: &[&str], data: &Path) -> Duration {
    timed(|| {
        let output = Command::new(huben()).args(arguments).env("HUBEN_DATA", data).output().expect("it runs");
        assert!(output.status.success(), "{output:?}");
    })
}

fn searching(book: &FieldBook, queries: &[&str]) -> f64 {
    let mut slowest: f64 = 0.0;
    for query in queries {
        let mut times: Vec<Duration> = Vec::new();
        let mut found = String::new();
        for _ in 0..TIMES {
            times.push(timed(|| {
                let all = book.search(query, Slice { limit: Some(20), offset: 0 }).expect("an answer");
                found = format!("{}{}", all.page.total, if all.more { " and more" } else { "" });
            }));
        }
        let spread = spread(&mut times);
        println!("search {query:<14} fastest {:.2} ms, {}   {found} found", ms(times[0]), show(spread));
        slowest = slowest.max(ms(times[0]));
    }
    slowest
}

/// What every screen asks for.
fn listing(book: &FieldBook, households: &[HouseholdId]) {
    let (mut status, mut page, mut unseen) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..TIMES {
        status.push(timed(|| assert!(book.status().expect("a status").at_office > 0)));
        page.push(timed(|| drop(book.book(households[n % households.len()], FIRST).expect("a book"))));
        let filter = HouseholdFilter { not_seen_days: Some(30), ..HouseholdFilter::default() };
        unseen.push(timed(|| drop(book.households(&filter, FIRST).expect("a list"))));
    }
    println!("status            {}", show(spread(&mut status)));
    println!("a household's first 50 visits  {}", show(spread(&mut page)));
    println!("not seen for 30 days, first 50  {}", show(spread(&mut unseen)));
}

/// A process of its own works in the book.
fn remembering(data: &Path) -> u64 {
    let me = std::env::current_exe().expect("a program has a path");
    let output = Command::new(me).arg("--probe").arg(data).output().expect("the probe runs");
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stdout);
    let mut most = 0;
    let parts = said.lines().filter_map(|line| line.split_once('\t')).map(|(what, bytes)| {
        let bytes = bytes.parse().unwrap_or(0);
        most = most.max(bytes);
        format!("{what} {:.1} MB", mb(bytes))
    });
    println!("memory at most: {}", parts.collect::<Vec<_>>().join(", "));
    most
}

/// The other process: says its peak after each thing it did.
pub fn probe(data: &Path) {
    let say = |what: &str| println!("{what}\t{}", memory(std::process::id()).peak);
    let book = open(data);
    say("opened");
    let cards = book.households(&HouseholdFilter::default(), FIRST).expect("a list").items;
    say("listed");
    for query in HOUSEHOLD_QUERIES.iter().chain(&WORD_QUERIES) {
        book.search(query, FIRST).expect("an answer");
    }
    say("searched");
    book.status().expect("a status");
    say("status");
    let all = book.households(&HouseholdFilter::default(), Slice::ALL).expect("a list");
    drop(all);
    say("listed all");
    for (n, card) in cards.iter().enumerate() {
        record(&book, card.household.id, n);
    }
    say("recorded");
    let run = huben_engine::SyncRun::new(std::sync::Arc::new(huben_engine::Silent));
    book.sync(&run).1.expect("the office takes it");
    say("synced");
}

fn timed(act: impl FnOnce()) -> Duration {
    let began = Instant::now();
    act();
    began.elapsed()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Median, 95th percentile, largest.
fn spread(times: &mut [Duration]) -> [Duration; 3] {
    times.sort();
    [times[times.len() / 2], times[times.len() * 95 / 100], times[times.len() - 1]]
}

fn show([median, p95, most]: [Duration; 3]) -> String {
    format!("median {:.2} ms, 95 % {:.2} ms, most {:.2} ms", ms(median), ms(p95), ms(most))
}
