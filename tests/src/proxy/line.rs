//! What the line does with the bytes that pass.

use std::time::Duration;

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the phone to the office.
    Up,
    /// From the office to the phone.
    Down,
}

/// How the line behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Everything passes.
    Open,
    /// Every connection is refused, and those that stand are cut at their next byte.
    Offline,
    /// Every request is answered `200 OK` with a page that asks to log in.
    CaptivePortal,
    /// Every request reaches the office twice, and its second answer the phone.
    Twice,
    /// Every request reaches the office, and the phone gets the answer to the one before, whosever it was; nothing for
    /// the first.
    AnothersAnswer,
    /// Every request is answered `200 OK` with what grows to a gigabyte.
    Bomb(Bomb),
    /// Every request is heard and none answered.
    Silent,
    /// One cut when so many bytes have passed this way; open from then on.
    CutOnce {
        /// The way that is counted.
        direction: Direction,
        /// How many bytes still pass.
        after: u64,
    },
    /// Every connection is cut when so many of its bytes have passed this way.
    CutEachConnection {
        /// The way that is counted.
        direction: Direction,
        /// How many bytes of each connection pass.
        after: u64,
    },
    /// A cut whenever another so many bytes have passed this way, over all connections.
    CutEvery {
        /// The way that is counted.
        direction: Direction,
        /// How many bytes lie between two cuts.
        bytes: u64,
    },
    /// One bit of the byte at this place is turned over; open from then on.
    FlipOnce {
        /// The way that is counted.
        direction: Direction,
        /// The place of the byte.
        at: u64,
    },
    /// Every piece that passes waits for so long.
    Delay(Duration),
    /// No more than so many bytes a second, in each direction of each connection.
    Throttle {
        /// How fast.
        bytes_per_second: u64,
    },
}

/// What grows when it is unpacked, or never ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bomb {
    /// `Content-Encoding: gzip`.
    Gzip,
    /// `Content-Encoding: zstd`.
    Zstd,
    /// In the envelope of an answer, as the protocol compresses, with a signature that is none.
    Envelope,
    /// Bytes that go on and on.
    Endless,
}

impl Line {
    /// Whether it answers in the office's place, or with another answer of its.
    pub(super) fn answers_falsely(self) -> bool {
        use Line::{AnothersAnswer, Bomb, CaptivePortal, Silent, Twice};
        matches!(self, CaptivePortal | Twice | AnothersAnswer | Bomb(_) | Silent)
    }
}

/// The line, and what it has counted since it was set.
pub(super) struct Wire {
    line: Line,
    passed: [u64; 2],
}

/// What is to happen with one piece.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passage {
    /// How many of its bytes pass.
    pub pass: usize,
    /// Whether the connection ends after them.
    pub cut: bool,
    /// The byte of it that is spoiled.
    pub flip: Option<usize>,
    /// How long it waits before it passes.
    pub wait: Duration,
}

impl Wire {
    pub(super) fn open() -> Wire {
        Wire { line: Line::Open, passed: [0; 2] }
    }

    pub(super) fn set(&mut self, line: Line) {
        *self = Wire { line, passed: [0; 2] };
    }

    pub(super) fn line(&self) -> Line {
        self.line
    }

    /// Judges a piece of `length` bytes, the connection having passed `before` of them already.
    pub(super) fn passage(&mut self, way: Direction, before: u64, length: usize) -> Passage {
        let whole = Passage { pass: length, cut: false, flip: None, wait: Duration::ZERO };
        let passed = self.passed[way as usize];
        let passage = match self.line {
            Line::Open => whole,
            Line::Offline => Passage { pass: 0, cut: true, ..whole },
            line if line.answers_falsely() => Passage { pass: 0, cut: true, ..whole },
            Line::CutOnce { direction, after } if direction == way => {
                cut_at(after.saturating_sub(passed), whole)
            }
            Line::CutEachConnection { direction, after } if direction == way => {
                cut_at(after.saturating_sub(before), whole)
            }
            Line::CutEvery { direction, bytes } if direction == way => {
                cut_at(bytes - passed % bytes.max(1), whole)
            }
            Line::FlipOnce { direction, at }
                if direction == way && (passed..passed + length as u64).contains(&at) =>
            {
                Passage { flip: Some((at - passed) as usize), ..whole }
            }
            Line::Delay(wait) => Passage { wait, ..whole },
            Line::Throttle { bytes_per_second } => Passage {
                wait: Duration::from_secs_f64(length as f64 / bytes_per_second.max(1) as f64),
                ..whole
            },
            _ => whole,
        };
        self.passed[way as usize] += passage.pass as u64;
        let spent = matches!(self.line, Line::CutOnce { .. }) && passage.cut || passage.flip.is_some();
        if spent {
            self.line = Line::Open;
        }
        passage
    }
}

fn cut_at(room: u64, whole: Passage) -> Passage {
    if (whole.pass as u64) < room {
        return whole;
    }
    Passage { pass: room as usize, cut: true, ..whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passages(line: Line, pieces: &[usize]) -> Vec<(usize, bool)> {
        let mut wire = Wire::open();
        wire.set(line);
        pieces
            .iter()
            .map(|&length| {
                let passage = wire.passage(Direction::Up, 0, length);
                (passage.pass, passage.cut)
            })
            .collect()
    }

    #[test]
    fn a_single_cut_falls_on_its_byte_and_leaves_the_line_open() {
        let line = Line::CutOnce { direction: Direction::Up, after: 15 };
        assert_eq!(passages(line, &[10, 10, 10]), [(10, false), (5, true), (10, false)]);
    }

    #[test]
    fn a_cut_every_so_many_bytes_comes_again_and_again() {
        let line = Line::CutEvery { direction: Direction::Up, bytes: 10 };
        assert_eq!(passages(line, &[6, 6, 10, 3]), [(6, false), (4, true), (10, true), (3, false)]);
    }

    #[test]
    fn the_other_way_is_left_alone() {
        let line = Line::CutOnce { direction: Direction::Down, after: 0 };
        assert_eq!(passages(line, &[10]), [(10, false)]);
    }
}
