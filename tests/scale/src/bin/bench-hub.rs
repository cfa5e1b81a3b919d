//! What a hub costs when it has grown: households and visits of a whole street arrive in real, signed exchanges, and at
//! some sizes on the way the office is closed, opened again and asked. Prints figures; judges nothing.
//! `cargo run --locked --release -p huben-scale --bin bench-hub -- --help`

use clap::Parser;
use huben_scale::aim;
use huben_scale::plot::{Plot, Series};
use huben_scale::process::{cpu, forget_peak, load_average, mb, memory};
use huben_scale::town::{Town, grid_code};
use huben_scale::wire::{Run, WirePhone};
use huben_tests::chance::Chance;
use huben_tests::places::STREET;
use std::path::PathBuf;
use std::time::Instant;
use tokio::sync::mpsc::{self, UnboundedReceiver};

/// A hundred grids by default, one worker each.
#[derive(Parser)]
struct Options {
    /// Households in all.
    #[arg(long, default_value_t = 30_000)]
    households: usize,
    /// How many visits there are when the office is looked at.
    #[arg(long, value_delimiter = ',', default_value = "3000,30000,100000,300000")]
    visits: Vec<usize>,
    /// Grids, and as many workers.
    #[arg(long, default_value_t = 100)]
    grids: usize,
    /// Exchanges of each sort that are averaged, because processor time is counted in steps of 10 ms.
    #[arg(long, default_value_t = 1_000)]
    exchanges: usize,
    /// Visits that others bring while somebody is away.
    #[arg(long, default_value_t = 10_000)]
    away: usize,
    /// Where plots are drawn.
    #[arg(long)]
    svg: Option<PathBuf>,
}

/// What a phone brings in an ordinary exchange.
const FRESH: usize = 3;

#[tokio::main(worker_threads = 1)]
async fn main() {
    let options = Options::parse();
    huben_tests::files::need_temporary_files();
    let directory = tempfile::tempdir().expect("a directory");
    let mut town = Town::found(directory.path(), options.grids);
    let mut chance = Chance::of_test(1);
    let mut workers = Vec::new();
    for n in 0..options.grids {
        let own = Chance::seeded(chance.draw());
        workers.push(enrolled(&town, &format!("网格员{n}"), "grid-worker", grid_code(n), own).await);
    }
    let supervisor = STREET.parse().expect("a street's code");
    let mut desk = enrolled(&town, "周建华", "supervisor", supervisor, Chance::seeded(chance.draw())).await;
    println!("load average before: {}", load_average());
    let before = (Instant::now(), cpu(town.pid()));
    workers = each(&town, workers, {
        let share = options.households / options.grids;
        move |phone| (0..share).for_each(|_| phone.add_household())
    })
    .await;
    told(&town, "households", options.households, before);
    println!(
        "visits    database  at rest  after exchanges  nothing new  …as the desk     …was away  3 new visits  first sync"
    );
    println!(
        "                MB       MB               MB           ms            ms            ms            ms          ms"
    );
    let mut there = 0;
    let (mut idle, mut memories) = (Vec::new(), Vec::new());
    let mut last = Looked::default();
    for visits in options.visits.iter().copied() {
        let before = (Instant::now(), cpu(town.pid()));
        // The looks before brought some of them.
        let missing = visits.saturating_sub(there);
        let share = missing / options.grids;
        workers = each(&town, workers, move |phone| (0..share).for_each(|_| phone.record_visit())).await;
        told(&town, "visits", missing, before);
        let loaded = memory(town.pid());
        // Never restarted: what the load left behind.
        println!(
            "          after the load, not restarted: {:.1} MB, {:.1} MB at most",
            mb(loaded.now),
            mb(loaded.peak)
        );
        drop(town);
        town = Town::open(directory.path());
        last = look(&town, &options, &mut workers, &mut desk, visits, chance.draw()).await;
        there = town.changes() as usize - options.households;
        idle.push((visits as f64, last.nothing_ms));
        memories.push((visits as f64, mb(last.after)));
    }
    println!("load average after: {}", load_average());
    let whole = |what: &str| format!("{what} with {} households and {there} visits", options.households);
    aim::at_most(&whole("memory after exchanges"), mb(last.after), 150.0, "MB");
    aim::at_most(&whole("an exchange with nothing new"), last.nothing_ms, 2.0, "ms of processor time");
    println!("  huben-server verify: {}", town.command(&["verify"]));
    let plot = |title: &str, up: &str, series, aim| Plot {
        title: title.to_owned(),
        across: "visits at the office".to_owned(),
        up: up.to_owned(),
        series: vec![series],
        aim: Some(aim),
    };
    plot(
        "An exchange with nothing new",
        "ms of the hub's processor time",
        Series::new("exchange", idle),
        2.0,
    )
    .write(options.svg.as_deref(), "hub-idle.svg");
    plot("The hub's memory", "MB resident after exchanges", Series::new("memory", memories), 150.0)
        .write(options.svg.as_deref(), "hub-memory.svg");
}

async fn enrolled(
    town: &Town,
    name: &str,
    role: &str,
    area: huben_domain::AreaCode,
    chance: Chance,
) -> WirePhone {
    let invitation = town.invitation(name, role, &area);
    let mut phone =
        WirePhone::enrol(town.address(), &invitation, area, chance).await.expect("a phone is enrolled");
    phone.sync(town.address()).await.expect("a first sync");
    phone
}

