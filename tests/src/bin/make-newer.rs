//! Makes `tests/fixtures/newer` and `tests/fixtures/dumps`: an office and a phone that have met a newer version of
//! Huben, and both databases of this version as SQL text.
//!
//! Run once a schema version and checked in: `cargo run -p huben-tests --bin make-newer`. The newer version is played
//! by hand here: a phone that writes a field, an enum value, a step and a kind of record that nobody of today knows.

use std::path::{Path as FilePath, PathBuf};

use huben_documents::{Act, Chunk, Intent, Kind, Path, Value, take_step};
use huben_domain::{DocumentId, Hat, Step, StepId, StepKind, UserId};
use huben_sync::{Offer, to_cbor};
use huben_tests::newer::{ACTOR, Newer, topic, written};
use huben_tests::phone::{Phone, id};
use huben_tests::world::World;
use huben_tests::{database, wire, workspace};
use rusqlite::params;
use serde_json::{Value as Shown, json};

const TOPIC: DocumentId =
    DocumentId::from_bytes([0x01, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1]);
const LATER: DocumentId =
    DocumentId::from_bytes([0x01, 0x99, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2]);

fn main() {
    let mut world = World::open();
    let worker = world.worker("李红梅");
    let card =
        ["--estate", "振兴花园", "--address", "3-2-501", "--contact", "王秀英", "--phone", "13805280011"];
    let area = ["household", "add", "--area", huben_tests::places::GRID_1];
    let home = id(&worker.ok(&[&area[..], &card[..]].concat()));
    worker.ok(&["resident", "add", &home, "--name", "王秀英", "--sex", "female"]);
    worker.ok(&["visit", "record", "--household", &home, "--text", "煤气软管老化"]);
    let matter = id(&worker.ok(&["issue", "report", "--category", "公共照明", "--text", "灯不亮"]));
    worker.sync();
    let dumps = workspace::root().join("tests/fixtures/dumps");
    std::fs::create_dir_all(&dumps).unwrap();
    write_dumps(&dumps, &world, &worker);

    let post = |path: &str, body: &[u8]| wire::post(world.office.address(), path, body).unwrap().body;
    let newer = Newer::enrol(&world.office.invite(&worker.user), post);
    let step = inspection(&worker.user, 2);
    let inspected = take_step(&step);
    let (house, issue) = (home.parse().unwrap(), matter.parse().unwrap());
    let office = database::office(world.office.data());
    let offers = vec![
        written(&office, house, &Kind::Household, &newer_card()),
        written(&office, issue, &Kind::Issue, &inspected),
        topic(TOPIC, house),
    ];
    let sealed = newer.seal(1, offers);
    let answer = newer.open(&sealed, &post("/v1/exchange", &sealed)).unwrap();
    println!("the office says {:?}", answer.verdicts);
    // An office of the newer version had taken all of it; this one keeps what it does not know for a person.
    for held in world.office.ok(&["held", "list"])["items"].as_array().unwrap() {
        if held["kind"] == "issue" {
            world.office.ok(&["held", "accept", &id(held)]);
        }
    }
    worker.sync();
    let deliberation = topic(TOPIC, house);
    office.execute("DELETE FROM held", []).unwrap();
    put_newer_records(&office, &worker, house, &deliberation);
    // For the test to send: the next request of that phone.
    let request = vec![
        topic(LATER, house),
        written(&office, issue, &Kind::Issue, &take_step(&inspection(&worker.user, 3))),
    ];
    let request = newer.seal(2, request);
    world.office.stop();

    let fixtures = workspace::root().join("tests/fixtures/newer");
    drop(std::fs::remove_dir_all(&fixtures));
    std::fs::create_dir_all(&fixtures).unwrap();
    for (database, name) in [(office, "office.db"), (database::book(worker.data()), "book.db")] {
        database.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        let from = if name == "book.db" { worker.data() } else { world.office.data() };
        std::fs::copy(from.join(name), fixtures.join(name)).unwrap();
    }
    std::fs::copy(worker.data().join("key"), fixtures.join("key")).unwrap();
    std::fs::write(fixtures.join("request.bin"), request).unwrap();
    let expected = json!({
        "household": home, "issue": matter, "deliberation": TOPIC, "user": worker.user,
        "colour": "淡绿", "occupancy": "co-living", "step": step_text(&step),
        "answer_key": newer.answer_key.to_bytes(), "deliberation_bytes": Chunk::received(&deliberation.bytes).unwrap().bytes(),
    });
    write_json(&fixtures.join("expected.json"), &expected);
}

