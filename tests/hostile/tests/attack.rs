//! A share of the long attack in every check; `attack` is the long one.

use huben_hostile::campaign::{Options, run};
use huben_tests::chance::Chance;

#[test]
fn five_thousand_hostile_changes_and_requests_harm_nobody() {
    let seed = Chance::of_test(4).draw() >> 32;
    let report = run(&Options { requests: 1200, seed, http_percent: 5, only: None });
    println!("{}\n{}", report.tally, report.after);
    assert!(report.violations.is_empty(), "{:#?}", report.violations);
    assert!(report.tally.sent() >= 5000, "{}", report.tally.sent());
    // They get past the first gate: a campaign that is refused at the door proves nothing.
    let tally = &report.tally;
    for word in ["taken", "held", "missing", "forked", "malformed", "not_allowed", "immutable", "forged"] {
        assert!(tally.offers(word) >= 2, "{word}: {}\n{tally}", tally.offers(word));
    }
    assert!(tally.answered("200 Active") > 600, "{tally}");
    assert!(tally.answered("400") > 30 && tally.answered("413") > 2 && tally.answered("401") > 3, "{tally}");
}
