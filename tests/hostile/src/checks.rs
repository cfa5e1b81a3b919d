//! What must hold afterwards: every document loads and takes an edit, the log has no gap, a fresh device shows what the
//! colleague's shows, and nothing that the colleague wrote is lost.

use crate::community::Community;
use crate::people;
use huben_documents::{Act, Chunk, Document, Intent, Kind, Path, Value};
use huben_domain::HouseholdId;
use huben_engine::{CardFields, FieldBook, HouseholdFilter, Slice};
use rusqlite::Connection;

/// Households that the colleague's book edits afterwards, as a person would.
const EDITED: usize = 100;

/// The texts of a household's visits.
pub fn visits(book: &FieldBook, household: HouseholdId) -> Vec<String> {
    let page = book.book(household, Slice::ALL);
    let items = page.map(|page| page.items).unwrap_or_default().into_iter();
    // Words that somebody at the office let be replaced stand there still, as earlier ones.
    items
        .flat_map(|visit| visit.earlier.into_iter().map(|earlier| earlier.text).chain([visit.text]))
        .collect()
}

/// Looks at everything; what must not be goes to the community's violations, what was seen is told.
pub fn afterwards(community: &mut Community) -> String {
    let mut told = Vec::new();
    let db = Connection::open(community.data.join("office.db")).expect("the office's database");
    told.push(documents(&db, &mut community.violations));
    told.push(log(&db, &mut community.violations));
    told.push(held(community));
    told.push(everyday(community));
    told.push(same(community));
    told.push(lost(community));
    let sound = community.administer(&["verify"]).map(|said| said.to_string());
    if !sound.as_ref().is_ok_and(|said| said.contains("\"ok\":true")) {
        community.violations.push(format!("huben-server verify: {sound:?}"));
    }
    told.join("\n")
}

fn documents(db: &Connection, violations: &mut Vec<String>) -> String {
    let mut query = db.prepare("SELECT id, kind, snapshot FROM document").expect("documents");
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("documents");
    let rows: Vec<([u8; 16], String, Option<Vec<u8>>)> = rows.collect::<Result<_, _>>().expect("documents");
    let mut chunks = db
        .prepare("SELECT bytes FROM change WHERE document = ?1 AND bytes IS NOT NULL ORDER BY seq")
        .expect("changes");
    for (id, kind, snapshot) in &rows {
        let chunks: Vec<Vec<u8>> =
            chunks.query_map([id], |row| row.get(0)).and_then(Iterator::collect).expect("changes");
        let kind = Kind::from(kind.as_str());
        if let Err(damage) = loads_and_takes_an_edit(&kind, snapshot.as_deref(), &chunks) {
            violations.push(format!("a {kind} no longer works: {damage}"));
        }
    }
    format!("{} documents loaded, edited, saved and loaded again", rows.len())
}

/// As the engine would do it, twice.
pub fn loads_and_takes_an_edit(
    kind: &Kind,
    snapshot: Option<&[u8]>,
    chunks: &[Vec<u8>],
) -> Result<(), huben_documents::Damaged> {
    let load = || Document::load(kind, snapshot, chunks.iter().map(Vec::as_slice));
    let mut edited = load()?;
    for words in ["一", "二"] {
        let intent = Intent::new(Act::Settle).put(Path::field("huben_trial"), Value::text(words));
        let written = edited
            .write(&intent, *b"somebody's actor", 0)?
            .ok_or(huben_documents::Damaged("wrote nothing".into()))?;
        let chunk = Chunk::parse(&written.bytes)
            .map_err(|error| huben_documents::Damaged(format!("its own chunk: {error}")))?;
        let mut again = Document::load(kind, Some(&edited.snapshot()), [])?;
        if again.heads() != edited.heads() || !again.has(chunk.hash()) {
            return Err(huben_documents::Damaged("reads back differently".into()));
        }
    }
    Ok(())
}

