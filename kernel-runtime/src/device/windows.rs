//! Arrays that are more than the device takes at once. The box is cut into parts, and of each array a part is given the *window* that it touches.
//! What the parts have written reaches the host's arrays when all of them are done.

use std::ops::Range;

use crate::home::{Held, come_home};
use crate::stage::{Accumulates, Arrays, Reaches, Space, Stage};

use super::bindings::{Download, Upload};
use super::context::Gpu;
use super::submit::Answer;
use super::{GpuError, Ineligible, Program, fault};

/// The most parts along a dimension.
const MOST_PARTS: usize = 1 << 12;

/// Of each array what a part of the box may touch.
pub(super) type Windows = Vec<Window>;

/// What a part of the box may touch of an array.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Window {
    /// The elements that are brought: they begin at a whole word of eight bytes.
    pub(super) brought: Range<usize>,
    /// Those of them that may be written, which are read back.
    pub(super) written: Range<usize>,
}

/// What the device takes at once, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Room {
    /// Of one array.
    pub(super) binding: u64,
    /// Of the arrays that are read back.
    pub(super) buffer: u64,
    /// Of all arrays.
    pub(super) memory: u64,
}

/// The arrays of a stage, as far as windows ask.
#[derive(Default)]
struct Table {
    /// Of each the size of an element, and whether it is written.
    arrays: Vec<(usize, bool)>,
}

impl<'a> Arrays<'a> for Table {
    fn read(&mut self, array: Held<'a>) {
        self.arrays.push((array.element(), false));
    }

    fn write(&mut self, array: Held<'a>, _reads: bool) {
        self.arrays.push((array.element(), true));
    }
}

/// The hulls of what a part touches of each array.
struct Hulls(Windows);

/// The hull of two ranges.
fn hull(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    match a.is_empty() {
        true => b.clone(),
        false => a.start.min(b.start)..a.end.max(b.end),
    }
}

impl Reaches for Hulls {
    fn read(&mut self, array: usize, elements: Range<usize>) {
        let window = &mut self.0[array];
        window.brought = hull(&window.brought, &elements);
    }

    fn write(&mut self, array: usize, elements: Range<usize>) {
        let window = &mut self.0[array];
        window.written = hull(&window.written, &elements);
        self.read(array, elements);
    }
}

impl Table {
    fn of<S: Stage>(stage: &S) -> Self {
        let mut table = Table::default();
        stage.arrays(&mut table);
        table
    }

    fn windows<S: Stage>(&self, stage: &S, part: &Space) -> Windows {
        let mut hulls = Hulls(vec![Window::default(); self.arrays.len()]);
        stage.reach(part, &mut hulls);
        for (window, (size, _)) in hulls.0.iter_mut().zip(&self.arrays) {
            let word = (8 / size.max(&1)).max(1);
            window.brought.start -= window.brought.start % word;
        }
        hulls.0
    }

    /// Whether the windows of a part are taken.
    fn fit(&self, windows: &Windows, room: &Room) -> bool {
        let (mut all, mut returned) = (0, 0);
        let mut fit = true;
        for (window, &(size, written)) in windows.iter().zip(&self.arrays) {
            let bytes = (window.brought.len() * size) as u64 + 8;
            fit &= bytes <= room.binding;
            all += bytes;
            returned += if written { bytes } else { 0 };
        }
        fit && all <= room.memory && returned <= room.buffer
    }

    /// Whether no two parts have written elements in common, so that they may be read back in any order.
    fn apart(&self, parts: &[Windows]) -> bool {
        (0..self.arrays.len()).all(|at| {
            let written = parts.iter().map(|windows| &windows[at].written);
            let mut written: Vec<_> = written.filter(|range| !range.is_empty()).collect();
            written.sort_by_key(|range| range.start);
            written.is_sorted_by(|a, b| a.end <= b.start)
        })
    }
}

