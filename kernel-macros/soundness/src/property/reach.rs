//! What the plan says that parts of a box touch, which every access by their points is held against.

use std::collections::BTreeMap;
use std::ops::Range;

use kernel_compiler::analyse::{Bounded, Bounds, Poly, Reach, Stage, Symbol, Touched};
use kernel_compiler::ir::{ArrayId, Kernel};

use crate::interp::{Machine, Stop, Touch};

use super::entry;

/// So many values of its counters are tried for an index; one with more is left out.
const MOST: usize = 1 << 14;

/// Some parts of a box, with what they touch.
pub(super) struct Parts(Vec<Part>);

/// A part, from a point to before another, in each dimension.
struct Part {
    lo: Vec<u64>,
    hi: Vec<u64>,
    touched: Vec<Elements>,
}

/// Elements of an array that are touched: between two, both included, or anywhere.
struct Elements {
    array: ArrayId,
    write: bool,
    range: Option<[i128; 2]>,
}

impl Parts {
    /// The whole box, its halves along each dimension, and what is left without its borders, for the values that the machine holds.
    pub(super) fn of(
        kernel: &Kernel,
        stage: &Stage,
        machine: &Machine<'_>,
        starts: &[i128],
        sizes: &[u64],
    ) -> Result<Parts, Stop> {
        let whole = (vec![0; sizes.len()], sizes.to_vec());
        let mut boxes = vec![whole.clone()];
        for (d, size) in sizes.iter().enumerate() {
            let (mut first, mut second) = (whole.clone(), whole.clone());
            first.1[d] = size / 2;
            second.0[d] = size / 2;
            boxes.extend([first, second]);
        }
        let inner = (
            vec![1; sizes.len()],
            sizes.iter().map(|size| size - 1).collect(),
        );
        boxes.push(inner);
        let reach = Reach::of(kernel, stage);
        let evaluation = Evaluation {
            stage,
            machine,
            reach: &reach,
            starts,
        };
        let parts = boxes.into_iter().map(|(lo, hi)| {
            let touched = evaluation.touched(&lo, &hi)?;
            Ok(Part { lo, hi, touched })
        });
        parts.collect::<Result<_, _>>().map(Parts)
    }

    /// Whether all parts that the point belongs to are said to touch that.
    pub(super) fn tell_of(&self, at: &[u64], touch: Touch) -> bool {
        let holds = |part: &&Part| {
            let mut dims = at.iter().zip(part.lo.iter().zip(&part.hi));
            dims.all(|(at, (lo, hi))| lo <= at && at < hi)
        };
        let tells = |part: &Part| {
            part.touched.iter().any(|elements| {
                let index = touch.index as i128;
                elements.array == touch.array
                    && elements.write == touch.write
                    && elements
                        .range
                        .is_none_or(|[low, high]| low <= index && index <= high)
            })
        };
        self.0.iter().filter(holds).all(tells)
    }
}

/// What the polynomials of a stage come to.
struct Evaluation<'e> {
    stage: &'e Stage,
    machine: &'e Machine<'e>,
    reach: &'e Reach,
    starts: &'e [i128],
}

