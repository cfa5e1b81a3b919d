//! Telephone numbers, grants and hats.

mod support;

use huben_domain::*;
use support::*;

#[test]
fn a_telephone_number_is_taken_as_people_write_it() {
    let table = [
        ("13812345678", Some("13812345678")),
        ("138 1234 5678", Some("13812345678")),
        ("138-1234-5678", Some("13812345678")),
        ("+86 138 1234 5678", Some("13812345678")),
        ("+8613812345678", Some("13812345678")),
        ("008613812345678", Some("13812345678")),
        ("8613812345678", Some("13812345678")),
        ("１３８１２３４５６７８", Some("13812345678")),
        ("0511-86520000", Some("0511-86520000")),
        ("051186520000", Some("0511-86520000")),
        ("(0511) 8652 0000", Some("0511-86520000")),
        ("+86 511 86520000", Some("0511-86520000")),
        ("010-12345678", Some("010-12345678")),
        ("0511-86520000-801", Some("0511-86520000-801")),
        ("0511-86520000转801", Some("0511-86520000-801")),
        ("0511-86520000 ext. 801", Some("0511-86520000-801")),
        ("86520000", Some("86520000")),
        ("86520000转801", Some("86520000-801")),
        ("12345", Some("12345")),
        ("400-820-1234", Some("4008201234")),
        ("+852 2123 4567", Some("+85221234567")),
        ("", None),
        ("1234", None),
        ("1381234567", None),
        ("138123456789", None),
        ("0511-865", None),
        ("13812345678/13912345678", None),
        ("王秀英", None),
        ("0511-86520000转", None),
        ("+", None),
        ("\u{0}", None),
    ];
    for (typed, expected) in table {
        assert_eq!(Phone::parse(typed).ok().as_ref().map(Phone::as_str), expected, "{typed}");
    }
    assert_eq!(Phone::parse("x").map_err(|invalid| invalid.field), Err("phone"));
}

#[test]
fn the_tail_is_of_the_number_itself() {
    let table = [
        ("13812345678", "5678"),
        ("0511-86520000-801", "0000"),
        ("86521234转801", "1234"),
        ("0511-86529876", "9876"),
        ("12345", "2345"),
    ];
    for (typed, tail) in table {
        assert_eq!(Phone::parse(typed).map(|phone| phone.tail(4)), Ok(tail.to_owned()), "{typed}");
    }
    assert_eq!(Phone::parse("12345").map(|phone| phone.tail(11)), Ok("12345".to_owned()));
}

fn grant(role: Role, code: &str) -> Grant {
    Grant { role, area: area(code), from: None, until: None }
}

#[test]
fn a_grant_holds_from_its_beginning_until_before_its_end() {
    let stand_in = Grant {
        from: Some(time("2025-08-01T00:00:00+08:00")),
        until: Some(time("2025-09-01T00:00:00+08:00")),
        ..grant(Role::GridWorker, "321181001025001")
    };
    assert!(!stand_in.holds_at(time("2025-07-31T23:59:59+08:00")));
    assert!(stand_in.holds_at(time("2025-08-01T00:00:00+08:00")));
    assert!(!stand_in.holds_at(time("2025-08-31T16:00:00Z")));
}

#[test]
fn who_has_left_holds_nothing() {
    let mut worker = User {
        id: user(WORKER),
        name: "李红梅".into(),
        phone: None,
        unit: None,
        grants: vec![grant(Role::GridWorker, "321181001025001")],
        active: true,
    };
    let now = time("2025-08-01T09:00:00+08:00");
    assert_eq!(worker.grants_at(now), worker.grants);
    worker.active = false;
    assert_eq!(worker.grants_at(now), vec![]);
}

#[test]
fn hats_come_from_grants_above_the_area_and_from_ties_sorted_and_once() {
    let grants = [
        grant(Role::Supervisor, "321181001025"),
        grant(Role::GridWorker, "321181001025001"),
        grant(Role::GridWorker, "321181001"),
        grant(Role::Dispatcher, "321181001025002"),
    ];
    let tie = Tie { author: true, addressee: true };
    let worn = hats(&grants, &area("321181001025001"), tie);
    assert_eq!(worn, [Hat::GridWorker, Hat::Supervisor, Hat::Author, Hat::Addressee]);
    assert_eq!(hats(&grants, &area("321181002"), Tie::default()), []);
}