/// Everybody makes records and brings them, eight at a time.
async fn each(
    town: &Town,
    phones: Vec<WirePhone>,
    make: impl Fn(&mut WirePhone) + Send + Clone + 'static,
) -> Vec<WirePhone> {
    let office = town.address();
    let (turns, mut waiting) = mpsc::unbounded_channel();
    (0..8).for_each(|_| turns.send(()).expect("a turn"));
    let (back, mut done): (_, UnboundedReceiver<(usize, WirePhone)>) = mpsc::unbounded_channel();
    for (n, mut phone) in phones.into_iter().enumerate() {
        waiting.recv().await.expect("a turn");
        let (turns, back, make) = (turns.clone(), back.clone(), make.clone());
        tokio::spawn(async move {
            make(&mut phone);
            phone.sync(office).await.expect("the office takes it");
            let _ = back.send((n, phone));
            let _ = turns.send(());
        });
    }
    drop(back);
    let mut phones = Vec::new();
    while let Some(phone) = done.recv().await {
        phones.push(phone);
    }
    phones.sort_by_key(|(n, _)| *n);
    phones.into_iter().map(|(_, phone)| phone).collect()
}

fn told(town: &Town, what: &str, count: usize, (began, before): (Instant, std::time::Duration)) {
    let (wall, cost) = (began.elapsed().as_secs_f64(), (cpu(town.pid()) - before).as_secs_f64());
    let each = cost * 1000.0 / count.max(1) as f64;
    println!(
        "          {count} {what} came in {wall:.1} s, {each:.3} ms of the hub's processor time each, WAL {:.1} MB",
        mb(town.log_bytes())
    );
}

/// What an office of one size costs.
#[derive(Default)]
struct Looked {
    after: u64,
    nothing_ms: f64,
}

/// The office has just been opened.
async fn look(
    town: &Town,
    options: &Options,
    workers: &mut [WirePhone],
    desk: &mut WirePhone,
    visits: usize,
    seed: u64,
) -> Looked {
    let rest = memory(town.pid()).now;
    // The desk has everything to read; the others have read their own work's neighbours.
    desk.sync(town.address()).await.expect("the desk reads");
    for phone in workers.iter_mut() {
        phone.sync(town.address()).await.expect("a phone reads");
    }
    let nothing_ms = average(town, workers, options.exchanges, |_| ()).await;
    let at_the_desk = average(town, std::slice::from_mut(desk), options.exchanges, |_| ()).await;
    let fresh = average(town, workers, options.exchanges, |phone| {
        (0..FRESH).for_each(|_| phone.record_visit());
    })
    .await;
    // Somebody was away while the others wrote 10,000 entries; they work elsewhere.
    let away = away(town, workers, options).await;
    let new = first_sync(town, seed).await;
    let after = memory(town.pid()).now;
    let file = std::fs::metadata(town.database()).map_or(0, |file| file.len());
    println!(
        "{visits:>7}  {:>9.1}  {:>7.1}  {:>15.1}  {nothing_ms:>11.2}  {at_the_desk:>12.2}  {away:>12.2}  {fresh:>12.2}  {new:>10.1}",
        mb(file),
        mb(rest),
        mb(after)
    );
    forget_peak(town.pid());
    Looked { after, nothing_ms }
}

/// Processor time of one exchange, in milliseconds, over many.
async fn average(
    town: &Town,
    phones: &mut [WirePhone],
    exchanges: usize,
    make: impl Fn(&mut WirePhone),
) -> f64 {
    let before = cpu(town.pid());
    let mut round_trips = 0;
    for n in 0..exchanges {
        let count = phones.len();
        let phone = &mut phones[n % count];
        make(phone);
        let run: Run = phone.sync(town.address()).await.expect("an exchange");
        round_trips += run.round_trips;
    }
    (cpu(town.pid()) - before).as_secs_f64() * 1000.0 / round_trips as f64
}

/// The first half of the phones are asked where they stood before the others wrote.
async fn away(town: &Town, workers: &mut [WirePhone], options: &Options) -> f64 {
    for phone in workers.iter_mut() {
        phone.sync(town.address()).await.expect("a phone reads");
    }
    let (absent, busy) = workers.split_at_mut(workers.len() / 2);
    if busy.is_empty() || absent.is_empty() {
        return 0.0;
    }
    for phone in busy.iter_mut() {
        let share = options.away / absent.len();
        (0..share).for_each(|_| phone.record_visit());
        phone.sync(town.address()).await.expect("an exchange");
    }
    let stood: Vec<_> = absent.iter().map(|phone| phone.cursor).collect();
    let before = cpu(town.pid());
    for n in 0..options.exchanges {
        let place = n % absent.len();
        absent[place].cursor = stood[place];
        absent[place].sync(town.address()).await.expect("an exchange");
    }
    (cpu(town.pid()) - before).as_secs_f64() * 1000.0 / options.exchanges as f64
}

/// A new colleague of the first grid fetches all of it.
async fn first_sync(town: &Town, seed: u64) -> f64 {
    let grid = grid_code(0);
    let invitation = town.invitation("陈静", "grid-worker", &grid);
    let chance = Chance::seeded(seed);
    let mut phone =
        WirePhone::enrol(town.address(), &invitation, grid, chance).await.expect("a phone is enrolled");
    let before = cpu(town.pid());
    phone.sync(town.address()).await.expect("a first sync");
    (cpu(town.pid()) - before).as_secs_f64() * 1000.0
}
