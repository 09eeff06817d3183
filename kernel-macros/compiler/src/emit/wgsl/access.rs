//! Elements of arrays. 8- and 16-bit elements and `bool` share words of 32 bits with their neighbours.

use crate::analyse::{Check, Update};
use crate::emit::names;
use crate::ir::{ArrayId, Elements, Expr, ExprKind, Length, Scalar, SiteId};
use crate::ops::Op;

use super::stmt::Writer;
use super::{Refusal, Width, copies, layout, types};

/// The most bytes of a function's variables that every device must take.
const MOST_PRIVATE: u64 = 8192;

impl Writer<'_> {
    /// Reads one element.
    pub(super) fn load(
        &mut self,
        array: ArrayId,
        index: &Expr,
        site: SiteId,
    ) -> Result<String, Refusal> {
        if let Some(held) = self.held.get(&site) {
            return Ok(held.clone());
        }
        let at = self.index(array, index, site)?;
        let element = self.element(array, &at);
        Ok(match self.tiled(site) {
            Some(tiled) => format!("select({element}, {tiled}, kernel_staged)"),
            None => element,
        })
    }

    /// The element at an index that is in bounds.
    pub(super) fn element(&mut self, array: ArrayId, at: &str) -> String {
        let name = names::array(self.kernel, array);
        let of = self.kernel.array(array).element;
        if !layout::packed(of) || self.is_private(array) {
            return format!("{name}[{}]", types::bare(at));
        }
        let at = self.named("at", at);
        let (word, shift, bits) = place(of, &at);
        let used = self.stage.arrays.iter().find(|used| used.array == array);
        let word = if used.is_some_and(|used| used.writes) {
            format!("atomicLoad(&{name}[{word}])")
        } else {
            format!("{name}[{word}]")
        };
        match of {
            Scalar::Bool => format!("(extractBits({word}, {shift}, 8u) != 0u)"),
            Scalar::I8 | Scalar::I16 => {
                format!("extractBits(bitcast<i32>({word}), {shift}, {bits}u)")
            }
            _ => format!("extractBits({word}, {shift}, {bits}u)"),
        }
    }

    /// Writes one element. A packed one is cleared and set by atomics: neighbours in the word may be written at the same time.
    pub(super) fn store(
        &mut self,
        array: ArrayId,
        index: &Expr,
        value: &Expr,
        site: SiteId,
    ) -> Result<(), Refusal> {
        let value = self.expr(value)?;
        let value = self.named("value", &value);
        let at = self.index(array, index, site)?;
        let name = names::array(self.kernel, array);
        let of = self.kernel.array(array).element;
        if !layout::packed(of) || self.is_private(array) {
            self.line(&format!("{name}[{}] = {value};", types::bare(&at)));
            return Ok(());
        }
        let at = self.named("at", &at);
        let (word, shift, bits) = place(of, &at);
        let ones = (1u32 << bits) - 1;
        let value = match of {
            Scalar::Bool => format!("select(0u, 1u, {value})"),
            Scalar::I8 | Scalar::I16 => format!("(bitcast<u32>({value}) & {ones:#x}u)"),
            _ => value,
        };
        self.line(&format!(
            "atomicAnd(&{name}[{word}], ~({ones:#x}u << {shift}));"
        ));
        self.line(&format!("atomicOr(&{name}[{word}], {value} << {shift});"));
        Ok(())
    }

    /// Combines a value into an element in which points meet.
    pub(super) fn accumulate(
        &mut self,
        update: &Update<'_>,
        index: &Expr,
        site: SiteId,
    ) -> Result<(), Refusal> {
        let of = self.kernel.array(update.array);
        let function = match update.op {
            Op::Sub => copies::atomic(update.reduce, of.element).map(|_| "atomicSub"),
            _ => copies::atomic(update.reduce, of.element),
        };
        let Some(function) = function else {
            let (name, ty, op) = (&of.name, of.element.name(), update.op.row().name);
            return Err(Refusal::Unsupported(format!(
                "points accumulate into `{name}`, and WGSL has no atomic `{op}` of `{ty}`"
            )));
        };
        let value = self.expr(update.value)?;
        let value = self.named("value", &value);
        let at = self.index(update.array, index, site)?;
        let name = names::array(self.kernel, update.array);
        let into = |name: &str| format!("{function}(&{name}[{at}], {value});");
        let line = match self.copies.of(update.array) {
            Some(copy) => format!(
                "if (kernel_copied()) {{ {} }} else {{ {} }}",
                into(&copy),
                into(&name.to_string())
            ),
            None => into(&name.to_string()),
        };
        self.line(&line);
        Ok(())
    }

    /// Whether each point has the array to itself.
    fn is_private(&self, array: ArrayId) -> bool {
        !self.stage.arrays.iter().any(|used| used.array == array)
    }

    /// Introduces a local array.
    pub(super) fn local_array(&mut self, array: ArrayId, values: &Elements) -> Result<(), Refusal> {
        let of = self.kernel.array(array);
        let name = names::array(self.kernel, array);
        let length = self.len(array);
        let known = of.length().and_then(Length::known).unwrap_or(0);
        self.private_bytes += u64::from(known) * u64::from(types::bytes(of.element, self.width));
        if self.private_bytes > MOST_PRIVATE {
            return Err(Refusal::Unsupported(format!(
                "the arrays of an iteration take more than {MOST_PRIVATE} bytes, which is more than WGSL promises"
            )));
        }
        let ty = self.ty(of.element);
        match values {
            Elements::Repeat(value) => {
                let value = self.expr(value)?;
                let value = self.named("value", &value);
                self.line(&format!("var {name}: array<{ty}, {length}>;"));
                self.line(&format!(
                    "for (var at = 0u; at < {length}; at++) {{ {name}[at] = {value}; }}"
                ));
            }
            Elements::List(values) => {
                let mut texts = Vec::new();
                for value in values {
                    texts.push(self.expr(value)?);
                }
                let texts = texts.join(", ");
                self.line(&format!(
                    "var {name}: array<{ty}, {length}> = array<{ty}, {length}>({texts});"
                ));
            }
        }
        Ok(())
    }

    /// Stops unless the index is below the length.
    pub(super) fn bounds_check(
        &mut self,
        index: &Expr,
        len: &Expr,
        site: SiteId,
    ) -> Result<(), Refusal> {
        let (index_range, len_range) = (self.range(index), self.range(len));
        self.require(index_range.indexes() && len_range.indexes(), Scalar::Usize)?;
        self.require(len_range.exact(Scalar::Usize), Scalar::Usize)?;
        let (at, len) = (self.expr(index)?, self.expr(len)?);
        let (at, len) = (self.named("at", &at), self.named("len", &len));
        let site = site.0;
        let report = if self.width == Width::Wide {
            format!("kernel_fault_index64({site}u, {at}, u32({len}))")
        } else {
            let negative = if index_range.low < 0 {
                format!("{at} >> 31u")
            } else {
                "0u".to_owned()
            };
            format!("kernel_fault_index32({site}u, {at}, {negative}, {len})")
        };
        self.fault_if(&format!("{at} >= {len}"), &report);
        Ok(())
    }

    /// The index as a `u32` that is in bounds from here on.
    fn index(&mut self, array: ArrayId, index: &Expr, site: SiteId) -> Result<String, Refusal> {
        let access = self.stage.accesses.get(&site);
        let checked =
            access.is_none_or(|access| matches!(access.check, Check::Guarded(_) | Check::Lane));
        // The host sees to it that a guarded range fits 32 bits.
        let bounded = access.is_some_and(|access| matches!(access.check, Check::Guarded(_)));
        let range = self.range(index);
        if checked && !bounded {
            self.require(range.indexes(), Scalar::Usize)?;
        }
        let mut at = self.expr(index)?;
        let wide = self.width == Width::Wide;
        if wide && is_constant(index) {
            // naga converts no constants of 64 bits.
            at = self.named("at", &at);
        }
        if !checked {
            return Ok(if wide { format!("u32({at})") } else { at });
        }
        let at = self.named("at", &at);
        let len = self.len(array);
        let site = site.0;
        if wide {
            let report = format!("kernel_fault_index64({site}u, {at}, {len})");
            self.fault_if(&format!("{at} >= u64({len})"), &report);
            return Ok(format!("u32({at})"));
        }
        let negative = if range.low < 0 {
            format!("{at} >> 31u")
        } else {
            "0u".to_owned()
        };
        let report = format!("kernel_fault_index32({site}u, {at}, {negative}, {len})");
        self.fault_if(&format!("{at} >= {len}"), &report);
        Ok(at)
    }
}

/// Whether an expression is one of literals alone.
fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) => true,
        ExprKind::Var(_) | ExprKind::Len(_) | ExprKind::Load { .. } => false,
        ExprKind::Op { args, .. } => args.iter().all(is_constant),
        ExprKind::Cast(value) => is_constant(value),
        ExprKind::Select {
            cond,
            then,
            otherwise,
        } => [cond, then, otherwise]
            .into_iter()
            .all(|part| is_constant(part)),
    }
}

/// Where a packed element lies: its word, the shift within it, and its bits.
fn place(of: Scalar, at: &str) -> (String, String, u32) {
    match of.bytes() {
        1 => (format!("{at} >> 2u"), format!("(({at} & 3u) * 8u)"), 8),
        _ => (format!("{at} >> 1u"), format!("(({at} & 1u) * 16u)"), 16),
    }
}
