//! What a phone with many documents sends and gets when a few of them have changed here and a few there, in a real sync
//! with a real office. Prints figures; judges nothing.
//! `cargo run --locked --release -p huben-scale --bin bench-delta -- --help`

use clap::Parser;
use huben_domain::{AreaCode, HouseholdId, VisitId};
use huben_engine::{CardFields, FieldBook, KeyFile, Machine, Silent, SyncReport, SyncRun, VisitInput};
use huben_scale::aim;
use huben_scale::plot::{Plot, Series};
use huben_tests::content;
use huben_tests::phone::Phone;
use huben_tests::places::GRID_1;
use huben_tests::world::World;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;

/// Two grid workers of one grid; one document in five is a card, the rest are visits, half of them each worker's own.
#[derive(Parser)]
struct Options {
    /// Sizes of the grid, in documents.
    #[arg(long, value_delimiter = ',', default_value = "100,500,2000")]
    documents: Vec<usize>,
    /// How many changed here and there, as HERE+THERE.
    #[arg(long, value_delimiter = ',', default_value = "0+0,5+5,20+30,40+60,80+120", value_parser = pair)]
    changes: Vec<(usize, usize)>,
    /// Where plots are drawn.
    #[arg(long)]
    svg: Option<PathBuf>,
}

fn pair(text: &str) -> Result<(usize, usize), String> {
    let (here, there) = text.split_once('+').ok_or("two numbers like 20+30")?;
    let number = |text: &str| text.parse().map_err(|_| "two numbers like 20+30".to_owned());
    Ok((number(here)?, number(there)?))
}

/// What the aim speaks of.
const WANTED: (usize, (usize, usize)) = (500, (20, 30));
const WANTED_BYTES: f64 = 12_000.0;

fn main() {
    let options = Options::parse();
    huben_tests::files::need_temporary_files();
    println!(
        "documents  changed here  there  round trips   bytes up   bytes down    together   floor (zstd JSON)"
    );
    let mut wanted = None;
    let (mut by_change, mut by_size) = (Vec::new(), Vec::new());
    for documents in &options.documents {
        let grid = Grid::with(*documents);
        for (here, there) in &options.changes {
            // Everybody has every document; only so many can have changed.
            if here.max(there) > documents {
                continue;
            }
            let (report, floor) = grid.change(*here, *there);
            let together = report.bytes_up + report.bytes_down;
            println!(
                "{documents:>9}  {here:>12}  {there:>5}  {:>11}  {:>9}  {:>11}  {together:>10}  {floor:>10}",
                report.round_trips, report.bytes_up, report.bytes_down
            );
            if (*documents, (*here, *there)) == WANTED {
                wanted = Some(report);
            }
            if *documents == WANTED.0 {
                by_change.push(((here + there) as f64, together as f64, floor as f64));
            }
            if (*here, *there) == WANTED.1 {
                by_size.push((*documents as f64, together as f64));
            }
        }
    }
    if let Some(report) = wanted {
        println!("{} documents, {} changed here and {} there:", WANTED.0, WANTED.1.0, WANTED.1.1);
        aim::exactly("round trips", report.round_trips, 1);
        let together = (report.bytes_up + report.bytes_down) as f64;
        aim::at_most("bodies both ways", together, WANTED_BYTES, "bytes");
    }
    let plot = |title: &str, across: &str, series, aim| Plot {
        title: title.to_owned(),
        across: across.to_owned(),
        up: "bytes of both bodies".to_owned(),
        series,
        aim,
    };
    let ours = Series::new("Huben", by_change.iter().map(|p| (p.0, p.1)).collect());
    let floor = Series::new("floor: zstd JSON", by_change.iter().map(|p| (p.0, p.2)).collect());
    plot("A sync of 500 documents", "documents changed, here and there together", vec![ours, floor], None)
        .write(options.svg.as_deref(), "delta-changes.svg");
    let series = vec![Series::new("20 changed here, 30 there", by_size)];
    plot("The same changes in a larger grid", "documents on both phones", series, Some(WANTED_BYTES))
        .write(options.svg.as_deref(), "delta-documents.svg");
}

