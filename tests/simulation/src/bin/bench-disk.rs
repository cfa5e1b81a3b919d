//! What a commit costs on the disk in memory, beside the same on tmpfs and on the real disk, in the same run. Prints
//! figures; judges nothing. `cargo run --locked -p huben-simulation --bin bench-disk`

use clap::Parser;
use huben_simulation::disk::{Machine, directory};
use huben_tests::chance::Chance;
use rusqlite::{Connection, params};
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const COMMITS: usize = 3000;
const CUTS: usize = 500;

/// Measures commits on the disk in memory, on tmpfs and on the real disk.
#[derive(Parser)]
struct Options {}

fn main() {
    let Options {} = Options::parse();
    let names = directory().expect("a directory");
    let machine = Machine::at(names.path()).expect("a machine");
    let (on_tmpfs, on_disk) = (directory().expect("a directory"), TempDir::new().expect("a directory"));
    let places = [("memory", machine.directory()), ("tmpfs", on_tmpfs.path()), ("real disk", on_disk.path())];

    for key in [None, Some("42".repeat(32))] {
        let name = if key.is_some() { "encrypted.db" } else { "plain.db" };
        let mut conns: Vec<_> =
            places.iter().map(|(_, place)| open(&place.join(name), key.as_deref())).collect();
        let mut times = [const { Vec::new() }; 3];
        // By turns of a hundred, so that all have the same weather and none the other's cold caches.
        for turn in 0..COMMITS / 100 {
            for (conn, times) in conns.iter_mut().zip(&mut times) {
                for n in 0..100 {
                    let began = Instant::now();
                    commit(conn, turn * 100 + n);
                    times.push(began.elapsed());
                }
            }
        }
        for ((place, _), times) in places.iter().zip(&mut times) {
            println!("{name:<13} {place:<10} commit {}", show(times));
        }
    }
    cuts(&machine);
}

fn open(file: &Path, key: Option<&str>) -> Connection {
    let conn = Connection::open(file).expect("a database");
    if let Some(key) = key {
        conn.pragma_update(None, "key", format!("x'{key}'")).expect("a key");
    }
    let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS visit (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);";
    conn.execute_batch(settings).expect("settings");
    conn
}

fn commit(conn: &Connection, n: usize) {
    let insert = "INSERT INTO visit (bytes) VALUES (?1)";
    let bytes = vec![n as u8; 330];
    conn.prepare_cached(insert).and_then(|mut insert| insert.execute(params![bytes])).expect("a commit");
}

/// A torn cut in a commit, and opening again, which reads the log back.
fn cuts(machine: &Machine) {
    let file = machine.directory().join("plain.db");
    let mut chance = Chance::seeded(1);
    let (mut cut, mut opened) = (Vec::new(), Vec::new());
    let mut conn = open(&file, None);
    for n in 0..CUTS {
        commit(&conn, n);
        conn.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        commit(&conn, n);
        let began = Instant::now();
        machine.crash(Some(&mut chance));
        cut.push(began.elapsed());
        let began = Instant::now();
        conn = open(&file, None);
        opened.push(began.elapsed());
    }
    println!("power cut {}", show(&mut cut));
    println!("opening again {}", show(&mut opened));
}

fn show(times: &mut [Duration]) -> String {
    times.sort();
    let us = |time: Duration| time.as_secs_f64() * 1e6;
    let (median, late) = (times[times.len() / 2], times[times.len() * 95 / 100]);
    format!("median {:.1} µs, 95 % {:.1} µs", us(median), us(late))
}
