//! The page's text.

use std::fmt::Write;

use super::machine::{MachineProfile, machine};
use super::plot::{Axis, Plot, escaped};
use super::{Point, Report, bytes, count, rate, time};
use crate::variant::Variant;

/// The page of a report.
pub(super) fn page(report: &Report) -> String {
    let machine = machine();
    let kernels = report.kernels();
    let mut page = String::from(HEAD);
    roofline(&mut page, &machine, &kernels);
    page.push_str("<h2>Kernels</h2>\n");
    if kernels.is_empty() {
        page.push_str("<p>Nothing has been measured yet.</p>\n");
    }
    for (name, points) in &kernels {
        kernel(&mut page, name, points);
    }
    decisions(&mut page, report);
    let _ = writeln!(
        page,
        "<h2>The machine</h2>\n<pre>{}</pre>\n</main>",
        escaped(&machine.to_string())
    );
    page
}

const HEAD: &str = "<!doctype html>
<html lang='en'>
<meta charset='utf-8'>
<meta name='viewport' content='width=device-width'>
<title>Kernels on this machine</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #fff; margin: 2em }
main { max-width: 64em; margin: auto }
table { font-size: 13px; border-collapse: collapse; margin: .5em 0 1.5em; font-variant-numeric: tabular-nums }
td, th { white-space: nowrap; padding: .15em .7em; text-align: right; border-bottom: 1px solid #e4e4e4 }
td:first-child, th:first-child, .words { text-align: left }
.chosen { font-weight: 600; background: #eef4fc }
.bad { color: #b00020 }
pre { overflow-x: auto; background: #f7f7f7; padding: .8em }
svg { max-width: 100%; height: auto }
.key span { margin-right: 1.2em } .key i { display: inline-block; width: .8em; height: .8em; border-radius: 50%; margin-right: .4em }
</style>
<main>
<h1>Kernels on this machine</h1>
<p>A <em>kernel</em> is one function of which there are several <em>variants</em>: <em>scalar</em> takes one point after the other, <em>simd</em> a vector of
points at a time, <em>threads</em> does so on all cores, <em>gpu</em> on a graphics card. At each call the runtime predicts how long each would take with these
arguments, and runs the one that is best. This page shows how good the predictions and the choices are.</p>
<p class='key'><span><i style='background:#777'></i>scalar</span><span><i style='background:#1f6fd0'></i>simd</span><span><i
style='background:#d0620f'></i>threads</span><span><i style='background:#14853c'></i>gpu</span> dots: measured; broken lines: predicted; upright lines: where
another variant begins to be predicted as the fastest</p>
";

/// How near the machine's limits the largest size of each kernel comes.
fn roofline(page: &mut String, machine: &MachineProfile, kernels: &[(String, Vec<Point>)]) {
    let reached = kernels.iter().filter_map(|(name, points)| {
        let point = points.last()?;
        let (_, seconds) = Point::fastest(&point.measured)?;
        let amount = point.amount;
        let known = amount.operations > 0.0 && amount.bytes > 0.0;
        known.then(|| {
            let intensity = amount.operations / amount.bytes;
            (name.clone(), intensity, amount.operations / seconds)
        })
    });
    let reached: Vec<_> = reached.collect();
    let _ = write!(
        page,
        "<h2>Roofline</h2>\n<p>Each dot is a kernel at its largest size, in its fastest variant: how many operations per second it reaches, over how many it makes
for each byte of memory. The rising lines are what memory allows, the flat ones what computing allows, for one thread and for all. A dot near a line can hardly
become faster; far below one it could. Kernels whose arrays lie in a cache may stand above the rising lines; an operation such as <code>exp</code> counts as one, so
that kernels full of them stand low.</p>\n{}",
        machine.roofline_with(&reached)
    );
}

/// A kernel over its sizes.
fn kernel(page: &mut String, name: &str, points: &[Point]) {
    let _ = writeln!(page, "<h3>{}</h3>", escaped(name));
    page.push_str(&curves(name, points));
    page.push_str("<table><tr><th>points</th><th>memory</th><th class='words'>chosen</th>");
    for variant in Variant::LOCAL {
        let _ = write!(page, "<th>{variant}</th>");
    }
    page.push_str("<th>lost by the choice</th></tr>\n");
    for point in points {
        let _ = write!(
            page,
            "<tr><td>{}</td><td>{}</td><td class='words' title='{}'>{}</td>",
            count(point.amount.points),
            bytes(point.amount.bytes),
            escaped(point.why),
            point.chosen
        );
        for variant in Variant::LOCAL {
            let chosen = if variant == point.chosen {
                " class='chosen'"
            } else {
                ""
            };
            let predicted = point.predicted[variant as usize];
            let cell = match (point.measured[variant as usize], predicted) {
                (None, None) => "–".to_owned(),
                (None, Some(predicted)) => format!("({})", time(predicted)),
                (Some(measured), None) => time(measured),
                (Some(measured), Some(predicted)) => {
                    format!(
                        "{} ({:+.0} %)",
                        time(measured),
                        100.0 * (predicted / measured - 1.0)
                    )
                }
            };
            let _ = write!(page, "<td{chosen}>{cell}</td>");
        }
        let lost = point
            .regret()
            .map_or("–".to_owned(), |regret| format!("{regret:.2}x"));
        let class = match point.regret() {
            Some(regret) if regret > 1.25 => " class='bad'",
            _ => "",
        };
        let _ = writeln!(page, "<td{class}>{lost}</td></tr>");
    }
    page.push_str(
        "</table>\n<p>Measured times, and in brackets how far off the prediction was, or the prediction alone.</p>\n",
    );
}

/// Predicted and measured times over the size.
fn curves(name: &str, points: &[Point]) -> String {
    let times = points
        .iter()
        .flat_map(|point| point.predicted.iter().chain(&point.measured));
    let sizes = points.iter().map(|point| point.amount.points);
    let mut plot = Plot::new(
        Axis::over("points", count, sizes),
        Axis::over("time", time, times.flatten().copied()),
    );
    for variant in Variant::LOCAL {
        let of = |times: fn(&Point) -> &[Option<f64>]| {
            let known = points.iter().filter_map(move |point| {
                Some((point.amount.points, times(point)[variant as usize]?))
            });
            known.collect::<Vec<_>>()
        };
        plot.line(
            &format!("{variant} predicted"),
            &of(|point| &point.predicted),
        );
        for (x, seconds) in of(|point| &point.measured) {
            let says = format!("{variant}: {} for {} points", time(seconds), count(x));
            plot.dot(variant.name(), (x, seconds), &says);
        }
    }
    let mut before: Option<(Variant, f64)> = None;
    for point in points {
        let Some((fastest, _)) = Point::fastest(&point.predicted) else {
            continue;
        };
        if let Some((other, size)) = before
            && other != fastest
        {
            let between = (size * point.amount.points).sqrt();
            plot.mark(between, &format!("{other} → {fastest}"));
        }
        before = Some((fastest, point.amount.points));
    }
    plot.svg(&format!(
        "{name}: time of each variant over the number of points"
    ))
}

/// The last decisions.
fn decisions(page: &mut String, report: &Report) {
    if report.decisions.is_empty() {
        return;
    }
    page.push_str(
        "<h2>The last decisions</h2>\n<table><tr><th>kernel</th><th>points</th><th class='words'>variant</th><th class='words'>why</th><th>predicted</th><th>took</th><th>reached</th></tr>\n",
    );
    for record in report.decisions.iter().rev() {
        let told = |seconds: Option<f64>| seconds.map_or("–".to_owned(), time);
        let predicted = record
            .predicted
            .get(record.variant as usize)
            .copied()
            .flatten();
        let reached = record
            .measured
            .map(|seconds| record.amount.operations / seconds);
        let stage = match record.kernel.stages() {
            1 => String::new(),
            _ => format!(", stage {}", record.stage + 1),
        };
        let _ = writeln!(
            page,
            "<tr><td>{}{stage}</td><td>{}</td><td class='words'>{}</td><td class='words'>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escaped(record.kernel.name()),
            count(record.amount.points),
            record.variant,
            escaped(record.why()),
            told(predicted),
            told(record.measured),
            reached.map_or("–".to_owned(), rate)
        );
    }
    page.push_str("</table>\n");
}
