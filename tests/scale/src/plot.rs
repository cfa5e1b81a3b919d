//! Cost against size as SVG, small enough to read in a diff; light and dark.

use std::fmt::Write;
use std::path::Path;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 24.0;
const TOP: f64 = 44.0;
const BOTTOM: f64 = 52.0;
const STYLE: &str = "svg{background:#fff;font:12px sans-serif}text{fill:#333}.grid{stroke:#ddd}.aim{stroke:#c33;stroke-dasharray:6 4}\
.s0{stroke:#06c;fill:#06c}.s1{stroke:#c60;fill:#c60}.s2{stroke:#383;fill:#383}.line{fill:none;stroke-width:2}text{stroke:none}\
@media(prefers-color-scheme:dark){svg{background:#161b22}text{fill:#ccc}.grid{stroke:#333}.s0{stroke:#6af;fill:#6af}.s1{stroke:#fa6;fill:#fa6}.s2{stroke:#7c7;fill:#7c7}}";

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What it shows.
    pub name: String,
    /// Size and cost.
    pub points: Vec<(f64, f64)>,
}

impl Series {
    /// A line through these points.
    pub fn new(name: &str, points: Vec<(f64, f64)>) -> Series {
        Series { name: name.to_owned(), points }
    }
}

/// A plot of up to three lines over one scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Plot {
    /// Above it.
    pub title: String,
    /// What grows to the right, with its unit.
    pub across: String,
    /// What grows upwards, with its unit.
    pub up: String,
    /// The lines.
    pub series: Vec<Series>,
    /// A dashed line: what was wanted.
    pub aim: Option<f64>,
}

impl Plot {
    /// Writes it into a directory, if one was named.
    ///
    /// # Panics
    /// When the file cannot be written.
    pub fn write(&self, directory: Option<&Path>, file: &str) {
        let Some(directory) = directory else { return };
        std::fs::create_dir_all(directory).expect("the plots' directory can be made");
        std::fs::write(directory.join(file), self.to_svg()).expect("a plot can be written");
        println!("  drawn: {}", directory.join(file).display());
    }

    /// The picture. Sizes that grow by leaps stand at equal distances.
    pub fn to_svg(&self) -> String {
        let mut sizes: Vec<f64> = self.series.iter().flat_map(|s| s.points.iter().map(|p| p.0)).collect();
        sizes.sort_by(f64::total_cmp);
        sizes.dedup();
        let (first, last) = (sizes.first().copied().unwrap_or(0.0), sizes.last().copied().unwrap_or(1.0));
        let leaps = sizes.iter().find(|size| **size > 0.0).is_some_and(|least| last / least > 30.0);
        let costs = self.series.iter().flat_map(|s| s.points.iter().map(|p| p.1)).chain(self.aim);
        let step = round_step(costs.fold(0.0, f64::max) / 5.0);
        let top = step * 5.0;
        let x = |size: f64| {
            let place = if leaps {
                sizes.iter().position(|s| *s == size).unwrap_or(0) as f64 / (sizes.len().max(2) - 1) as f64
            } else {
                (size - first) / (last - first).max(1.0)
            };
            LEFT + 24.0 + place * (WIDTH - LEFT - RIGHT - 48.0)
        };
        let y = |cost: f64| HEIGHT - BOTTOM - cost / top * (HEIGHT - TOP - BOTTOM);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" role=\"img\" aria-label=\"{}\">\n<style>{STYLE}</style>\n",
            self.title
        );
        let mut text = |x: f64, y: f64, anchor: &str, what: &str| {
            let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{what}</text>");
        };
        text(LEFT, 18.0, "start", &format!("<tspan font-weight=\"bold\">{}</tspan>", self.title));
        text(LEFT, 34.0, "start", &self.up);
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "middle", &self.across);
        for size in &sizes {
            text(x(*size), HEIGHT - BOTTOM + 18.0, "middle", &figure(*size));
        }
        for n in 0..=5 {
            text(LEFT - 8.0, y(step * f64::from(n)) + 4.0, "end", &figure(step * f64::from(n)));
        }
        for (n, series) in self.series.iter().enumerate() {
            let mark = format!("<tspan class=\"s{n}\" stroke=\"none\">● </tspan>{}", series.name);
            text(WIDTH - RIGHT, 18.0 + 16.0 * n as f64, "end", &mark);
        }
        for n in 0..=5 {
            let at = y(step * f64::from(n));
            let _ = writeln!(svg, "<path class=\"grid\" d=\"M{LEFT} {at:.1}H{}\"/>", WIDTH - RIGHT);
        }
        if let Some(aim) = self.aim {
            let _ = writeln!(svg, "<path class=\"aim\" d=\"M{LEFT} {:.1}H{}\"/>", y(aim), WIDTH - RIGHT);
        }
        for (n, series) in self.series.iter().enumerate() {
            let points = series.points.iter().map(|p| format!("{:.1},{:.1}", x(p.0), y(p.1)));
            let points = points.collect::<Vec<_>>().join(" ");
            let _ = writeln!(svg, "<polyline class=\"line s{n}\" style=\"fill:none\" points=\"{points}\"/>");
            for p in &series.points {
                let _ = writeln!(
                    svg,
                    "<circle class=\"s{n}\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"3\"/>",
                    x(p.0),
                    y(p.1)
                );
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// The next round number.
fn round_step(raw: f64) -> f64 {
    let power = 10f64.powf(raw.max(1e-9).log10().floor());
    [1.0, 2.0, 2.5, 4.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| *step >= raw).unwrap_or(power)
}

fn figure(value: f64) -> String {
    let rounded = (value * 1000.0).round() / 1000.0;
    let text = format!("{rounded}");
    match text.split_once('.') {
        None if text.len() > 3 => {
            let (front, back) = text.split_at(text.len() - 3);
            format!("{front},{back}")
        }
        _ => text,
    }
}
