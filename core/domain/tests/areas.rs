//! Area codes and case numbers.

mod support;

use huben_domain::*;
use support::*;

#[test]
fn a_code_covers_itself_and_what_lies_below() {
    let chain = ["321181", "321181001", "321181001025", "321181001025001", "32118100102500103"];
    for (above, wide) in chain.iter().enumerate() {
        for (below, narrow) in chain.iter().enumerate() {
            assert_eq!(area(wide).covers(&area(narrow)), above <= below, "{wide} {narrow}");
        }
    }
    assert!(!area("321181001").covers(&area("321181002025")));
    assert!(!area("321181001025001").covers(&area("321181001025002")));
}

#[test]
fn a_code_tells_its_level_and_its_ancestors() {
    let micro = area("32118100102500103");
    let above: Vec<String> = micro.ancestors().iter().map(AreaCode::to_string).collect();
    assert_eq!(above, ["321181001025001", "321181001025", "321181001", "321181"]);
    assert_eq!(micro.parent(), Some(area("321181001025001")));
    assert_eq!(area("321181").parent(), None);
    let levels =
        [&micro].into_iter().cloned().chain(micro.ancestors()).map(|code| code.level()).collect::<Vec<_>>();
    assert_eq!(levels, [Level::MicroGrid, Level::Grid, Level::Community, Level::Street, Level::City]);
}

#[test]
fn what_is_no_code_is_refused_on_the_field_area() {
    for text in ["", "3211", "32118100", "振兴路社区", "32118100102x", "321181001025001031", "-21181"] {
        assert_eq!(text.parse::<AreaCode>().map_err(|invalid| invalid.field), Err("area"), "{text}");
    }
    assert_eq!(" ３２１１８１ ".parse::<AreaCode>(), Ok(area("321181")));
    assert!(serde_json::from_str::<AreaCode>("\"32118\"").is_err());
    assert_eq!(serde_json::to_string(&area("321181")).ok().as_deref(), Some("\"321181\""));
}

#[test]
fn a_case_number_says_where_and_when() {
    let id = IssueId::new(1_754_000_000_000, [0, 1, 2, 3, 4, 0x12, 0x34, 0x56, 0x78, 0x9a]);
    let evening = time("2025-08-01T23:30:00+08:00");
    let number = |code| case_number(&area(code), evening, id);
    assert_eq!(number("321181001025001"), "025001-20250801-28T5CY4T");
    assert_eq!(number("32118100102500103"), "02500103-20250801-28T5CY4T");
    assert_eq!(number("321181001025"), "025-20250801-28T5CY4T");
    assert_eq!(number("321181001"), "001-20250801-28T5CY4T");
}
