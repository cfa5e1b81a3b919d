//! `search`: what people type.

use huben_tests::phone::{Phone, id};
use huben_tests::places::GRID_1;
use huben_tests::world::World;

use crate::make::{assert_fields, household, issue, visit};

fn found(phone: &Phone, text: &str) -> Vec<String> {
    phone.items(&["search", text]).iter().map(id).collect()
}

fn street() -> (World, Phone, String, String) {
    let world = World::open();
    let worker = world.worker("李红梅");
    let add = |address: &str, contact: &str, phone: &str| {
        let door = ["--area", GRID_1, "--estate", "振兴花园", "--address", address];
        id(&worker
            .ok(&[&["household", "add"], &door[..], &["--contact", contact, "--phone", phone]].concat()))
    };
    let wang = add("3-2-501", "王秀英", "13805281234");
    let zhang = add("4-1-302", "张建国", "13905285678");
    (world, worker, wang, zhang)
}

#[test]
fn characters_pinyin_initials_phone_tail_and_doors_find_the_household() {
    let (_world, worker, wang, zhang) = street();
    for text in [
        "王秀英",
        "秀英",
        "wangxiuying",
        "wang xiuying",
        "wxy",
        "WXY",
        "1234",
        "3-2-501",
        "3幢2单元501",
        "３－２－５０１",
    ] {
        assert_eq!(found(&worker, text).first(), Some(&wang), "{text}");
        assert!(!found(&worker, text).contains(&zhang), "{text} finds too much");
    }
    for text in ["张建国", "zjg", "5678", "4-1-302", "4栋1单元302室"] {
        assert_eq!(found(&worker, text).first(), Some(&zhang), "{text}");
    }
    assert!(found(&worker, "3-2-5").contains(&wang), "the beginning of a door");
    assert!(found(&worker, "振兴花园").len() >= 2);
}

#[test]
fn residents_visits_and_issues_are_found_by_their_words() {
    let (_world, worker, wang, _) = street();
    worker.ok(&["resident", "add", &wang, "--name", "欧阳海"]);
    visit(&worker, &wang, "煤气软管老化，约了周四更换");
    issue(&worker, "窨井盖翘起一角");
    for text in ["欧阳海", "ouyanghai", "oyh", "软管老化", "窨井盖"] {
        assert!(!found(&worker, text).is_empty(), "{text}");
    }
}

#[test]
fn a_result_says_what_it_is_and_limits_are_kept() {
    let (_world, worker, wang, _) = street();
    let page = worker.ok(&["search", "振兴花园", "--limit", "1"]);
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    let one = worker.ok(&["search", "王秀英"]);
    assert_fields(&one["items"][0], &["kind", "id", "title", "score"]);
    assert_eq!(
        (one["items"][0]["kind"].as_str(), one["items"][0]["id"].as_str()),
        (Some("household"), Some(&*wang))
    );
    assert!(one["items"][0]["title"].as_str().unwrap().contains("王秀英"), "{one}");
}

#[test]
fn nothing_found_is_an_empty_listing_and_odd_text_does_no_harm() {
    let (_world, worker, ..) = street();
    for text in ["司马相如", "\"", "' OR 1=1 --", "*", "a*b(c", "NEAR(", "🙂", "-", "%_"] {
        let page = worker.ok(&["search", text]);
        assert_eq!(
            (page["total"].as_u64(), page["items"].as_array().unwrap().len()),
            (Some(0), 0),
            "{text}: {page}"
        );
    }
}

#[test]
fn an_edit_moves_the_entry() {
    let (_world, worker, wang, _) = street();
    worker.ok(&["household", "edit", &wang, "--phone", "13805289999"]);
    assert_eq!((found(&worker, "1234").len(), found(&worker, "9999")), (0, vec![wang]));
    household(&worker, "9-9-909", "钱多多");
    assert_eq!(found(&worker, "qdd").len(), 1);
}