fn write_dumps(dumps: &FilePath, world: &World, worker: &Phone) {
    let book = database::book(worker.data());
    let version: i64 = book.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let shown = json!({
        "households": worker.ok(&["household", "list"]), "issues": worker.ok(&["issue", "list"]),
        "status": worker.ok(&["status"]),
    });
    let dump = dumps.join(format!("book-{version}.sql"));
    if !dump.exists() {
        std::fs::write(&dump, database::dump(&book)).unwrap();
        write_json(&dump.with_extension("json"), &shown);
    }
    let office = database::office(world.office.data());
    let version: i64 = office.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let dump = dumps.join(format!("office-{version}.sql"));
    if !dump.exists() {
        std::fs::write(dump, database::dump(&office)).unwrap();
    }
}

fn write_json(file: &PathBuf, value: &Shown) {
    std::fs::write(file, serde_json::to_string_pretty(value).unwrap() + "\n").unwrap();
}

/// A card with a field and an enum value of a newer version.
fn newer_card() -> Intent {
    Intent::new(Act::EditHousehold)
        .field("colour", Value::text("淡绿"))
        .field("occupancy", Value::text("co-living"))
        .put(Path::attribute("网格长"), Value::text("{\"since\":2031}"))
}

/// A step of a newer version, with a key that this one does not know.
fn inspection(by: &str, n: u64) -> Step {
    Step {
        id: StepId::new(1_900_000_000_000 + n, [3; 10]),
        n,
        step: StepKind::Other("inspect".into()),
        at: "2031-03-05T18:00:00+08:00".parse().unwrap(),
        by: by.parse::<UserId>().unwrap(),
        hat: Hat::GridWorker,
        unit: None,
        to: None,
        text: Some("拍照存档".into()),
        until: None,
        result: None,
        score: None,
        more: [("photos".to_owned(), huben_domain::Json::parse("[1.50,\"x\"]").unwrap())].into(),
    }
}

fn step_text(step: &Step) -> String {
    serde_json::to_string(step).unwrap()
}

/// What an office and a phone of a newer version had stored before they went back to this one.
fn put_newer_records(office: &rusqlite::Connection, worker: &Phone, household: DocumentId, topic: &Offer) {
    let chunk = Chunk::received(&topic.bytes).unwrap();
    let (id, root, hash) = (*topic.document, household.to_bytes(), chunk.hash().0);
    let head: i64 = office.query_row("SELECT MAX(seq) FROM log", [], |row| row.get(0)).unwrap();
    office
        .execute("INSERT INTO document (id, kind, root) VALUES (?1, 'deliberation', ?2)", params![id, root])
        .unwrap();
    office
        .execute(
            "INSERT INTO change (seq, document, hash, actor, user, received_at_ms, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, 1930000000000, ?6)",
            params![
                head + 1,
                id,
                hash,
                ACTOR,
                worker.user.parse::<UserId>().unwrap().to_bytes(),
                chunk.bytes()
            ],
        )
        .unwrap();
    for (seq, kind) in [(head + 1, "change"), (head + 2, "bell")] {
        office
            .execute(
                "INSERT INTO log (seq, mark, kind, root, document, area) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![seq, [seq as u8; 8], kind, root, id, huben_tests::places::GRID_1],
            )
            .unwrap();
    }
    let book = database::book(worker.data());
    book.execute("INSERT INTO document (id, kind, root) VALUES (?1, 'deliberation', ?2)", params![id, root])
        .unwrap();
    book.execute(
        "INSERT INTO chunk (document, hash, seq, bytes) VALUES (?1, ?2, ?3, ?4)",
        params![id, hash, head + 1, chunk.bytes()],
    )
    .unwrap();
    book.execute("INSERT INTO newer (bytes) VALUES (?1)", [to_cbor(&json!({"z": "bell"}))]).unwrap();
}