/// A box cut in two: the device's part, which comes first, and the processor's.
pub(crate) struct Cut {
    pub(crate) device: Space,
    pub(crate) processor: Space,
    /// Of each array what the device's part touches.
    windows: Windows,
}

/// Cuts the box so that the processor has about that share of the points, if the parts do not write within each other's range of an array.
fn cut<S: Stage>(stage: &S, room: &Room, share: f64) -> Option<Cut> {
    let (table, space) = (Table::of(stage), stage.space());
    if S::ACCUMULATES != Accumulates::Nothing || space.is_empty() {
        return None;
    }
    (0..S::DIMS).find_map(|d| {
        let size = space.sizes()[d];
        let last = size.checked_sub(1).filter(|&last| last > 0)?;
        let at = space.lo[d] + ((size as f64 * (1.0 - share)) as usize).clamp(1, last);
        let (mut device, mut processor) = (space, space);
        device.hi[d] = at;
        processor.lo[d] = at;
        let both = [&device, &processor].map(|part| table.windows(stage, part));
        let [windows, _] = &both;
        (table.fit(windows, room) && table.apart(&both)).then(|| {
            let [windows, _] = both;
            Cut {
                device,
                processor,
                windows,
            }
        })
    })
}

/// The fewest parts whose windows are taken, if there are any.
pub(super) fn parts<S: Stage>(stage: &S, room: &Room) -> Option<Vec<(Space, Windows)>> {
    if S::ACCUMULATES != Accumulates::Nothing {
        return None;
    }
    let (table, space) = (Table::of(stage), stage.space());
    let mut count = 2;
    while count <= MOST_PARTS {
        for d in 0..S::DIMS {
            let size = space.sizes()[d];
            if size < count {
                continue;
            }
            let part = |number: usize| {
                let mut part = space;
                part.lo[d] = space.lo[d] + size * number / count;
                part.hi[d] = space.lo[d] + size * (number + 1) / count;
                (part, table.windows(stage, &part))
            };
            // Most that do not fit are found by their first part.
            let mut parts = Vec::new();
            let mut all = (0..count).map(part);
            let fit = all.all(|(part, windows)| {
                let fit = table.fit(&windows, room);
                parts.push((part, windows));
                fit
            });
            let windows: Vec<_> = parts.iter().map(|(_, windows)| windows.clone()).collect();
            if fit && table.apart(&windows) {
                return Some(parts);
            }
        }
        count *= 2;
    }
    None
}

impl Gpu {
    /// Whether the windows of some parts of the box are taken where whole arrays are not.
    pub(super) fn takes_windows<S: Stage>(&self, stage: &S) -> bool {
        stage.check().is_ok() && parts(stage, &self.room()).is_some()
    }

    /// Cuts the box of a checked stage for the device and the processor, which then has about that share of the points. Nothing, where that is not to be
    /// had.
    pub(crate) fn cut<S: Stage>(&self, program: &Program, stage: &S, share: f64) -> Option<Cut> {
        let is_whole = self.takes(program, stage).ok()?.is_ok();
        let room = self.room();
        is_whole.then(|| cut(stage, &room, share)).flatten()
    }

