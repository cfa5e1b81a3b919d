//! A hub that lies over its own signature; `lie --phones 200` is the long run.

use huben_hostile::lied_to::lie;
use huben_tests::chance::Chance;

#[test]
fn phones_that_are_lied_to_neither_panic_nor_lose_nor_ask_without_end() {
    let seed = Chance::of_test(5).draw() >> 32;
    let harm = lie(8, 8, seed, None);
    assert!(harm.violations.is_empty(), "{:#?}", harm.violations);
    assert!(harm.ends.get("complete").is_some_and(|complete| *complete > 5), "{:?}", harm.ends);
}

#[test]
fn what_the_office_puts_off_is_offered_again_until_all_of_it_is_there() {
    let harm = lie(1, 3, 1, Some(19));
    assert!(harm.violations.is_empty(), "{:#?}", harm.violations);
    assert_eq!(harm.ends.keys().collect::<Vec<_>>(), ["complete"]);
    assert!(harm.requests > harm.runs, "asked again in the same run: {harm:?}");
}

#[test]
fn an_office_that_always_asks_for_more_or_says_forked_or_knows_no_cursor_ends_the_run() {
    for always in [1, 14, 15] {
        let harm = lie(1, 2, 1, Some(always));
        assert!(harm.violations.is_empty(), "lie {always}: {:#?}", harm.violations);
        assert!(harm.requests < 60, "lie {always}: {} requests", harm.requests);
    }
}
