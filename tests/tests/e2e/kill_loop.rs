//! A short kill loop; the long one is a command: `cargo run -p huben-tests --bin kill-loop`.

use huben_tests::chance::Chance;
use huben_tests::kill_loop::play;

#[test]
fn thirty_kills_lose_and_double_nothing_and_every_status_stays_true() {
    let report = play(30, Chance::of_test(1).draw(), |_| ());
    println!("{report}");
    assert!(report.untrue.is_empty(), "{report}");
    for hits in report.hits {
        assert!(hits.before_its_word > 0, "no kill fell where it can hurt: {report}");
    }
}
