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

#[test]
fn cards_come_before_issues_before_visits_and_in_each_the_newest_first() {
    let (world, worker, wang, zhang) = street();
    worker.ok(&["household", "edit", &wang, "--note", "楼道照明"]);
    let visits: Vec<String> = (0..3).map(|_| id(&visit(&worker, &wang, "楼道照明不亮"))).collect();
    let issues = [id(&issue(&worker, "楼道照明")), id(&issue(&worker, "楼道照明"))];
    worker.ok(&["household", "edit", &zhang, "--note", "楼道照明"]);
    let order =
        [&zhang, &wang, &issues[1], &issues[0], &visits[2], &visits[1], &visits[0]].map(String::clone);
    assert_eq!(found(&worker, "楼道照明"), order);
    let scores: Vec<_> = worker.items(&["search", "楼道"]).iter().map(|hit| hit["score"].as_f64()).collect();
    assert_eq!(scores, [3.0, 3.0, 2.0, 2.0, 1.0, 1.0, 1.0].map(Some));
    // Written into once more, a record keeps its place; and every device gives the same.
    worker.ok(&["visit", "edit", &visits[0], "--text", "楼道照明修好了"]);
    worker.ok(&["household", "edit", &wang, "--phone", "13805287777"]);
    assert_eq!(found(&worker, "楼道照明"), order);
    worker.sync();
    let (colleague, desk) = (world.worker("王志强"), world.desk());
    let older = id(&visit(&worker, &wang, "楼道照明又坏了"));
    let newer = id(&visit(&colleague, &wang, "楼道照明还是坏的"));
    // The newer one is at the desk first.
    crate::make::sync_all(&[&colleague, &desk, &worker, &desk]);
    let order: Vec<String> = order[..4].iter().chain([&newer, &older]).chain(&order[4..]).cloned().collect();
    assert_eq!(found(&desk, "楼道照明"), order);
}

#[test]
fn a_household_that_has_gone_is_found_no_more_under_its_old_words() {
    let (_world, worker, wang, _) = street();
    worker.ok(&["household", "edit", &wang, "--contact", "赵国强"]);
    assert_eq!((found(&worker, "王秀英").len(), found(&worker, "zgq")), (0, vec![wang]));
    assert_eq!(worker.ok(&["verify"])["ok"], true);
}

#[test]
fn more_than_anybody_reads_is_counted_as_far_as_the_pages_go() {
    let (_world, worker, wang, _) = street();
    // A thousand visits, by hand: recording them takes a minute.
    let book = huben_tests::database::book(worker.data());
    visit(&worker, &wang, "楼道照明");
    book.execute_batch(
        "CREATE TEMP TABLE more AS WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1100) SELECT n FROM n;
         INSERT INTO search_entry (place, id, kind, title)
           SELECT (SELECT MIN(place) FROM search_entry) - 2000 + n, randomblob(16), 'visit', '照明' || n FROM more;
         INSERT INTO search_text (rowid, tokens) SELECT (SELECT MIN(place) FROM search_entry) - 1 + n, '楼 道 照 明' FROM more;",
    )
    .unwrap();
    let first = worker.ok(&["search", "楼道照明"]);
    assert_eq!((&first["total"], &first["more"]), (&1020.into(), &true.into()));
    assert_eq!(first["items"].as_array().unwrap().len(), 20);
    let last = worker.ok(&["search", "楼道照明", "--offset", "200"]);
    assert_eq!((&last["total"], &last["more"]), (&1101.into(), &false.into()));
    // Whoever reads on page by page reads all of it, each once.
    let all = found(&worker, "楼道照明");
    let each: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), each.len()), (1101, 1101));
}

#[test]
fn nothing_to_look_for_is_asked_for() {
    let (_world, worker, ..) = street();
    for nothing in ["", "  ", "\u{3000}"] {
        worker.run(&["search", nothing]).fails(2, "invalid_input", Some("text"));
    }
}