fn log(db: &Connection, violations: &mut Vec<String>) -> String {
    let (count, head): (i64, i64) = db
        .query_row("SELECT COUNT(*), COALESCE(MAX(seq), 0) FROM log", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("a log");
    if count != head {
        violations.push(format!("the log has {count} entries and ends at {head}"));
    }
    format!("the log has {count} entries and no gap")
}

/// People at the office look at what is held: it can be listed, and taken or dropped one by one.
fn held(community: &mut Community) -> String {
    let list = match community.administer(&["held", "list"]) {
        Ok(list) => list,
        Err(error) => {
            community.violations.push(format!("held list: {error}"));
            return String::new();
        }
    };
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let (mut accepted, mut unfit, mut dropped) = (0, 0, 0);
    for (nth, item) in items.iter().enumerate().take(300) {
        let id = item["id"].as_str().unwrap_or_default();
        let decided = community.administer(&["held", if nth % 3 == 2 { "drop" } else { "accept" }, id]);
        match decided {
            Ok(_) if nth % 3 == 2 => dropped += 1,
            Ok(_) => accepted += 1,
            Err(error) if error.kind == huben_server::FailureKind::InvalidInput => unfit += 1,
            Err(error) => community.violations.push(format!("held work cannot be decided: {error}")),
        }
    }
    format!("{} held; decided: {accepted} taken, {unfit} do not fit, {dropped} dropped", items.len())
}

/// The colleague goes on working: edits what is there, and the office takes it.
fn everyday(community: &mut Community) -> String {
    let synced = people::sync(&community.colleague, &community.hub).1;
    if let Err(error) = synced {
        community.violations.push(format!("the colleague cannot sync afterwards: {error}"));
    }
    let book = &community.colleague;
    let all = match book.households(&HouseholdFilter::default(), Slice::ALL) {
        Ok(page) => page.items,
        Err(error) => {
            community.violations.push(format!("the colleague's households cannot be listed: {error}"));
            return String::new();
        }
    };
    let mut edited = 0;
    for view in all.iter().step_by((all.len() / EDITED).max(1)) {
        let fields = CardFields { note: Some("走访后更正".into()), ..CardFields::default() };
        match book.edit_household(view.household.id, fields) {
            Ok(_) => edited += 1,
            Err(error) => community.violations.push(format!("a household takes no edit: {error}")),
        }
    }
    let (report, result) = people::sync(book, &community.hub);
    if result.is_err() || report.refused > 0 {
        community.violations.push(format!("edits afterwards: {result:?}, {} refused", report.refused));
    }
    let attention = book.attention(Slice::ALL).map(|page| page.total).unwrap_or(u64::MAX);
    if attention > 0 {
        community.violations.push(format!("{attention} of the colleague's records need attention"));
    }
    format!("{} households listed, {edited} edited by the colleague and taken by the office", all.len())
}

/// A second device of the colleague, enrolled now, shows the same.
fn same(community: &mut Community) -> String {
    let own = community.own_surroundings();
    let invitation = community.invite(&community.colleague_user);
    let fresh = people::enrol(&community.directory.path().join("fresh"), own, &invitation, &community.hub);
    for (name, book) in [("the fresh device", &fresh), ("the colleague", &community.colleague)] {
        if let Err(error) = people::sync(book, &community.hub).1 {
            community.violations.push(format!("{name} cannot sync: {error}"));
        }
        let found = book.verify().map(|found| (found.ok, found.problems));
        if !matches!(&found, Ok((true, _))) {
            community.violations.push(format!("{name}'s book: {found:?}"));
        }
    }
    let (here, there) = (people::shown(&community.colleague), people::shown(&fresh));
    for key in here.keys().chain(there.keys()) {
        if here.get(key) != there.get(key) && community.violations.len() < 30 {
            community.violations.push(difference(key, here.get(key), there.get(key)));
        }
    }
    format!("{} records the same on a fresh device", here.len())
}

/// The fields in which two devices show a record differently.
fn difference(key: &str, here: Option<&serde_json::Value>, fresh: Option<&serde_json::Value>) -> String {
    let (Some(here), Some(fresh)) = (here.and_then(|it| it.as_object()), fresh.and_then(|it| it.as_object()))
    else {
        return format!("{key}: {here:?} on the colleague's, {fresh:?} on a fresh one");
    };
    let names = here.keys().filter(|name| here.get(*name) != fresh.get(*name));
    let told: Vec<_> =
        names.map(|name| format!("{name}: {} against {:?}", here[name], fresh.get(name))).collect();
    format!("{key} differs on a fresh device: {}", told.join("; "))
}

fn lost(community: &mut Community) -> String {
    if let Err(error) = people::sync(&community.desk, &community.hub).1 {
        community.violations.push(format!("the desk cannot sync: {error}"));
    }
    let stands =
        |(household, text): &&(HouseholdId, String)| !visits(&community.desk, *household).contains(text);
    let missing: Vec<_> = community.told.iter().filter(stands).collect();
    if !missing.is_empty() {
        community.violations.push(format!("lost: {missing:?}"));
    }
    format!("{} visits of the colleague's stand at the desk", community.told.len())
}