    /// Runs the device's part of the box, and something else between its submission and the waiting for it. On any error the arrays are as they were but for
    /// what that has done.
    pub(crate) fn run_beside<S: Stage>(
        &'static self,
        program: &Program,
        stage: &S,
        cut: &Cut,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<S::Partial, GpuError> {
        let answer = self.run_part(program, stage, &cut.device, &cut.windows, meanwhile)?;
        stage.arrays(&mut Download::of_windows(answer.arrays(), &cut.windows));
        Ok(answer.partial::<S>(program).unwrap_or_else(S::identity))
    }

    /// Runs a part of the box on the windows that it touches.
    fn run_part<S: Stage>(
        &'static self,
        program: &Program,
        stage: &S,
        part: &Space,
        windows: &Windows,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Answer, GpuError> {
        let answer = self.guarded(|| {
            let mut upload = Upload::of_windows(self, windows.clone());
            upload.bring(stage)?;
            self.execute(program, &upload, part, meanwhile)
        })?;
        match fault::read(answer.record()) {
            Some(fault) => Err(GpuError::Fault(fault)),
            None => Ok(answer),
        }
    }

    /// Runs the box part by part.
    pub(super) fn run_windows<S: Stage>(
        &'static self,
        program: &Program,
        stage: &S,
        whole: Ineligible,
    ) -> Result<S::Partial, GpuError> {
        let parts = parts(stage, &self.room()).ok_or(whole)?;
        come_home(stage)?;
        let mut value = S::identity();
        let mut written = Vec::new();
        for (part, windows) in parts {
            let answer = self.run_part(program, stage, &part, &windows, &mut || ())?;
            let partial = answer.partial::<S>(program);
            value = partial.map_or(value, |partial| S::combine(value, partial));
            written.push((windows, answer.arrays().to_vec()));
        }
        for (windows, from) in &written {
            stage.arrays(&mut Download::of_windows(from, windows));
        }
        Ok(value)
    }
}

/// The shader for windows: each index into an array counts from the array's window, whose first element the uniform block names after the lengths. Elements
/// of less than four bytes are counted in words.
pub(super) fn shader(text: &str) -> String {
    let names = names(text);
    let Some(last) = names.last() else {
        return text.to_owned();
    };
    let text = indexed(text, &names);
    let field = format!("    len_{last}: u32,\n");
    let bases = names.iter().map(|name| format!("    base_{name}: u32,\n"));
    let bases: String = bases.collect();
    text.replacen(&field, &format!("{field}{bases}"), 1)
}

/// The names of the arrays, in the order of their bindings: those that have a length in the uniform block.
fn names(text: &str) -> Vec<&str> {
    let fields = text
        .lines()
        .filter_map(|line| line.trim().strip_suffix(": u32,"));
    fields
        .filter_map(|field| field.strip_prefix("len_"))
        .collect()
}

/// The text with each index into one of the arrays counted from its window.
fn indexed(text: &str, names: &[&str]) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_alphabetic() || c == '_') {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = rest[at..]
            .find(|c| !is_word(c))
            .map_or(rest.len(), |len| at + len);
        out.push_str(&rest[..end]);
        let (word, after) = (&rest[at..end], &rest[end..]);
        rest = after;
        if let Some(inner) = after.strip_prefix('[').filter(|_| names.contains(&word)) {
            let close = closing(inner);
            let index = indexed(&inner[..close], names);
            out.push_str(&format!("[({index}) - kernel_params.base_{word}"));
            rest = &inner[close..];
        }
    }
    out.push_str(rest);
    out
}

