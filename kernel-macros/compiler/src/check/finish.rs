//! The end of checking: literals get their default types, and what ops asked of types is looked at.

use super::checker::{Checker, Demand};
use super::infer::Ty;
use super::{Const, Local, Type, Types};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::ir::Scalar;
use crate::ops::Operand;

impl Checker<'_> {
    pub(super) fn finish(mut self) -> Result<Types, Diagnostics> {
        self.infer.default_literals();
        for demand in std::mem::take(&mut self.demands) {
            self.meet(&demand);
        }
        self.meet_elements();
        let consts = self.finish_consts();
        self.report_unknown_bindings();
        let returns = self.decided(&self.returned.ty);
        let exprs = self.exprs.iter().map(|ty| self.decided(ty)).collect();
        let mut bindings: Vec<Local> = Vec::new();
        // Bindings are numbered in the order of their creation, without gaps once the function has been checked whole.
        for bound in self.bindings.values() {
            bindings.push(Local {
                ty: self.decided(&bound.ty),
                assigned: bound.assigned || !bound.initialised,
            });
        }
        self.diagnostics.finish(Types {
            exprs,
            bindings,
            meanings: self.meanings,
            callees: self.callees,
            fields: self.fields,
            consts,
            returns,
        })
    }

    fn meet(&mut self, demand: &Demand) {
        let admitted = match self.infer.resolve(&demand.ty) {
            Ty::Scalar(scalar) => demand.operand.admits(scalar),
            Ty::Tuple(_)
            | Ty::Struct(_)
            | Ty::Slice(..)
            | Ty::Array(..)
            | Ty::Mut(_)
            | Ty::Items(_)
            | Ty::Closure(..)
            | Ty::Maybe(_) => false,
            Ty::Never | Ty::Error | Ty::Var(_) => true,
        };
        if !admitted {
            let takes = match demand.operand {
                Operand::Bool => "`bool`",
                Operand::Bits => "`bool` or an integer",
                Operand::Integer => "an integer",
                Operand::SignedInteger => "a signed integer",
                Operand::UnsignedInteger => "an unsigned integer",
                Operand::Pattern => "`u32` or `u64`",
                Operand::Float => "a float",
                Operand::Number => "a number",
                Operand::Signed => "a signed integer or a float",
                Operand::Any => "a scalar",
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Mismatch,
                    demand.place,
                    format!(
                        "mismatched types: `{}` takes {takes}, but `{}` is {}",
                        demand.what,
                        demand.text,
                        self.infer.describe(&demand.ty)
                    ),
                )
                .help(match demand.what.as_str() {
                    _ if let Ty::Struct(of) = self.infer.resolve(&demand.ty) => format!(
                        "structs have no operators and methods in a kernel: write a function `#[kernel(helper)] fn add(a: {0}, b: {0}) -> {0}`",
                        of.name
                    ),
                    ".." => {
                        "count in an integer and convert it in the body: `let t = i as f32 * step;`"
                            .to_owned()
                    }
                    _ if matches!(self.infer.resolve(&demand.ty), Ty::Mut(_)) => {
                        format!("read what it refers to: `*{}`", demand.text)
                    }
                    _ => advice(demand.operand, &demand.text),
                }),
            );
        }
    }

    fn finish_consts(&mut self) -> Vec<Const> {
        let mut consts = Vec::new();
        for used in std::mem::take(&mut self.consts) {
            let innermost = self.innermost(&used.ty);
            let table = match self.infer.resolve(&used.ty) {
                Ty::Array(..) => Some(self.decided(&used.ty)),
                _ => None,
            };
            let ty = match innermost {
                Ty::Scalar(scalar) => scalar,
                Ty::Error | Ty::Never => Scalar::F64,
                _ => {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::Ambiguous,
                            used.place,
                            format!("the type of `{}` is not known here", used.text),
                        )
                        .note("`#[kernel]` knows a `const` outside the function by its name only")
                        .help(format!(
                            "say it: `let {}: f32 = {};`",
                            used.constant.name, used.text
                        )),
                    );
                    Scalar::F64
                }
            };
            consts.push(Const {
                ty,
                table,
                ..used.constant
            });
        }
        consts
    }

    fn report_unknown_bindings(&mut self) {
        for bound in self.bindings.values() {
            if matches!(self.innermost(&bound.ty), Ty::Var(_)) {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Ambiguous,
                        bound.place,
                        format!("the type of `{}` cannot be inferred", bound.name),
                    )
                    .help(format!("say it: `let {}: f32 = …;`", bound.name)),
                );
            }
        }
    }

    /// The type in the end. What is still unknown has been reported, or is the value of what never has one.
    fn decided(&self, ty: &Ty) -> Type {
        match self.infer.resolve(ty) {
            Ty::Scalar(scalar) => Type::Scalar(scalar),
            Ty::Tuple(parts) => Type::Tuple(parts.iter().map(|part| self.decided(part)).collect()),
            Ty::Struct(of) => super::structs::flat(&of),
            Ty::Slice(element, mutable) => Type::Slice {
                element: Box::new(self.decided(&element)),
                mutable,
            },
            Ty::Array(element, extent) => {
                let extent = self.infer.extent_of(extent).clone();
                Type::Array(Box::new(self.decided(&element)), extent)
            }
            Ty::Mut(inner) => match self.infer.scalar(&inner) {
                Some(scalar) => Type::Mut(scalar),
                None => Type::Shape,
            },
            Ty::Maybe(inner) => Type::Maybe(Box::new(self.decided(&inner))),
            Ty::Items(_) | Ty::Closure(..) => Type::Shape,
            Ty::Never | Ty::Error | Ty::Var(_) => Type::Never,
        }
    }
}

fn advice(operand: Operand, text: &str) -> String {
    match operand {
        Operand::Bool => format!("compare: `{text} != 0`"),
        Operand::Float => format!("convert it: `({text}) as f32`"),
        Operand::Integer | Operand::UnsignedInteger | Operand::Pattern | Operand::Bits => {
            format!("convert it: `({text}) as u32`")
        }
        Operand::Number | Operand::Signed | Operand::SignedInteger => {
            format!("convert it: `({text}) as i32`")
        }
        Operand::Any => "use a scalar".to_owned(),
    }
}
