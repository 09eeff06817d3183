//! `as`, with Rust's meaning: integers wrap, floats saturate.

use crate::ir::{Expr, ExprKind, Scalar};

use super::stmt::Writer;
use super::types::{self, bits};
use super::{Refusal, Width};

impl Writer<'_> {
    /// The value converted.
    pub(super) fn cast(&mut self, value: &Expr, to: Scalar) -> Result<String, Refusal> {
        let from = value.ty;
        let mut text = self.expr(value)?;
        if from == to {
            return Ok(text);
        }
        if from.is_integer() && matches!(value.kind, ExprKind::Literal(_)) {
            // naga cannot convert every constant.
            text = format!("({text} + {}(kernel_zero()))", self.ty(from));
        }
        let looks_at_all = to.is_float() || bits(to, Width::Wide) > 32 && !is_size(to);
        if is_size(from) && looks_at_all {
            self.require(self.range(value).exact(from), from)?;
        }
        // A narrow size made of 64 bits, or of a signed float, may have been cut.
        if is_size(to) && (matches!(from, Scalar::I64 | Scalar::U64)) {
            self.require(false, to)?;
        }
        if to == Scalar::Isize && from.is_float() {
            self.require(false, to)?;
        }
        let target = self.ty(to);
        Ok(match (from, to) {
            (Scalar::Bool, _) => {
                let (no, yes) = (
                    types::integer(0, to, self.width),
                    types::integer(1, to, self.width),
                );
                format!("select({no}, {yes}, {text})")
            }
            (Scalar::F32, Scalar::F64) | (Scalar::F64, Scalar::F32) => format!("{target}({text})"),
            _ if from.is_float() => self.saturate(&text, from, to),
            _ if to.is_float() => format!("{target}({text})"),
            _ => types::wrap(self.integer_cast(&text, from, to), to),
        })
    }

    /// A float as an integer: narrow types by way of 32 bits.
    fn saturate(&self, text: &str, from: Scalar, to: Scalar) -> String {
        let converted = format!("kernel_{}_to_{}({text})", self.ty(from), self.ty(to));
        if to.bytes() >= 4 {
            return converted;
        }
        let (low, high) = types::extremes(to, self.width);
        let low = types::integer(low, to, self.width);
        let high = types::integer(high, to, self.width);
        format!("clamp({converted}, {low}, {high})")
    }

    /// An integer as another, before it is wrapped to its type: the sign is extended as the source's type says.
    fn integer_cast(&self, text: &str, from: Scalar, to: Scalar) -> String {
        let (source, target) = (self.ty(from), self.ty(to));
        let widens = matches!(source, "i32" | "u32") && matches!(target, "i64" | "u64");
        let narrows = matches!(source, "i64" | "u64") && matches!(target, "i32" | "u32");
        match (source, target) {
            _ if source == target => text.to_owned(),
            ("i32", "u64") => format!("bitcast<u64>(i64({text}))"),
            ("u32", "i64") => format!("bitcast<i64>(u64({text}))"),
            _ if widens => format!("{target}({text})"),
            _ if narrows => {
                let low = format!("u32(bitcast<u64>({text}) & 0xfffffffflu)");
                if target == "u32" {
                    low
                } else {
                    format!("bitcast<i32>({low})")
                }
            }
            _ => format!("bitcast<{target}>({text})"),
        }
    }
}

fn is_size(ty: Scalar) -> bool {
    matches!(ty, Scalar::Usize | Scalar::Isize)
}
