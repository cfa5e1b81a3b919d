//! The page the story is told on: 80 columns, chapters, paragraphs, tables; a little colour on a terminal only.

use std::fmt::Display;
use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use super::columns::{cut, padded, width, wrapped};
use super::lang::Lang;

/// Columns inside the margin.
const TEXT: usize = 76;
const MARGIN: &str = "  ";

/// Where the demo writes.
pub struct Page {
    /// The language of the telling.
    pub lang: Lang,
    colour: bool,
    chapter: usize,
}

/// How a column of a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Words: from the left.
    Words,
    /// Numbers: to the right.
    Number,
}

impl Page {
    /// Standard output; coloured when it is a terminal and nobody asked for no colour.
    pub fn new(lang: Lang) -> Page {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Page { lang, colour, chapter: 0 }
    }

    /// The head of the story.
    pub fn title(&self, zh: impl Display, en: impl Display) {
        println!("\n{MARGIN}{}\n{MARGIN}{}", self.painted("1", &self.lang.of(zh, en)), "═".repeat(TEXT));
    }

    /// The head of a chapter, numbered.
    pub fn chapter(&mut self, zh: impl Display, en: impl Display) {
        self.chapter += 1;
        let heading = format!("{}  {}", self.chapter, self.lang.of(zh, en));
        let rule = "─".repeat(TEXT.saturating_sub(width(&heading) + 1));
        println!("\n{MARGIN}{} {}\n", self.painted("1;36", &heading), self.painted("36", &rule));
    }

    /// A paragraph.
    pub fn say(&self, zh: impl Display, en: impl Display) {
        for line in wrapped(&self.lang.of(zh, en), TEXT) {
            println!("{MARGIN}{line}");
        }
    }

    /// A line that went well, or did not.
    pub fn verdict(&self, good: bool, zh: impl Display, en: impl Display) {
        let (mark, paint) = if good { ("✓", "32") } else { ("✗", "1;31") };
        let lines = wrapped(&self.lang.of(zh, en), TEXT - 2);
        for (at, line) in lines.iter().enumerate() {
            let mark = if at == 0 { self.painted(paint, mark) } else { " ".to_owned() };
            println!("{MARGIN}{mark} {line}");
        }
    }

    /// A command somebody may type, on a line of its own, unbroken.
    pub fn command(&self, line: impl Display) {
        println!("{MARGIN}  {}", self.painted("33", &line.to_string()));
    }

    /// An empty line.
    pub fn gap(&self) {
        println!();
    }

    /// A table; the widest column of words gives way when it would not fit.
    pub fn table(&self, heads: &[(&str, &str, Column)], rows: &[Vec<String>]) {
        let names: Vec<String> = heads.iter().map(|(zh, en, _)| self.lang.of(zh, en)).collect();
        let mut widths: Vec<usize> = names.iter().map(|name| width(name)).collect();
        for row in rows {
            for (at, cell) in row.iter().enumerate() {
                widths[at] = widths[at].max(width(cell));
            }
        }
        let gaps = 2 * (widths.len() - 1);
        while widths.iter().sum::<usize>() + gaps > TEXT {
            let words = (0..widths.len()).filter(|&at| heads[at].2 == Column::Words);
            let Some(widest) = words.max_by_key(|&at| widths[at]) else { break };
            widths[widest] -= 1;
        }
        let line = |cells: &[String]| {
            let cells = cells
                .iter()
                .enumerate()
                .map(|(at, cell)| padded(&cut(cell, widths[at]), widths[at], heads[at].2 == Column::Number));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        println!("{MARGIN}{}", self.painted("2", &line(&names)));
        let rule = widths.iter().map(|&columns| "─".repeat(columns)).collect::<Vec<_>>().join("  ");
        println!("{MARGIN}{}", self.painted("2", &rule));
        for row in rows {
            println!("{MARGIN}{}", line(row));
        }
    }

    /// Progress on standard error, seen on a terminal only and gone when dropped.
    pub fn progress(&self, steps: u64, zh: impl Display, en: impl Display) -> Progress {
        let bar = ProgressBar::new(steps);
        let style =
            ProgressStyle::with_template("  {msg}  {bar:30.cyan}  {pos}/{len}").expect("a fixed template");
        bar.set_style(style.progress_chars("━━─"));
        bar.set_message(self.lang.of(zh, en));
        Progress(bar)
    }

    fn painted(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// A bar under way.
pub struct Progress(ProgressBar);

impl Progress {
    /// One more done.
    pub fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
