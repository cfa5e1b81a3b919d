//! How a hub bears many phones that come back at once: after an outage everybody's network returns in one moment, and
//! each phone brings a few visits. One real `huben-server` on loopback, one real HTTP connection a phone, every request
//! signed. Prints figures; judges nothing.
//! `cargo run --locked --release -p huben-scale --bin bench-reconnect -- --help`

use clap::Parser;
use huben_engine::{FieldBook, HouseholdFilter, KeyFile, Machine, Silent, Slice, SyncRun};
use huben_scale::aim;
use huben_scale::plot::{Plot, Series};
use huben_scale::process::{cpu, forget_peak, load_average, mb, memory};
use huben_scale::town::{Town, grid_code};
use huben_scale::wire::{Run, WirePhone};
use huben_tests::chance::Chance;
use huben_tests::places::STREET;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{Barrier, Semaphore};

/// Every phone works in a grid of its own.
#[derive(Parser)]
struct Options {
    /// How many phones come back at once, wave by wave.
    #[arg(long, value_delimiter = ',', default_value = "1,100,1000,5000")]
    phones: Vec<usize>,
    /// Visits that each brings.
    #[arg(long, default_value_t = 3)]
    visits: usize,
    /// Small waves are repeated until so many phones have come, because processor time is counted in steps of 10 ms.
    #[arg(long, default_value_t = 300)]
    at_least: usize,
    /// Where plots are drawn.
    #[arg(long)]
    svg: Option<PathBuf>,
}

/// Households of each grid.
const HOUSEHOLDS: usize = 4;
/// The wave that the others are compared with.
const MEASURE: usize = 100;

#[tokio::main(worker_threads = 1)]
async fn main() {
    let options = Options::parse();
    huben_tests::files::need_temporary_files();
    let all = options.phones.iter().copied().max().unwrap_or(1);
    let directory = tempfile::tempdir().expect("a directory");
    let began = Instant::now();
    let town = Town::found(directory.path(), all);
    let mut phones = enrolled(&town, all).await;
    println!(
        "{all} phones enrolled, {HOUSEHOLDS} households each, in {:.1} s",
        began.elapsed().as_secs_f64()
    );
    println!("load average before: {}", load_average());
    println!(
        "phones  cpu/phone   wall    answered within (median, 95 %, most)   peak memory   WAL      sent  errors"
    );
    let mut costs = Vec::new();
    let mut peaks = Vec::new();
    let (mut errors, mut expected) = (0, town.changes());
    for size in &options.phones {
        catch_up(&town, &mut phones).await;
        let wave = wave(&town, &mut phones, *size, &options).await;
        println!(
            "{size:>6}  {:>6.2} ms {:>6.2} s   {:>8.0} ms {:>8.0} ms {:>8.0} ms   {:>8.1} MB {:>6.1} MB {:>7}  {}",
            wave.cpu_ms,
            wave.wall.as_secs_f64(),
            wave.within[0],
            wave.within[1],
            wave.within[2],
            mb(wave.peak),
            mb(town.log_bytes()),
            wave.sent,
            wave.errors.len()
        );
        for error in wave.errors.iter().take(3) {
            println!("        {error}");
        }
        expected += wave.sent;
        errors += wave.errors.len() as u64;
        costs.push((*size as f64, wave.cpu_ms));
        peaks.push((*size as f64, mb(wave.peak)));
    }
    println!("load average after: {}", load_average());
    aim::exactly("errors", errors, 0);
    aim::exactly("changes merged", town.changes(), expected);
    if let Some((_, peak)) = peaks.last() {
        aim::at_most("the hub's memory at most", *peak, 256.0, "MB");
    }
    let measure = costs.iter().find(|(size, _)| *size == MEASURE as f64).or(costs.first());
    if let (Some((measure, at)), Some((most, cost))) = (measure.copied(), costs.last().copied()) {
        aim::at_most(
            &format!("cost of a phone among {most} against one among {measure}"),
            cost / at,
            1.5,
            "times",
        );
    }
    check(&town, all, expected);
    let plot = |title: &str, up: &str, series| Plot {
        title: title.to_owned(),
        across: "phones that come back at once".to_owned(),
        up: up.to_owned(),
        series: vec![series],
        aim: None,
    };
    plot(
        "Everybody comes back at once",
        "ms of the hub's processor time a phone",
        Series::new("cost", costs),
    )
    .write(options.svg.as_deref(), "reconnect-cpu.svg");
    plot("Everybody comes back at once", "MB of the hub's memory at most", Series::new("peak", peaks))
        .write(options.svg.as_deref(), "reconnect-memory.svg");
}