/// One worker's book with the visits they may put right.
struct Worker {
    book: FieldBook,
    visits: Vec<VisitId>,
}

struct Grid {
    cards: Vec<HouseholdId>,
    here: Worker,
    there: Worker,
    // Ends last: the office of both.
    _world: World,
}

impl Grid {
    fn with(documents: usize) -> Grid {
        let world = World::open();
        let (here, there) = (open(&world.worker("李红梅")), open(&world.worker("王志强")));
        let cards: Vec<HouseholdId> = (0..documents / 5).map(|n| card(&here, n)).collect();
        sync(&here);
        sync(&there);
        let visits = |book: &FieldBook, first: usize| {
            let rest = (documents - cards.len()) / 2;
            (0..rest).map(|n| visit(book, cards[n % cards.len()], first + n)).collect()
        };
        let (ours, theirs) = (visits(&here, 0), visits(&there, 5000));
        let grid = Grid {
            here: Worker { visits: ours, book: here },
            there: Worker { visits: theirs, book: there },
            cards,
            _world: world,
        };
        grid.settle();
        grid
    }

    /// Everybody has everything, and nothing is under way.
    fn settle(&self) {
        for worker in [&self.here, &self.there, &self.here] {
            sync(&worker.book);
        }
    }

    /// Changes documents on both phones; gives what the one here then needs, and the floor: what was changed, as JSON by
    /// record and field, compressed each way.
    fn change(&self, here: usize, there: usize) -> (SyncReport, usize) {
        let floor = |changed: Vec<Value>| {
            let json = serde_json::to_vec(&changed).expect("JSON");
            zstd::bulk::compress(&json, 3).expect("zstd").len()
        };
        let up = floor(edits(&self.here, &self.cards, here, here));
        let cards: Vec<HouseholdId> = self.cards.iter().rev().copied().collect();
        let down = floor(edits(&self.there, &cards, there, there + 1000));
        sync(&self.there.book);
        let report = sync(&self.here.book);
        self.settle();
        (report, up + down)
    }
}

/// Two thirds are cards (a note), one third visits (other words).
fn edits(worker: &Worker, cards: &[HouseholdId], count: usize, salt: usize) -> Vec<Value> {
    let on_cards = (count * 2).div_ceil(3).min(cards.len());
    let mut changed = Vec::new();
    for (n, id) in cards.iter().take(on_cards).enumerate() {
        let note = content::text(n * 31 + salt);
        let fields = CardFields { note: Some(note.clone()), ..CardFields::default() };
        worker.book.edit_household(*id, fields).expect("a card is edited");
        changed.push(json!({ "id": id, "note": note }));
    }
    for (n, id) in worker.visits.iter().take(count - on_cards).enumerate() {
        let text = content::text(n * 17 + salt + 7);
        let input = VisitInput { text: Some(text.clone()), ..VisitInput::default() };
        worker.book.edit_visit(*id, input).expect("a visit is put right");
        changed.push(json!({ "id": id, "text": text }));
    }
    assert_eq!(changed.len(), count, "enough documents to change");
    changed
}

fn open(phone: &Phone) -> FieldBook {
    let vault = Arc::new(KeyFile::in_directory(phone.data()));
    FieldBook::open(phone.data(), vault, Arc::new(Machine)).expect("a book opens")
}

fn card(book: &FieldBook, n: usize) -> HouseholdId {
    let fields = CardFields {
        area: Some(GRID_1.parse::<AreaCode>().expect("a grid's code")),
        address: Some(content::address(n)),
        contact: Some(content::name(n)),
        phone: Some(content::phone(n)),
        ..CardFields::default()
    };
    book.add_household(fields).expect("a household is added").household.id
}

fn visit(book: &FieldBook, household: HouseholdId, n: usize) -> VisitId {
    let input = VisitInput { text: Some(content::text(n)), ..VisitInput::default() };
    book.record_visit(household, input).expect("a visit is recorded").id
}

fn sync(book: &FieldBook) -> SyncReport {
    let (report, done) = book.sync(&SyncRun::new(Arc::new(Silent)));
    done.expect("the office answers");
    report
}
