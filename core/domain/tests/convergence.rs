//! Whatever the order of arrival, the same steps come to the same state. Found seeds are kept beside this file.

mod support;

use huben_domain::*;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use support::*;

/// One draw: who, which of their possible steps (or any step at all, made without knowing the issue), and how far
/// behind the author was.
#[derive(Debug, Clone)]
struct Draw {
    by: u8,
    choice: usize,
    fitting: bool,
    behind: u64,
    failed: bool,
    id: u64,
}

fn draws(length: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<Draw>> {
    let draw = (1u8..=7, any::<usize>(), prop::bool::weighted(0.75), 0u64..3, any::<bool>(), any::<u32>());
    let draw = draw.prop_map(|(by, choice, fitting, behind, failed, id)| Draw {
        by,
        choice,
        fitting,
        behind,
        failed,
        id: id.into(),
    });
    prop::collection::vec(draw, length)
}

/// A history that mostly makes sense, with steps between that come late, twice or from nowhere.
fn history(draws: &[Draw]) -> Vec<Step> {
    let mut steps = vec![step(1, StepKind::Report, VOLUNTEER, Hat::Volunteer)];
    for (at, draw) in draws.iter().enumerate() {
        let who = actor(draw.by);
        let fitting = possible(&steps, &who);
        let kind = match fitting.get(draw.choice % fitting.len().max(1)) {
            Some(kind) if draw.fitting => kind.clone(),
            _ => StepKind::KNOWN[draw.choice % StepKind::KNOWN.len()].clone(),
        };
        let hat = check_step(&steps, &who, &kind).unwrap_or_else(|_| Hat::KNOWN[draw.choice % 11].clone());
        let mut next = step(next_n(&steps).saturating_sub(draw.behind).max(1), kind, draw.by, hat);
        // Ids need not follow the numbers: phones' clocks differ.
        next.id = StepId::new(draw.id, [at as u8; 10]);
        if draw.failed && next.result.is_some() {
            next.result = Some(CheckResult::Failed);
        }
        steps.push(next);
    }
    steps
}

fn permutations(steps: &[Step]) -> Vec<Vec<Step>> {
    if steps.is_empty() {
        return vec![vec![]];
    }
    let mut all = vec![];
    for first in 0..steps.len() {
        let mut rest = steps.to_vec();
        let chosen = rest.remove(first);
        for mut tail in permutations(&rest) {
            tail.insert(0, chosen.clone());
            all.push(tail);
        }
    }
    all
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/convergence.seeds"))),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn every_order_of_arrival_of_a_short_history_comes_to_the_same_state(draws in draws(1..=4)) {
        let steps = history(&draws);
        let expected = fold(&steps);
        for order in permutations(&steps) {
            prop_assert_eq!(&fold(&order), &expected);
        }
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn a_long_history_shuffled_or_received_twice_comes_to_the_same_state(
        (steps, mut shuffled) in draws(1..40).prop_map(|draws| history(&draws)).prop_flat_map(|steps| {
            (Just(steps.clone()), Just(steps).prop_shuffle())
        })
    ) {
        prop_assert_eq!(fold(&shuffled), fold(&steps));
        shuffled.extend(steps.clone());
        prop_assert_eq!(fold(&shuffled), fold(&steps));
    }

    #[test]
    fn steps_that_did_not_count_change_nothing(draws in draws(1..40)) {
        let steps = history(&draws);
        let state = fold(&steps);
        let counted: Vec<Step> = steps.iter().filter(|step| state.verdicts[&step.id] == Counted::Yes).cloned().collect();
        let mut alone = fold(&counted);
        prop_assert!(alone.verdicts.values().all(|verdict| *verdict == Counted::Yes));
        alone.verdicts = state.verdicts.clone();
        prop_assert_eq!(alone, state);
    }

    #[test]
    fn what_is_possible_counts_and_what_is_refused_does_not(draws in draws(0..20), by in 1u8..=7) {
        let steps = history(&draws);
        let who = actor(by);
        let offered = possible(&steps, &who);
        for kind in StepKind::KNOWN {
            match check_step(&steps, &who, kind) {
                Ok(hat) => {
                    prop_assert!(offered.contains(kind));
                    prop_assert_eq!(last_counted(&then(steps.clone(), kind.clone(), by, hat)), Counted::Yes);
                }
                Err(refusal) => {
                    prop_assert!(!offered.contains(kind));
                    if let StepRefusal::NotNow { possible } = refusal {
                        prop_assert_eq!(&possible, &offered);
                    }
                    for hat in &who.hats {
                        let forced = then(steps.clone(), kind.clone(), by, hat.clone());
                        prop_assert_eq!(last_counted(&forced), Counted::TooLate);
                    }
                }
            }
        }
    }
}
