//! What input is taken, and on which field it is refused.

mod support;

use StepKind::*;
use huben_domain::{limits::*, *};
use support::*;

fn field<T>(checked: Result<T, Invalid>) -> Result<(), &'static str> {
    checked.map(drop).map_err(|invalid| invalid.field)
}

#[test]
fn text_is_trimmed_and_must_say_something() {
    assert_eq!(validate::name("\u{3000}王秀英 "), Ok("王秀英".to_owned()));
    assert_eq!(validate::text(" 一\r\n二\t三 "), Ok("一\n二\t三".to_owned()));
    assert_eq!(validate::note(Some("  ")), Ok(None));
    assert_eq!(validate::note(None), Ok(None));
    let refused = [
        (field(validate::name(" ")), "name"),
        (field(validate::name("王\n秀英")), "name"),
        (field(validate::address("")), "address"),
        (field(validate::text("a\u{0}b")), "text"),
        (field(validate::reason("\u{7}")), "reason"),
        (field(validate::category("")), "category"),
        (field(validate::trimmed("contact", "a\u{1b}[31m")), "contact"),
    ];
    for (result, expected) in refused {
        assert_eq!(result, Err(expected));
    }
}

#[test]
fn lengths_count_characters_not_bytes() {
    assert_eq!(field(validate::name(&"王".repeat(NAME_CHARS))), Ok(()));
    assert_eq!(field(validate::name(&"王".repeat(NAME_CHARS + 1))), Err("name"));
    assert_eq!(field(validate::text(&"字".repeat(TEXT_CHARS))), Ok(()));
    assert_eq!(field(validate::text(&"字".repeat(TEXT_CHARS + 1))), Err("text"));
    assert_eq!(field(validate::note(Some(&"字".repeat(NOTE_CHARS + 1)))), Err("note"));
}

#[test]
fn a_birth_lies_between_1880_and_today() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a date");
    let today = day("2025-08-01");
    for (date, expected) in [
        ("2025-08-01", Ok(())),
        ("2025-08-02", Err("birth_date")),
        ("1880-01-01", Ok(())),
        ("1879-12-31", Err("birth_date")),
    ] {
        assert_eq!(field(validate::birth_date(day(date), today)), expected, "{date}");
    }
}

#[test]
fn a_visit_lies_at_most_a_day_ahead() {
    let now = time("2025-08-01T09:00:00+08:00");
    assert_eq!(field(validate::visit_at(time("2025-08-02T01:00:00Z"), now)), Ok(()));
    assert_eq!(field(validate::visit_at(time("2025-08-02T09:00:01+08:00"), now)), Err("at"));
}

#[test]
fn a_score_is_one_to_five() {
    let taken: Vec<u8> = (0..=9).filter(|score| validate::score(*score).is_ok()).collect();
    assert_eq!(taken, [1, 2, 3, 4, 5]);
}

#[test]
fn attributes_have_short_keys_and_values_of_16_kb() {
    let fits = Json::string(&"x".repeat(ATTRIBUTE_VALUE_BYTES - 2));
    let too_long = Json::string(&"x".repeat(ATTRIBUTE_VALUE_BYTES - 1));
    let one = |key: &str, value: &Json| validate::attributes(&[(key.to_owned(), value.clone())].into());
    assert_eq!(field(one("党员", &fits)), Ok(()));
    assert_eq!(field(one("党员", &too_long)), Err("attribute"));
    assert_eq!(field(one(" 党员", &fits)), Err("attribute"));
    assert_eq!(field(one("", &fits)), Err("attribute"));
}

#[test]
fn a_step_says_what_it_cannot_do_without() {
    let nothing = StepInput::default;
    let table = [
        (Dispatch, Err("to")),
        (Accept, Ok(())),
        (Feedback, Ok(())),
        (Handle, Ok(())),
        (Decline, Err("text")),
        (Verify, Err("result")),
        (Close, Ok(())),
        (Rate, Err("score")),
        (Assess, Ok(())),
        (Escalate, Err("text")),
        (Postpone, Err("until")),
        (Suspend, Err("text")),
        (Resume, Ok(())),
        (Approve, Ok(())),
        (Refuse, Ok(())),
        (Cancel, Err("text")),
        (Reopen, Err("text")),
    ];
    for (kind, expected) in table {
        assert_eq!(field(nothing().checked(&kind)), expected, "{kind}");
        // What a form is told to ask for is what is asked of it.
        assert_eq!(StepNeeds::of(&kind) == StepNeeds::default(), expected.is_ok(), "{kind}");
    }
    let note = StepInput { note: Some(" 重复 ".into()), text: Some(" ".into()), ..nothing() };
    let kept = StepInput { note: Some("重复".into()), ..nothing() };
    assert_eq!(note.checked(&Cancel), Ok(kept));
}