/// Where the bracket closes that was opened before.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    let closing = |(_, c): &(usize, char)| {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => return true,
            ']' => depth -= 1,
            _ => {}
        }
        false
    };
    text.char_indices()
        .find(closing)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{In, Out};
    use crate::testing::Gather;

    const TEXT: &str = "struct KernelParams {\n    zero: u32,\n    len_v_x_a0: u32,\n    len_v_y_a1: u32,\n    v_a_0: f32,\n}\n\
        @group(0) @binding(1) var<storage, read> v_x_a0: array<u32>;\n\
        fn f(i: u32) { v_y_a1[v_x_a0[i + 1u] >> 2u] = tile[v_x_a0[i]] + w_v_x_a0[i]; }\n";

    #[test]
    fn indices_count_from_windows() {
        assert_eq!(names(TEXT), ["v_x_a0", "v_y_a1"]);
        let text = shader(TEXT);
        assert!(text.contains(
            "    len_v_y_a1: u32,\n    base_v_x_a0: u32,\n    base_v_y_a1: u32,\n    v_a_0"
        ));
        assert!(
            text.contains(
                "v_y_a1[(v_x_a0[(i + 1u) - kernel_params.base_v_x_a0] >> 2u) - kernel_params.base_v_y_a1] = \
                 tile[v_x_a0[(i) - kernel_params.base_v_x_a0]] + w_v_x_a0[i];"
            ),
            "{text}"
        );
        assert!(text.contains("v_x_a0: array<u32>;"));
    }

    #[test]
    fn parts_may_meet_within_a_word() {
        let (p, x, mut y) = (vec![0u32; 4003], vec![0u32; 50], vec![0u32; 4003]);
        let stage = Gather {
            sizes: [1, 4003],
            p: In::new(&p),
            x: In::new(&x),
            y: Out::new(&mut y),
        };
        let room = Room {
            binding: 9000,
            buffer: 1 << 30,
            memory: 1 << 20,
        };
        let parts = parts(&stage, &room).expect("halves fit");
        let windows: Vec<_> = parts.iter().map(|(_, windows)| &windows[2]).collect();
        assert_eq!(
            (&windows[0].brought, &windows[1].brought),
            (&(0..2001), &(2000..4003))
        );
        assert_eq!(
            (&windows[0].written, &windows[1].written),
            (&(0..2001), &(2001..4003))
        );
    }

    #[test]
    fn the_processor_has_its_share() {
        let (p, x, mut y) = (vec![0u32; 6400], vec![0u32; 50], vec![0u32; 6400]);
        let room = Room {
            binding: 1 << 20,
            buffer: 1 << 20,
            memory: 1 << 20,
        };
        let mut halves = |sizes: [usize; 2], share| {
            let stage = Gather {
                sizes,
                p: In::new(&p),
                x: In::new(&x),
                y: Out::new(&mut y),
            };
            let cut = cut(&stage, &room, share)?;
            assert_eq!(cut.windows[2].written, 0..cut.device.points());
            Some((cut.device.points(), cut.processor.points()))
        };
        assert_eq!(halves([64, 100], 0.25), Some((4800, 1600)));
        assert_eq!(halves([64, 100], 0.0001), Some((6300, 100)));
        assert_eq!(halves([64, 100], 1.0), Some((100, 6300)));
        // One row is cut along the other dimension, and one point not at all.
        assert_eq!(halves([1, 6400], 0.5), Some((3200, 3200)));
        assert_eq!(halves([1, 1], 0.5), None);
        assert_eq!(halves([0, 100], 0.5), None);
    }

    #[test]
    fn parts_are_as_few_as_fit() {
        let (p, x, mut y) = (vec![0u32; 6400], vec![0u32; 50], vec![0u32; 6400]);
        let stage = Gather {
            sizes: [64, 100],
            p: In::new(&p),
            x: In::new(&x),
            y: Out::new(&mut y),
        };
        let room = |binding, memory| Room {
            binding,
            buffer: 1 << 30,
            memory,
        };
        // `x` is read anywhere, of `p` and `y` a part has as many rows as it is of the box.
        let count = |room| parts(&stage, &room).map(|parts| parts.len());
        assert_eq!(count(room(1 << 20, 1 << 20)), Some(2));
        assert_eq!(count(room(6400 * 4 / 4 + 8, 1 << 20)), Some(4));
        assert_eq!(count(room(1 << 20, 6400 * 8 / 8 + 300)), Some(8));
        assert_eq!(count(room(100, 1 << 20)), None);
        let parts = parts(&stage, &room(1 << 13, 1 << 20)).expect("rows fit");
        let points: usize = parts.iter().map(|(part, _)| part.points()).sum();
        assert_eq!((parts.len(), points), (4, 6400));
        let brought: Vec<_> = parts[1].1.iter().map(|window| &window.brought).collect();
        assert_eq!(brought, [&(1600..3200), &(0..50), &(1600..3200)]);
        assert_eq!(parts[1].1[2].written, 1600..3200);
    }
}
