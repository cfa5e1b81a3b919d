//! Chapter 5: the one thing that two people see differently.

use serde_json::Value;

use super::cast::Who;
use super::day::Day;
use super::merging::door;
use super::offline::Work;
use super::reunion::sync;
use crate::phone::id;

/// Tells the contradiction in plain words, and how it is settled.
pub fn tell(day: &mut Day, work: &Work) {
    day.page.chapter("一处说法不一", "One thing two people see differently");
    let household = id(&work.cards[0]);
    let found = day.member(Who::Li).phone.items(&["contradictions"]);
    let expected =
        found.len() == 1 && found[0]["document"] == household.as_str() && found[0]["field"] == "phone";
    day.promise(
        expected,
        "整个社区只有一处真正的矛盾。",
        "In the whole community there is one true contradiction.",
    );
    let Some(contradiction) = found.first() else { return };
    day.page.gap();
    ask(day, &door(&work.cards[0]), contradiction);
    settle(day, contradiction);
}

fn ask(day: &mut Day, door: &str, contradiction: &Value) {
    let values = contradiction["values"].as_array().cloned().unwrap_or_default();
    let told = |value: &Value| {
        let (who, what) = (day.told(&value["by"]), plain(&value["value"]));
        day.lang().of(format!("{who}记的是 {what}"), format!("{who} wrote {what}"))
    };
    let sides: Vec<String> = values.iter().map(told).collect();
    day.page.say(
        format!("{door} 的联系电话：{}。到底哪个对？两个都留着，等人来定。", sides.join("，")),
        format!(
            "The phone number of {door}: {}. Which one holds? Both are kept until somebody says.",
            sides.join(", ")
        ),
    );
}

/// Li rings both numbers and finds that the family has a third one by now.
fn settle(day: &mut Day, contradiction: &Value) {
    const RIGHT: &str = "13805280099";
    let (document, field) = (plain(&contradiction["document"]), plain(&contradiction["field"]));
    let settle = ["contradictions", "settle", &document, &field, "--value", RIGHT];
    day.member(Who::Li).phone.ok(&settle);
    sync(day, &[Who::Li, Who::Wang, Who::Zhou]);
    let left: usize = [Who::Li, Who::Wang, Who::Zhou]
        .into_iter()
        .map(|who| day.member(who).phone.items(&["contradictions"]).len())
        .sum();
    let seen = day.member(Who::Wang).phone.ok(&["household", "show", &document])["phone"] == RIGHT;
    day.promise(
        left == 0 && seen,
        format!("李红梅两个号码都打了一遍，那家刚换了号：{RIGHT}。她定下来，大家看到的就是这个。"),
        format!("Li Hongmei rings both and learns that the family has a new one: {RIGHT}. She settles it, and all see that."),
    );
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