/// Everybody is enrolled, has read the log to its end, and has handed in their households.
async fn enrolled(town: &Town, count: usize) -> Vec<WirePhone> {
    let mut chance = Chance::of_test(1);
    let mut phones: Vec<WirePhone> = Vec::new();
    for n in 0..count {
        let grid = grid_code(n);
        let invitation = town.invitation(&format!("网格员{n}"), "grid-worker", &grid);
        let own = Chance::seeded(chance.draw());
        phones.push(
            WirePhone::enrol(town.address(), &invitation, grid, own).await.expect("a phone is enrolled"),
        );
    }
    // The directory of thousands is read once; the others stand where a phone stands that has read it.
    phones[0].sync(town.address()).await.expect("a first sync");
    let cursor = phones[0].cursor;
    for phone in &mut phones {
        phone.cursor = cursor;
        (0..HOUSEHOLDS).for_each(|_| phone.add_household());
    }
    catch_up(town, &mut phones).await;
    phones
}

/// Everybody syncs, a few at a time.
async fn catch_up(town: &Town, phones: &mut Vec<WirePhone>) {
    let room = Arc::new(Semaphore::new(16));
    let office = town.address();
    let mut runs = Vec::new();
    for mut phone in phones.drain(..) {
        let room = room.clone();
        runs.push(tokio::spawn(async move {
            let _turn = room.acquire().await;
            phone.sync(office).await.expect("a phone catches up");
            phone
        }));
    }
    for run in runs {
        phones.push(run.await.expect("a run ends"));
    }
}

/// What one wave cost.
struct Wave {
    cpu_ms: f64,
    wall: Duration,
    /// Milliseconds from the start: median, 95th percentile, most.
    within: [f64; 3],
    peak: u64,
    sent: u64,
    errors: Vec<String>,
}

async fn wave(town: &Town, phones: &mut Vec<WirePhone>, size: usize, options: &Options) -> Wave {
    let rounds = options.at_least.div_ceil(size).max(1);
    let (mut cost, mut wall) = (Duration::ZERO, Duration::ZERO);
    let (mut within, mut sent, mut errors) = (Vec::new(), 0, Vec::new());
    forget_peak(town.pid());
    for _ in 0..rounds {
        let coming: Vec<WirePhone> = phones.drain(..size).collect();
        let before = cpu(town.pid());
        let (back, took) = at_once(town, coming, options.visits).await;
        cost += cpu(town.pid()) - before;
        wall += took;
        for (phone, took, run) in back {
            within.push(took.as_secs_f64() * 1000.0);
            match run {
                Ok(run) => sent += run.sent,
                Err(error) => errors.push(error),
            }
            phones.push(phone);
        }
    }
    within.sort_by(f64::total_cmp);
    let at = |part: usize| within[(within.len() * part / 100).min(within.len() - 1)];
    Wave {
        cpu_ms: cost.as_secs_f64() * 1000.0 / (size * rounds) as f64,
        wall: wall / u32::try_from(rounds).unwrap_or(1),
        within: [at(50), at(95), at(100)],
        peak: memory(town.pid()).peak,
        sent,
        errors,
    }
}

type Came = (WirePhone, Duration, Result<Run, String>);

/// All of them connect in the same moment.
async fn at_once(town: &Town, phones: Vec<WirePhone>, visits: usize) -> (Vec<Came>, Duration) {
    let office = town.address();
    let start = Arc::new(Barrier::new(phones.len() + 1));
    let mut runs = Vec::new();
    for mut phone in phones {
        (0..visits).for_each(|_| phone.record_visit());
        let start = start.clone();
        runs.push(tokio::spawn(async move {
            start.wait().await;
            let began = Instant::now();
            let run = phone.sync(office).await;
            (phone, began.elapsed(), run)
        }));
    }
    start.wait().await;
    let began = Instant::now();
    let mut back = Vec::new();
    for run in runs {
        back.push(run.await.expect("a run ends"));
    }
    (back, began.elapsed())
}

/// The office's own check, and a supervisor's desk, which is a real book, that fetches everything.
fn check(town: &Town, grids: usize, changes: u64) {
    let verified = town.command(&["verify"]);
    println!("  huben-server verify: {verified}");
    let desk = town.directory("desk");
    let street = STREET.parse().expect("a street's code");
    let invitation = town.invitation("周建华", "supervisor", &street);
    let began = Instant::now();
    let (households, visits) = std::thread::scope(|threads| {
        // A book blocks, which a thread of the generator's own must not.
        let read = threads.spawn(|| {
            let vault = Arc::new(KeyFile::in_directory(&desk));
            let book =
                FieldBook::enrol(&desk, vault, Arc::new(Machine), &invitation).expect("a desk is enrolled");
            book.sync(&SyncRun::new(Arc::new(Silent))).1.expect("the desk's first sync");
            let cards = book.households(&HouseholdFilter::default(), Slice::ALL).expect("households").items;
            let none = Slice { limit: Some(0), offset: 0 };
            let visits = cards.iter().map(|card| book.book(card.household.id, none).expect("a book").total);
            (cards.len() as u64, visits.sum::<u64>())
        });
        read.join().expect("the desk's thread ends")
    });
    println!("  a supervisor's desk fetched all of it in {:.1} s", began.elapsed().as_secs_f64());
    aim::exactly("households at the desk", households, (grids * HOUSEHOLDS) as u64);
    aim::exactly("visits at the desk", visits, changes - (grids * HOUSEHOLDS) as u64);
}
