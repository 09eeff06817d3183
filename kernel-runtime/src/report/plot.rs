//! Drawings with logarithmic axes, as SVG.

use std::fmt::Write;

/// The drawing's size, and where its field begins and ends.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = WIDTH - 16.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = HEIGHT - 46.0;

/// What an axis shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    /// What stands beside it.
    pub(super) title: &'static str,
    /// How a number on it is written.
    pub(super) number: fn(f64) -> String,
    low: f64,
    high: f64,
}

impl Axis {
    /// From the power of ten below the least value to that above the greatest.
    pub(super) fn over(
        title: &'static str,
        number: fn(f64) -> String,
        values: impl Iterator<Item = f64>,
    ) -> Self {
        let logs = values.filter(|value| value.is_normal() && *value > 0.0);
        let (low, high) = logs
            .map(f64::log10)
            .fold((f64::MAX, f64::MIN), |(low, high), log| {
                (low.min(log), high.max(log))
            });
        let (low, high) = match low <= high {
            true => (low.floor(), high.ceil()),
            false => (0.0, 1.0),
        };
        Axis {
            title,
            number,
            low,
            high: high.max(low + 1.0),
        }
    }

    /// The least value on it, and the greatest.
    pub(super) fn ends(&self) -> [f64; 2] {
        [self.low, self.high].map(|log| 10f64.powf(log))
    }