impl Evaluation<'_> {
    fn touched(&self, lo: &[u64], hi: &[u64]) -> Result<Vec<Elements>, Stop> {
        let id = |array: usize| self.stage.arrays[array].array;
        let mut touched = Vec::new();
        for one in &self.reach.touched {
            let Some(range) = self.range(one, lo, hi)? else {
                continue;
            };
            touched.push(Elements {
                array: id(one.array),
                write: one.write,
                range,
            });
        }
        let anywhere = [
            (&self.reach.read_anywhere, false),
            (&self.reach.written_anywhere, true),
        ];
        for (arrays, write) in anywhere {
            touched.extend(arrays.iter().map(|array| Elements {
                array: id(*array),
                write,
                range: None,
            }));
        }
        Ok(touched)
    }

    /// The least and the greatest of the indices for all values of the counters, one by one. Nothing if there are none; anything where one may wrap, as
    /// the runtime takes it.
    fn range(
        &self,
        touched: &Touched,
        lo: &[u64],
        hi: &[u64],
    ) -> Result<Option<Option<[i128; 2]>>, Stop> {
        let bounded = self.decide(&touched.index);
        let mut settings = Some(vec![Setting::new()]);
        let dims = self.stage.dims.iter().zip(self.starts);
        for ((dim, start), (lo, hi)) in dims.zip(lo.iter().zip(hi)) {
            let values = start + i128::from(*lo)..start + i128::from(*hi);
            let counter = Symbol::Var(dim.var);
            settings = with(settings, counter, |_| Ok(Some(some(values.clone()))))?;
        }
        for Bounded { symbol, bounds } in bounded {
            settings = with(settings, *symbol, |setting| self.values(bounds, setting))?;
        }
        let Some(settings) = settings else {
            return Ok(Some(None));
        };
        let mut range: Option<[i128; 2]> = None;
        for setting in &settings {
            let Some(index) = self.value(&touched.index, setting)? else {
                return Ok(Some(None));
            };
            let [low, high] = range.unwrap_or([index, index]);
            range = Some([low.min(index), high.max(index)]);
        }
        let exact = isize::MIN as i128..=isize::MAX as i128;
        Ok(range.map(|[low, high]| {
            let high = high + touched.more;
            (exact.contains(&low) && exact.contains(&high)).then_some([low, high])
        }))
    }

    /// The bounded symbols that decide what the polynomial is.
    fn decide(&self, poly: &Poly) -> Vec<&Bounded> {
        let mut symbols = poly.symbols();
        let mut found = Vec::new();
        for bounded in self.reach.bounded.iter().rev() {
            if symbols.contains(&bounded.symbol) {
                for poly in bounded.bounds.polys() {
                    symbols.extend(poly.symbols());
                }
                found.push(bounded);
            }
        }
        found.reverse();
        found
    }

    /// All that a symbol may be; nothing if that cannot be told.
    fn values(&self, bounds: &Bounds, setting: &Setting) -> Result<Option<Vec<i128>>, Stop> {
        let mut numbers = Vec::new();
        for poly in bounds.polys() {
            match self.value(poly, setting)? {
                Some(number) => numbers.push(number),
                None => return Ok(None),
            }
        }
        Ok(match (bounds, numbers.as_slice()) {
            (Bounds::Counter(..), &[start, end]) => Some(some(start..end)),
            (Bounds::Between(_, least, most), &[number]) => {
                (*least <= number && number <= *most).then(|| vec![number])
            }
            (Bounds::Min(..), &[a, b]) => Some(vec![a.min(b)]),
            (Bounds::Max(..), &[a, b]) => Some(vec![a.max(b)]),
            (Bounds::Either(..), &[a, b]) => Some(vec![a, b]),
            _ => None,
        })
    }

    fn value(&self, poly: &Poly, setting: &Setting) -> Result<Option<i128>, Stop> {
        let mut values = BTreeMap::new();
        for symbol in poly.symbols() {
            let value = match setting.get(&symbol) {
                Some(value) => *value,
                None => entry::number(self.machine, symbol)?,
            };
            values.insert(symbol, value);
        }
        Ok(poly.evaluate(&|symbol| values.get(&symbol).copied()))
    }
}

/// Values of symbols.
type Setting = BTreeMap<Symbol, i128>;

/// The numbers of a range, or more than can be tried.
fn some(range: Range<i128>) -> Vec<i128> {
    range.take(MOST + 1).collect()
}

/// Each setting with each value of one more symbol; nothing if there are too many, or some are not known.
fn with(
    settings: Option<Vec<Setting>>,
    symbol: Symbol,
    values: impl Fn(&Setting) -> Result<Option<Vec<i128>>, Stop>,
) -> Result<Option<Vec<Setting>>, Stop> {
    let mut longer = Vec::new();
    for setting in settings.iter().flatten() {
        let Some(values) = values(setting)? else {
            return Ok(None);
        };
        for value in values {
            let mut setting = setting.clone();
            setting.insert(symbol, value);
            longer.push(setting);
            if longer.len() > MOST {
                return Ok(None);
            }
        }
    }
    Ok(settings.map(|_| longer))
}
