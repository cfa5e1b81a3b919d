//! The kept inputs of every target, and a bounded number of changes of them; `fuzz TARGET --seconds 600` is the long run.

use huben_hostile::fuzz::{replay, search};
use huben_hostile::targets;
use huben_tests::chance::Chance;

/// Changes tried of each target's corpus; each takes between a microsecond and two milliseconds.
const CHANGES: u64 = 600;

#[test]
fn no_kept_input_and_none_of_its_changes_harms_a_decoder_or_the_accept_pipeline() {
    let seed = Chance::of_test(6).draw();
    for target in targets::ALL {
        let (kept, found) = replay(&target);
        assert!(kept > 0, "{} has no corpus; run `fuzz --make-corpus`", target.name);
        assert!(found.is_empty(), "{}: {found:?}", target.name);
        let searched = search(&target, seed, |so_far| {
            so_far.tried >= CHANGES && so_far.read > 0 || so_far.tried >= 30 * CHANGES
        });
        assert!(searched.found.is_none(), "{}: {:?}", target.name, searched.found);
        // Noise proves nothing: some must be read.
        assert!(searched.read > 0, "{}: none of {} was read", target.name, searched.tried);
    }
}