    /// Where a value lies, from 0 to 1.
    fn share(&self, value: f64) -> f64 {
        ((value.log10() - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The powers of ten on it: not more than fit.
    fn ticks(&self) -> impl Iterator<Item = f64> {
        let (low, high) = (self.low as i32, self.high as i32);
        let step = 1 + (high - low) / 8;
        (low..=high)
            .step_by(step as usize)
            .map(|power| 10f64.powi(power))
    }
}

/// A drawing.
#[derive(Debug)]
pub(super) struct Plot {
    x: Axis,
    y: Axis,
    body: String,
}

impl Plot {
    /// The axes with their grid.
    pub(super) fn new(x: Axis, y: Axis) -> Self {
        let mut plot = Plot {
            x,
            y,
            body: String::new(),
        };
        for tick in x.ticks() {
            let at = plot.at_x(tick);
            plot.add(&format!(
                "<path class='grid' d='M{at:.1} {TOP}V{BOTTOM}'/><text x='{at:.1}' y='{:.1}' text-anchor='middle'>{}</text>",
                BOTTOM + 16.0,
                escaped(&(x.number)(tick))
            ));
        }
        for tick in y.ticks() {
            let at = plot.at_y(tick);
            plot.add(&format!(
                "<path class='grid' d='M{LEFT} {at:.1}H{RIGHT}'/><text x='{:.1}' y='{:.1}' text-anchor='end'>{}</text>",
                LEFT - 6.0,
                at + 4.0,
                escaped(&(y.number)(tick))
            ));
        }
        plot.add(&format!(
            "<text class='title' x='{:.1}' y='{:.1}' text-anchor='middle'>{}</text>",
            (LEFT + RIGHT) / 2.0,
            HEIGHT - 8.0,
            escaped(x.title)
        ));
        plot.add(&format!(
            "<text class='title' transform='translate(14 {:.1}) rotate(-90)' text-anchor='middle'>{}</text>",
            (TOP + BOTTOM) / 2.0,
            escaped(y.title)
        ));
        plot
    }

    /// A line through points, in the order of `x`.
    pub(super) fn line(&mut self, class: &str, points: &[(f64, f64)]) {
        let Some(((x, y), rest)) = points.split_first() else {
            return;
        };
        let mut path = format!("M{:.1} {:.1}", self.at_x(*x), self.at_y(*y));
        for (x, y) in rest {
            let _ = write!(path, "L{:.1} {:.1}", self.at_x(*x), self.at_y(*y));
        }
        self.add(&format!("<path class='{class}' d='{path}'/>"));
    }

    /// A dot, which says what it is when it is pointed at.
    pub(super) fn dot(&mut self, class: &str, (x, y): (f64, f64), says: &str) {
        let (x, y) = (self.at_x(x), self.at_y(y));
        let says = escaped(says);
        self.add(&format!(
            "<circle class='{class}' cx='{x:.1}' cy='{y:.1}' r='3.5'><title>{says}</title></circle>"
        ));
    }

    /// Words above a point, or below it.
    pub(super) fn label(&mut self, (x, y): (f64, f64), text: &str, below: bool) {
        let (x, y) = (self.at_x(x), self.at_y(y));
        let (x, anchor) = match x > (LEFT + RIGHT) / 2.0 {
            true => (x - 6.0, "end"),
            false => (x + 6.0, "start"),
        };
        let y = if below { y + 14.0 } else { y - 5.0 };
        let text = escaped(text);
        self.add(&format!(
            "<text x='{x:.1}' y='{y:.1}' text-anchor='{anchor}'>{text}</text>"
        ));
    }

    /// A line from top to bottom, with words at its head.
    pub(super) fn mark(&mut self, x: f64, text: &str) {
        let at = self.at_x(x);
        let text = escaped(text);
        self.add(&format!(
            "<path class='mark' d='M{at:.1} {TOP}V{BOTTOM}'/><text x='{:.1}' y='{:.1}'>{text}</text>",
            at + 4.0,
            TOP + 10.0
        ));
    }

    /// The drawing, for whoever cannot see it with a description.
    pub(super) fn svg(&self, description: &str) -> String {
        format!(
            "<svg viewBox='0 0 {WIDTH} {HEIGHT}' width='{WIDTH}' height='{HEIGHT}' role='img' aria-label='{}' xmlns='http://www.w3.org/2000/svg'>\n<style>{STYLE}</style>\n<rect class='field' x='{LEFT}' y='{TOP}' width='{}' height='{}'/>\n{}</svg>\n",
            escaped(description),
            RIGHT - LEFT,
            BOTTOM - TOP,
            self.body
        )
    }

    fn at_x(&self, x: f64) -> f64 {
        LEFT + self.x.share(x) * (RIGHT - LEFT)
    }

    fn at_y(&self, y: f64) -> f64 {
        BOTTOM - self.y.share(y) * (BOTTOM - TOP)
    }

    fn add(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }
}

/// How the parts of drawings look, alone or on a page.
const STYLE: &str = "svg{font:11px system-ui,sans-serif;fill:#444;background:#fff}.field{fill:#fff;stroke:#999}.grid{stroke:#e4e4e4;fill:none}\
    .title{font-size:12px;fill:#222}.mark{stroke:#888;stroke-dasharray:1 3;fill:none}\
    .roof{stroke:#222;stroke-width:1.5;fill:none}.roof.one{stroke:#888}\
    path.scalar,path.simd,path.threads,path.gpu{fill:none;stroke-width:1.6}\
    path.predicted{stroke-dasharray:5 3}\
    path.scalar{stroke:#777}path.simd{stroke:#1f6fd0}path.threads{stroke:#d0620f}path.gpu{stroke:#14853c}\
    circle.scalar{fill:#777}circle.simd{fill:#1f6fd0}circle.threads{fill:#d0620f}circle.gpu{fill:#14853c}";

/// The text with what means something in HTML written out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_run_over_powers_of_ten() {
        let axis = |values: &[f64]| Axis::over("", |x| x.to_string(), values.iter().copied());
        let over = axis(&[3.0, 250.0, f64::NAN, 0.0]);
        assert_eq!(over.ticks().collect::<Vec<_>>(), [1.0, 10.0, 100.0, 1000.0]);
        assert!((over.share(10.0) - 1.0 / 3.0).abs() < 1e-12);
        // Nothing, and a single value, have an axis as well.
        assert_eq!(axis(&[]).ticks().count(), 2);
        assert_eq!(axis(&[10.0]).ticks().count(), 2);
        assert!(axis(&[1e-300, 1e300]).ticks().count() < 12);
    }

    #[test]
    fn a_drawing_has_what_was_drawn() {
        let axis = |title| Axis::over(title, |x| format!("{x}"), [1.0, 100.0].into_iter());
        let mut plot = Plot::new(axis("a < b"), axis("y"));
        plot.line("simd", &[(1.0, 1.0), (100.0, 100.0)]);
        plot.dot("simd", (10.0, 10.0), "here");
        let svg = plot.svg("a line");
        assert!(svg.contains("a &lt; b") && svg.contains("aria-label='a line'"));
        assert!(
            svg.contains(&format!("d='M{LEFT:.1} {BOTTOM:.1}L{RIGHT:.1} {TOP:.1}'")),
            "{svg}"
        );
        assert!(svg.contains("<title>here</title>"));
    }
}
