//! What must not grow with the book, counted in steps of SQLite's machine: the same on every computer.

use crate::search_index::Words;
use crate::search_keys::Entry;
use crate::store::{self, key};
use crate::{FieldBook, Machine, Slice, project, search_index};
use huben_domain::{DocumentId, Door, Household, HouseholdId, Json};
use rusqlite::{StatementStatus, params};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tempfile::TempDir;

const PAGE: Slice = Slice { limit: Some(20), offset: 0 };

/// A book with as many visits, all but three of them at the office.
fn book(visits: u32) -> (TempDir, FieldBook) {
    let directory = TempDir::new().unwrap();
    let conn = store::create(&directory.path().join("book.db"), &[7; 32]).unwrap();
    conn.execute_batch("BEGIN").unwrap();
    store::set_bytes(&conn, key::DEVICE, &[1; 16]).unwrap();
    store::set_bytes(&conn, key::USER, &[2; 16]).unwrap();
    store::set(&conn, key::PROJECTION, &project::VERSION).unwrap();
    for nth in 0..visits {
        let id = id(u64::from(nth) * 60_000, nth);
        let entry = Entry { texts: &["楼道照明不亮"], ..Entry::default() };
        search_index::file(&conn, id, "visit", &Words::of("", entry)).unwrap();
        let state = if nth < 3 { "saved" } else { "at_office" };
        conn.prepare_cached(
            "INSERT INTO intent (id, hash, document, record, kind, act, json, base, at_ms, state)
             VALUES (?1, ?1, ?1, ?1, 'visit', 'record_visit', '', x'', 0, 'saved')",
        )
        .unwrap()
        .execute([id.to_bytes()])
        .unwrap();
        let came = "UPDATE intent SET state = ?2 WHERE id = ?1";
        conn.prepare_cached(came).unwrap().execute(params![id.to_bytes(), state]).unwrap();
    }
    conn.execute_batch("COMMIT").unwrap();
    let book = FieldBook::over(conn, directory.path(), Arc::new(Machine)).unwrap();
    (directory, book)
}

/// Made at this millisecond, the `nth` of its kind.
fn id(ms: u64, nth: u32) -> DocumentId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&(ms << 16 | 0x7000).to_be_bytes());
    bytes[12..].copy_from_slice(&nth.to_be_bytes());
    DocumentId::from_bytes(bytes)
}

fn steps<T>(book: &FieldBook, act: impl Fn(&FieldBook) -> T) -> u64 {
    // Once before, for what is prepared once.
    act(book);
    let counted = Arc::new(AtomicU64::new(0));
    let count = counted.clone();
    let handler = move || {
        count.fetch_add(1, Ordering::Relaxed);
        false
    };
    book.conn().progress_handler(1, Some(handler)).unwrap();
    act(book);
    book.conn().progress_handler(1, None::<fn() -> bool>).unwrap();
    counted.load(Ordering::Relaxed)
}

#[test]
fn a_search_ends_with_its_page_and_a_status_with_what_waits() {
    let (_few, few) = book(2_000);
    let (_many, many) = book(10_000);
    let search = |book: &FieldBook| book.search("照明", PAGE).unwrap();
    assert_eq!((search(&many).page.total, search(&many).more), (1_020, true));
    assert_eq!(search(&many).page.items[0].id, id(9_999 * 60_000, 9_999));
    let (before, after) = (steps(&few, search), steps(&many, search));
    assert!(after < before + before / 10, "{before} {after}");
    let status = |book: &FieldBook| book.status().unwrap();
    assert_eq!((status(&many).saved, status(&many).at_office), (3, 9_997));
    let (before, after) = (steps(&few, status), steps(&many, status));
    assert!(after < before + before / 10, "{before} {after}");
}

#[test]
fn thousands_of_one_second_stand_side_by_side() {
    let (_directory, book) = book(0);
    let conn = book.conn();
    conn.execute_batch("BEGIN").unwrap();
    let words = Words::of("", Entry { texts: &["振兴花园"], ..Entry::default() });
    for nth in 0..2_500 {
        search_index::file(&conn, id(1_764_000_000_000, nth), "household", &words).unwrap();
    }
    let later = id(1_764_000_060_000, 1);
    search_index::file(&conn, later, "household", &words).unwrap();
    conn.execute_batch("COMMIT").unwrap();
    drop(conn);
    let found = book.search("振兴花园", Slice::ALL).unwrap().page;
    assert_eq!((found.total, found.items[0].id), (2_501, later));
}

#[test]
fn what_a_change_leaves_as_it_was_is_not_written_again() {
    let (_directory, book) = book(0);
    let mut card: Household = serde_json::from_value(serde_json::json!({
        "id": HouseholdId::from_bytes(id(60_000, 1).to_bytes()), "area": "321181001025001", "address": "3-2-501",
        "door": Door::parse("3-2-501", None), "kind": "home", "occupancy": "owner", "contact": "王秀英", "phone": "13800001111",
        "name": null, "note": null, "ended": null,
    }))
    .unwrap();
    let rows_written = |card: &Household| {
        let conn = book.conn();
        let before = conn.total_changes();
        project::household_row(&conn, card).unwrap();
        conn.total_changes() - before
    };
    let new = rows_written(&card);
    card.attributes.insert("level".into(), Json::string("重点"));
    // Its row alone.
    assert_eq!(rows_written(&card), 1);
    card.phone = Some("13800002222".into());
    // And its search entry.
    assert!(rows_written(&card) >= new);
    let found = |words: &str| book.search(words, PAGE).unwrap().page.total;
    assert_eq!((found("2222"), found("1111"), found("王秀英")), (1, 0, 1));
}

#[test]
fn a_list_is_planned_once_whatever_its_page() {
    let (_directory, book) = book(0);
    let conn = book.conn();
    let mut list = conn.prepare("SELECT json FROM household ORDER BY sort, id LIMIT ?1").unwrap();
    for limit in 1..4 {
        assert!(!list.exists([limit]).unwrap());
    }
    assert_eq!(list.get_status(StatementStatus::RePrepare), 0);
}
