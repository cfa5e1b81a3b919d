//! What a phone's work costs as its book grows, beside the floor: the least work any program could do for the same
//! result, in the same run. Prints figures; judges nothing.
//! `cargo run --locked --release -p huben-scale --bin bench-phone -- --help`

mod first_sync;
mod looks;

use clap::Parser;
use huben_domain::{AreaCode, HouseholdId};
use huben_engine::{CardFields, FieldBook, KeyFile, Machine, Silent, SyncRun, VisitInput};
use huben_scale::aim;
use huben_scale::plot::{Plot, Series};
use huben_scale::process::{load_average, mb};
use huben_tests::content;
use huben_tests::places::GRID_1;
use huben_tests::world::World;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// One worker's phone, which records everything itself and brings it to a real office.
#[derive(Parser)]
struct Options {
    /// Households in the book.
    #[arg(long, default_value_t = 2_000)]
    households: usize,
    /// How many visits there are when the phone is looked at.
    #[arg(long, value_delimiter = ',', default_value = "1000,25000,100000")]
    visits: Vec<usize>,
    /// Visits that are recorded and timed at each look.
    #[arg(long, default_value_t = 1_000)]
    samples: usize,
    /// Where plots are drawn.
    #[arg(long)]
    svg: Option<PathBuf>,
    /// Opens this book, works in it, and says what memory that took: a process of its own, started by this program.
    #[arg(long, hide = true)]
    probe: Option<PathBuf>,
}

fn main() {
    let options = Options::parse();
    if let Some(data) = &options.probe {
        return looks::probe(data);
    }
    huben_tests::files::need_temporary_files();
    let world = World::open();
    println!("load average before: {}", load_average());
    first_sync::first_sync(&world);
    let phone = world.worker("李红梅");
    let book = open(phone.data());
    let households: Vec<HouseholdId> = (0..options.households).map(|n| add_household(&book, n)).collect();
    let mut recorded = 0;
    let mut looked = Vec::new();
    for visits in &options.visits {
        let began = Instant::now();
        for n in recorded..*visits {
            record(&book, households[n % households.len()], n);
        }
        let took = began.elapsed();
        let began = Instant::now();
        book.sync(&SyncRun::new(Arc::new(Silent))).1.expect("the office takes it");
        let sync = began.elapsed();
        println!(
            "\n{} households, {visits} visits on the phone: {} recorded in {:.1} s, brought to the office in {:.1} s",
            households.len(),
            visits.saturating_sub(recorded),
            took.as_secs_f64(),
            sync.as_secs_f64()
        );
        looked.push((*visits as f64, looks::look(&book, &households, phone.data(), options.samples)));
        recorded = visits + options.samples;
    }
    println!("\nload average after: {}", load_average());
    told(&looked, &options);
}

/// Aims, for the largest book, and plots.
fn told(looked: &[(f64, looks::Looked)], options: &Options) {
    let (Some((few, first)), Some((many, last))) = (looked.first(), looked.last()) else { return };
    println!("{} households, {many} visits:", options.households);
    aim::at_most("cold start to first list", last.cold_ms, 200.0, "ms");
    aim::at_most("resident memory at work", mb(last.memory), 64.0, "MB");
    let grew = |what: &str| format!("{what} with {many} visits against {few}");
    aim::at_most(&grew("recording"), last.record_ms / first.record_ms, 1.5, "times");
    aim::at_most(&grew("looking for a household"), last.search_ms / first.search_ms, 1.5, "times");
    // It counts up to a thousand, which a small book has not.
    aim::at_most(&grew("looking for a word of many visits"), last.words_ms / first.words_ms, 3.0, "times");
    let line = |name: &str, of: fn(&looks::Looked) -> f64| {
        Series::new(name, looked.iter().map(|(visits, looked)| (*visits, of(looked))).collect())
    };
    let plot = |title: &str, up: &str, series, aim| Plot {
        title: title.to_owned(),
        across: "visits on the phone".to_owned(),
        up: up.to_owned(),
        series,
        aim,
    };
    let svg = options.svg.as_deref();
    let record =
        vec![line("Huben", |looked| looked.record_ms), line("floor: bare insert", |looked| looked.floor_ms)];
    plot("Recording a visit", "ms, median", record, None).write(svg, "phone-record.svg");
    let search = vec![line("a household", |l| l.search_ms), line("a word of many visits", |l| l.words_ms)];
    plot("Searching", "ms, fastest of 15", search, None).write(svg, "phone-search.svg");
    plot("Cold start to first list", "ms, median", vec![line("Huben", |looked| looked.cold_ms)], Some(200.0))
        .write(svg, "phone-open.svg");
    plot("The phone's memory", "MB at most", vec![line("Huben", |looked| mb(looked.memory))], Some(64.0))
        .write(svg, "phone-memory.svg");
}

fn open(data: &Path) -> FieldBook {
    FieldBook::open(data, Arc::new(KeyFile::in_directory(data)), Arc::new(Machine))
        .expect("the phone's book opens")
}

fn add_household(book: &FieldBook, n: usize) -> HouseholdId {
    let fields = CardFields {
        area: Some(GRID_1.parse::<AreaCode>().expect("a grid's code")),
        address: Some(content::address(n)),
        estate: Some("锦绣花苑".into()),
        contact: Some(content::name(n)),
        phone: Some(content::phone(n)),
        note: Some(content::WORDS[n % 16].into()),
        ..CardFields::default()
    };
    book.add_household(fields).expect("a household is added").household.id
}

fn record(book: &FieldBook, household: HouseholdId, n: usize) {
    let input = VisitInput { text: Some(content::text(n)), ..VisitInput::default() };
    book.record_visit(household, input).expect("a visit is recorded");
}
