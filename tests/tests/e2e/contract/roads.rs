//! The roads an issue can take, and what comes too late.

use huben_tests::phone::{Phone, id};
use huben_tests::places::COMMUNITY;
use huben_tests::world::World;
use serde_json::{Value, json};

use crate::make::{issue, settle_down, step};

const SQUAD: &str = "云阳街道城管中队";

struct People {
    world: World,
    desk: Phone,
    worker: Phone,
    officer: Phone,
}

impl People {
    fn meet() -> People {
        let world = World::open();
        let (desk, worker) = (world.desk(), world.worker("李红梅"));
        let officer = world.phone_with("赵明", "handler", &[COMMUNITY], &["--unit", SQUAD]);
        People { world, desk, worker, officer }
    }

    /// Reported by the worker, known to the desk.
    fn reported(&self) -> String {
        let matter = id(&issue(&self.worker, "窨井盖翘起"));
        self.exchange();
        matter
    }

    /// Dispatched to the squad, known to all.
    fn dispatched(&self) -> String {
        let matter = self.reported();
        step(&self.desk, &matter, "dispatch", &["--to", SQUAD]);
        self.exchange();
        matter
    }

    fn exchange(&self) {
        settle_down(&[&self.worker, &self.desk, &self.officer]);
    }

    /// Somebody takes a step and everybody learns of it; gives the stage that all of them show.
    fn take(&self, who: &Phone, matter: &str, name: &str, options: &[&str]) -> String {
        step(who, matter, name, options);
        self.exchange();
        let stages =
            [&self.desk, &self.worker].map(|phone| phone.ok(&["issue", "show", matter])["stage"].clone());
        assert_eq!(stages[0], stages[1]);
        stages[0].as_str().unwrap().to_owned()
    }
}

#[test]
fn the_whole_road_from_report_to_assessment() {
    let people = People::meet();
    let matter = people.reported();
    let (desk, worker, officer) = (&people.desk, &people.worker, &people.officer);
    let road: [(&Phone, &str, &[&str], &str); 9] = [
        (desk, "dispatch", &["--to", SQUAD], "dispatched"),
        (officer, "accept", &[], "dispatched"),
        (officer, "feedback", &["--text", "等配件"], "dispatched"),
        (officer, "handle", &["--text", "换了井盖"], "handled"),
        (worker, "verify", &["--result", "failed", "--text", "还响"], "dispatched"),
        (officer, "handle", &["--text", "垫了胶圈"], "handled"),
        (worker, "verify", &["--result", "passed"], "verified"),
        (desk, "close", &["--text", "已修好"], "closed"),
        (worker, "rate", &["--score", "5"], "closed"),
    ];
    for (who, name, options, stage) in road {
        assert_eq!(people.take(who, &matter, name, options), stage, "after {name}");
    }
    assert_eq!(people.take(desk, &matter, "assess", &[]), "assessed");
    let shown = desk.ok(&["issue", "show", &matter]);
    let steps = shown["steps"].as_array().unwrap();
    let names: Vec<_> = steps.iter().map(|step| step["step"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "report", "dispatch", "accept", "feedback", "handle", "verify", "handle", "verify", "close",
            "rate", "assess"
        ]
    );
    assert!(steps.iter().all(|step| step["counted"] == true), "{shown}");
    assert_eq!(shown["state"], "at_office");
}

#[test]
fn a_unit_may_decline_and_another_is_found() {
    let people = People::meet();
    let matter = people.dispatched();
    assert_eq!(people.take(&people.officer, &matter, "decline", &["--text", "属于市政"]), "reported");
    let unit = ["--to", "市政养护所"];
    assert_eq!(people.take(&people.desk, &matter, "dispatch", &unit), "dispatched");
    // The squad is no addressee any more.
    assert_eq!(people.officer.run(&["issue", "step", &matter, "handle", "--text", "x"]).failure().code, 3);
}

