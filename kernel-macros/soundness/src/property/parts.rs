//! How the values of parts of a box become one: by their operators, and what is picked together by comparing the best values and the
//! positions that they come from.

use kernel_compiler::analyse::{Pick, Reduce, Reduction};
use kernel_compiler::ir::{Scalar, VarId};
use kernel_compiler::ops::Op;

use crate::interp::{Outcome, Stop, Value, apply};

/// The value that changes nothing; of what is taken along with a best value, zero.
pub(super) fn identity(reduction: &Reduction) -> Value {
    let ty = reduction.ty;
    let bits = 8 * ty.bytes() as u32;
    let (least, most) = match ty.is_signed() {
        true => (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1),
        false => (0, (1i128 << bits) - 1),
    };
    let number = |value: i128| Value::integer(value, ty).unwrap_or(Value::Bool(value != 0));
    let float = |value: f64| Value::F64(value).cast(ty).unwrap_or(Value::F64(value));
    if reduction.is_along() {
        return match ty.is_float() {
            true => float(0.0),
            false => number(0),
        };
    }
    match (reduction.op, ty.is_float()) {
        // Not 0.0, which would turn a sum of -0.0 into 0.0.
        (Reduce::Add, true) => float(-0.0),
        (Reduce::Min, true) => float(f64::INFINITY),
        (Reduce::Max, true) => float(f64::NEG_INFINITY),
        (Reduce::Add | Reduce::Or | Reduce::Xor, _) => number(0),
        (Reduce::Mul, _) => number(1),
        (Reduce::Min, _) => number(most),
        (Reduce::Max, _) => number(least),
        (Reduce::And, _) if ty == Scalar::Bool => Value::Bool(true),
        (Reduce::And, _) => number(-1),
    }
}

/// Combines the values of a part into those of the others.
pub(super) fn combine(
    reductions: &[Reduction],
    totals: &mut [Value],
    part: &[Value],
) -> Result<(), Stop> {
    merge(reductions, totals, part, &|pick, op, part, total| {
        let [position, other] = [part.1, total.1].map(|position| position.exact());
        let comes_first = match pick.last {
            true => position > other,
            false => position < other,
        };
        Ok(compare(stronger(op), part.0, total.0)?
            || compare(Op::Eq, part.0, total.0)? && comes_first)
    })
}

/// Combines the values of the whole box into those from before it.
pub(super) fn finish(
    reductions: &[Reduction],
    before: &mut [Value],
    whole: &[Value],
) -> Result<(), Stop> {
    merge(reductions, before, whole, &|pick, op, whole, before| {
        let strictly = compare(stronger(op), whole.0, before.0)?;
        let better = strictly || pick.last && compare(Op::Eq, whole.0, before.0)?;
        Ok(better && whole.1.exact() != Some(0))
    })
}

/// Whether what has been picked in one, the value and its position, is picked rather than that of the other.
type Better<'b> = &'b dyn Fn(Pick, Reduce, (Value, Value), (Value, Value)) -> Result<bool, Stop>;

fn merge(
    reductions: &[Reduction],
    totals: &mut [Value],
    part: &[Value],
    better: Better<'_>,
) -> Result<(), Stop> {
    let place = |var: VarId| {
        reductions
            .iter()
            .position(|reduction| reduction.var == var)
            .ok_or_else(|| Stop::Broken("what is picked by is no reduction".to_owned()))
    };
    let before = totals.to_vec();
    for (at, reduction) in reductions.iter().enumerate() {
        totals[at] = match reduction.pick {
            None => by_operator(reduction.op, before[at], part[at])?,
            Some(pick) => {
                let (best, position) = (place(pick.best)?, place(pick.position)?);
                let of = |values: &[Value]| (values[best], values[position]);
                match better(pick, reduction.op, of(part), of(&before))? {
                    true => part[at],
                    false => before[at],
                }
            }
        };
    }
    Ok(())
}

fn stronger(op: Reduce) -> Op {
    match op {
        Reduce::Max => Op::Gt,
        _ => Op::Lt,
    }
}

fn compare(op: Op, a: Value, b: Value) -> Result<bool, Stop> {
    Ok(gives(op, a, b)?.same(Value::Bool(true)))
}

fn by_operator(op: Reduce, a: Value, b: Value) -> Result<Value, Stop> {
    let op = match op {
        Reduce::Add => Op::Add,
        Reduce::Mul => Op::Mul,
        Reduce::Min => Op::Min,
        Reduce::Max => Op::Max,
        Reduce::And => Op::And,
        Reduce::Or => Op::Or,
        Reduce::Xor => Op::Xor,
    };
    gives(op, a, b)
}

fn gives(op: Op, a: Value, b: Value) -> Result<Value, Stop> {
    match apply(op, &[a, b]) {
        Outcome::Gives(value) => Ok(value),
        other => Err(Stop::Broken(format!(
            "a reduction's operator on {a} and {b}: {other:?}"
        ))),
    }
}
