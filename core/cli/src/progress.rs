//! How a long command gets on, for a person at a terminal.

use huben_engine::{Progress, Stage};
use huben_terminal::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::time::Duration;

/// A line on standard error that says what is going on.
pub struct Bar {
    line: ProgressBar,
    lang: Lang,
}

impl Bar {
    /// `shown`: somebody is looking.
    pub fn new(lang: Lang, shown: bool) -> Self {
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let line = ProgressBar::with_draw_target(None, target);
        line.enable_steady_tick(Duration::from_millis(120));
        Self { line, lang }
    }
}

impl Progress for Bar {
    fn at(&self, stage: Stage, done: u64, total: Option<u64>) {
        let what = match stage {
            Stage::Sending => self.lang.pick("正在上传", "sending"),
            Stage::Fetching => self.lang.pick("正在接收", "fetching"),
            Stage::Reading => self.lang.pick("正在读取", "reading"),
            Stage::Writing => self.lang.pick("正在写入", "writing"),
        };
        let of = total.map(|total| format!(" / {total}")).unwrap_or_default();
        self.line.set_message(format!("{what} {done}{of}"));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}