#[test]
fn the_clock_is_moved_and_stopped_when_somebody_approves() {
    let people = People::meet();
    let matter = people.dispatched();
    let due = |phone: &Phone| phone.ok(&["issue", "show", &matter])["due_at"].clone();
    let missing = people.officer.run(&["issue", "step", &matter, "postpone", "--text", "等配件"]);
    missing.fails(2, "invalid_input", Some("until"));
    let until = "2031-03-05T18:00:00+08:00";
    people.take(&people.officer, &matter, "postpone", &["--until", until, "--text", "等配件"]);
    assert_ne!(due(&people.desk), json!(until));
    assert_eq!(people.take(&people.desk, &matter, "approve", &[]), "dispatched");
    assert_eq!((due(&people.desk), due(&people.officer)), (json!(until), json!(until)));
    people.take(&people.officer, &matter, "suspend", &["--text", "汛期"]);
    people.take(&people.desk, &matter, "approve", &[]);
    assert_eq!(people.worker.ok(&["issue", "show", &matter])["suspended"], true);
    people.take(&people.officer, &matter, "resume", &["--text", "水退了"]);
    assert_eq!(people.worker.ok(&["issue", "show", &matter])["suspended"], true, "asked for, not granted");
    people.take(&people.desk, &matter, "approve", &[]);
    assert_eq!(people.worker.ok(&["issue", "show", &matter])["suspended"], false);
}

#[test]
fn an_issue_is_cancelled_and_opened_again() {
    let people = People::meet();
    let matter = people.reported();
    assert_eq!(people.take(&people.worker, &matter, "cancel", &["--text", "看错了"]), "cancelled");
    assert_eq!(people.take(&people.worker, &matter, "reopen", &["--text", "没看错"]), "reported");
    assert_eq!(people.take(&people.desk, &matter, "escalate", &["--text", "社区办不了"]), "reported");
}

#[test]
fn of_two_steps_taken_apart_one_counts_and_everybody_agrees_which() {
    let people = People::meet();
    let matter = people.reported();
    step(&people.worker, &matter, "handle", &["--text", "自己压平了"]);
    step(&people.desk, &matter, "dispatch", &["--to", SQUAD]);
    people.exchange();
    // What its own user may do next is each device's own.
    let shown = [&people.desk, &people.worker].map(|phone| {
        let mut shown = phone.ok(&["issue", "show", &matter]);
        shown.as_object_mut().unwrap().remove("possible");
        shown
    });
    assert_eq!(shown[0], shown[1]);
    let steps = shown[0]["steps"].as_array().unwrap();
    let counted: Vec<bool> = steps.iter().map(|step| step["counted"].as_bool().unwrap()).collect();
    assert_eq!((counted.len(), counted.iter().filter(|counted| **counted).count()), (3, 2), "{:?}", shown[0]);
    let winner = steps.iter().rfind(|step| step["counted"] == true).unwrap();
    let expected = if winner["step"] == "handle" { "handled" } else { "dispatched" };
    assert_eq!(shown[0]["stage"], expected);
}

#[test]
fn words_for_the_reporter_and_notes_for_colleagues_stay_apart() {
    let people = People::meet();
    let volunteer = people.world.phone("孙国平", "volunteer", &[huben_tests::places::GRID_1]);
    let matter = id(&issue(&volunteer, "盲道被占"));
    volunteer.sync();
    people.exchange();
    step(
        &people.desk,
        &matter,
        "dispatch",
        &["--to", SQUAD, "--text", "请两天内清出", "--note", "老问题，摊主难说话"],
    );
    people.exchange();
    volunteer.sync();
    let dispatch = |phone: &Phone| -> Value {
        let shown = phone.ok(&["issue", "show", &matter]);
        shown["steps"].as_array().unwrap().iter().find(|step| step["step"] == "dispatch").unwrap().clone()
    };
    assert_eq!(dispatch(&people.desk)["note"], "老问题，摊主难说话");
    let told = dispatch(&volunteer);
    assert_eq!((&told["text"], &told["note"]), (&json!("请两天内清出"), &Value::Null));
}
