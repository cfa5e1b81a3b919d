//! What a newer version wrote comes back unchanged.

mod support;

use huben_domain::*;
use support::*;

macro_rules! round_trips {
    ($($name:ident: $kind:ty;)+) => {$(
        #[test]
        fn $name() {
            let mut all: Vec<String> = <$kind>::KNOWN.iter().map(|value| value.as_str().to_owned()).collect();
            all.push("from-a-newer-version \"引号\"".to_owned());
            for text in all {
                let json = serde_json::to_string(&text).expect("json");
                let value: $kind = serde_json::from_str(&json).expect("any text is a value");
                assert_eq!(value.as_str(), text);
                assert_eq!(value.is_unknown(), text.starts_with("from"));
                assert_eq!(serde_json::to_string(&value).expect("json"), json);
                assert_eq!(<$kind>::parse_known(&text).is_err(), value.is_unknown());
                assert!(!value.zh().is_empty());
            }
        }
    )+};
}

round_trips! {
    every_role_round_trips: Role;
    every_hat_round_trips: Hat;
    every_household_kind_round_trips: HouseholdKind;
    every_occupancy_round_trips: Occupancy;
    every_sex_round_trips: Sex;
    every_residence_round_trips: Residence;
    every_visit_kind_round_trips: VisitKind;
    every_outcome_round_trips: Outcome;
    every_source_round_trips: Source;
    every_step_kind_round_trips: StepKind;
    every_stage_round_trips: Stage;
    every_check_result_round_trips: CheckResult;
    every_level_round_trips: Level;
}

#[test]
fn a_step_of_a_newer_version_comes_back_to_the_letter() {
    let text = concat!(
        r#"{"id":"01900000-0000-7000-8000-000000000001","n":4,"step":"inspect","at":"2025-08-01T09:00:00+08:00","#,
        r#""by":"01900000-0000-7000-8000-000000000002","hat":"inspector","result":"half","score":3,"#,
        r#""photos":[1.50,123456789012345678901234567890],"weather":null}"#,
    );
    let step: Step = serde_json::from_str(text).expect("a step");
    assert_eq!(step.step, StepKind::Other("inspect".into()));
    assert_eq!(step.more.keys().collect::<Vec<_>>(), ["photos", "weather"]);
    assert_eq!(serde_json::to_string(&step).expect("json"), text);
}

#[test]
fn a_step_leaves_out_what_is_absent_and_takes_null_for_it() {
    let steps = [step(1, StepKind::Accept, WORKER, Hat::Addressee)];
    let text = serde_json::to_string(&steps).expect("json");
    let expected = concat!(
        r#"[{"id":"00000000-0001-7707-8707-070707070707","n":1,"step":"accept","at":"2025-08-01T09:00:00+08:00","#,
        r#""by":"00000000-0000-0000-0000-000000000001","hat":"addressee"}]"#,
    );
    assert_eq!(text, expected);
    let nulls = text.replace("}]", r#","text":null,"score":null}]"#);
    assert_eq!(serde_json::from_str::<Vec<Step>>(&nulls).expect("steps"), steps);
}

#[test]
fn a_step_without_what_it_needs_is_an_error_and_no_panic() {
    for text in ["{}", "[]", "null", r#"{"id":"x"}"#, r#"{"n":-1}"#] {
        assert!(serde_json::from_str::<Step>(text).is_err(), "{text}");
    }
}

#[test]
fn a_household_says_null_for_what_is_absent_and_keeps_attributes_to_the_letter() {
    let text = concat!(
        r#"{"id":"01900000-0000-7000-8000-000000000001","area":"321181001025001","address":"3-2-501","#,
        r#""door":{"estate":null,"building":"3","unit":"2","room":"501"},"kind":"home","name":null,"#,
        r#""occupancy":"owner","contact":"王秀英","phone":null,"note":null,"attributes":{"面积":89.50},"#,
        r#""residents":[{"id":"01900000-0000-7000-8000-000000000002","name":"王秀英","sex":"female","#,
        r#""birth_date":"1950-02-03","relation":null,"phone":null,"residence":null,"ended":null}],"ended":null}"#,
    );
    let household: Household = serde_json::from_str(text).expect("a household");
    assert_eq!(household.door, Door::parse("3-2-501", None));
    assert_eq!(serde_json::to_string(&household).expect("json"), text);
}

#[test]
fn an_issue_and_its_state_round_trip() {
    let issue = Issue {
        id: IssueId::new(1, [0; 10]),
        case_number: "025001-20250801-28T5CY4T".into(),
        area: area("321181001025001"),
        category: "路灯".into(),
        text: "不亮".into(),
        household: None,
        visit: None,
        place: Some("3幢东".into()),
        urgent: true,
        source: Source::Volunteer,
        first_asked: user(VOLUNTEER),
        steps: straight_road(),
        attributes: Default::default(),
    };
    let text = serde_json::to_string(&issue).expect("json");
    assert_eq!(serde_json::from_str::<Issue>(&text).expect("an issue"), issue);
    let state = serde_json::to_string(&issue.state()).expect("json");
    assert_eq!(serde_json::from_str::<IssueState>(&state).expect("a state"), fold(&straight_road()));
}
