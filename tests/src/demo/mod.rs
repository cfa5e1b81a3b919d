//! The demo: one day of one community, played by the real programs and told in plain words.
//!
//! One file a chapter, in the order in which they are told; `day::Day` is what they share.

mod cast;
mod columns;
mod compare;
mod contradiction;
mod day;
mod figures;
mod lang;
mod merging;
mod offline;
mod opening;
mod options;
mod page;
mod reunion;
mod road;
mod serve;
mod team;
mod words;

pub use options::Options;

use day::Day;
use page::Page;

/// Plays the day; false when anything differed from what is promised.
pub fn play(options: &Options) -> bool {
    let page = Page::new(options.lang());
    let directory = options.directory();
    page.title("户本 · 振兴路社区的一天", "Huben · a day of Zhenxinglu community");
    let mut day = opening::tell(page, directory, options.seed);
    let work = offline::tell(&mut day);
    reunion::tell(&mut day);
    merging::tell(&mut day, &work);
    contradiction::tell(&mut day, &work);
    road::tell(&mut day, &work);
    figures::tell(&mut day);
    compare::tell(&mut day);
    let good = conclude(&mut day);
    if options.serve && good {
        serve::tell(&mut day);
    }
    good
}

fn conclude(day: &mut Day) -> bool {
    day.page.gap();
    let count = day.problems.len();
    let seconds = day.began.elapsed().as_secs_f64();
    if count == 0 {
        day.page.say(
            format!("一天结束，{seconds:.1} 秒讲完，样样对得上。"),
            format!("The day ends, told in {seconds:.1} s, and everything agrees."),
        );
    } else {
        let seed = day.seed;
        day.page.say(
            format!("有 {count} 处与承诺不符（上面标 ✗ 的）。重演：./demo --seed {seed}"),
            format!(
                "{count} promises did not hold (marked ✗ above). Play it again with ./demo --seed {seed}"
            ),
        );
    }
    day.page.gap();
    count == 0
}
