//! Slices as values: parts of them, references to their elements, and their methods.

use super::calls::MethodCall;
use super::checker::{Checker, quoted};
use super::infer::Ty;
use super::{Adapter, Callee, Meaning, ViewCall};
use crate::diag::{Code, Diagnostic, Place};
use crate::parse::ast::{BindingId, Expr, ExprKind, Span};

impl Checker<'_> {
    /// `x[a..b]`
    pub(super) fn part(&mut self, base: &Expr, part: &Span) -> Ty {
        let found = self.expr(base);
        for end in [&part.start, &part.end].into_iter().flatten() {
            let found = self.expr(end);
            self.require(end, &found, &Ty::USIZE, "the ends of a part are `usize`");
        }
        match self.infer.resolve(&found) {
            slice @ Ty::Slice(..) => slice,
            Ty::Array(element, _) => Ty::Slice(element, self.is_writable(base)),
            Ty::Var(_) if let Some(element) = self.table(base) => {
                Ty::Slice(Box::new(element), false)
            }
            Ty::Never => self.nothing(base),
            Ty::Error => Ty::Error,
            other => {
                let error = Diagnostic::new(
                    Code::Mismatch,
                    base.place,
                    format!(
                        "{} is {}, of which no part can be taken",
                        quoted(base),
                        self.infer.describe(&other)
                    ),
                );
                self.diagnostics
                    .push(error.help("take a part of a slice: `&x[start..end]`"));
                Ty::Error
            }
        }
    }

    /// `&a`, `&mut a`
    pub(super) fn reference(&mut self, whole: &Expr, mutable: bool, of: &Expr) -> Ty {
        let found = self.expr(of);
        let found = self.infer.resolve(&found);
        if !mutable {
            return match found {
                Ty::Slice(element, _) | Ty::Array(element, _) => Ty::Slice(element, false),
                // What `&mut` refers to is read.
                Ty::Mut(referent) => *referent,
                other => other,
            };
        }
        match (&of.kind, found) {
            (_, Ty::Never) => self.nothing(of),
            (_, Ty::Error) => Ty::Error,
            (_, Ty::Slice(element, true)) => Ty::Slice(element, true),
            (_, Ty::Array(element, _)) => {
                self.writable_elements(of, of.place);
                Ty::Slice(element, true)
            }
            (_, Ty::Slice(element, false)) => {
                let error = Diagnostic::new(
                    Code::Immutable,
                    of.place,
                    format!(
                        "{} is behind `&`, so it cannot be borrowed as `&mut`",
                        quoted(of)
                    ),
                );
                let wanted = self.infer.describe(&Ty::Slice(element, true));
                self.diagnostics
                    .push(error.help(format!("take it as {wanted}")));
                Ty::Error
            }
            (ExprKind::Index { base, .. }, ty) => {
                self.writable_elements(base, of.place);
                Ty::Mut(Box::new(ty))
            }
            (ExprKind::Deref(_), ty @ (Ty::Scalar(_) | Ty::Struct(_))) => Ty::Mut(Box::new(ty)),
            _ => {
                let error = Diagnostic::new(
                    Code::Unsupported,
                    whole.place,
                    format!(
                        "a `&mut` reference to {} cannot be part of a kernel",
                        quoted(of)
                    ),
                );
                self.diagnostics.push(
                    error.help(
                        "use the variable itself; a slice or an element of one can be borrowed",
                    ),
                );
                Ty::Error
            }
        }
    }

    /// `*a`
    pub(super) fn dereference(&mut self, whole: &Expr, of: &Expr) -> Ty {
        let found = self.expr(of);
        match self.infer.resolve(&found) {
            Ty::Mut(referent) => *referent,
            found @ (Ty::Items(_) | Ty::Closure(..) | Ty::Maybe(_)) => {
                let error = Diagnostic::new(
                    Code::Mismatch,
                    whole.place,
                    format!(
                        "{} is {}, which cannot be dereferenced",
                        quoted(of),
                        self.infer.describe(&found)
                    ),
                );
                self.diagnostics.push(
                    error.help("dereference a reference: `*v` where `v` comes from `iter_mut()`"),
                );
                Ty::Error
            }
            other => other,
        }
    }

    /// Reports unless what a dereference refers to can be written.
    pub(super) fn writable_referent(&mut self, target: &Expr, of: &Expr) {
        let found = self.exprs[of.id.0 as usize].clone();
        if matches!(
            self.infer.resolve(&found),
            Ty::Mut(_) | Ty::Error | Ty::Never
        ) {
            return;
        }
        let error = Diagnostic::new(
            Code::Immutable,
            target.place,
            format!(
                "{} is no `&mut` reference, so it cannot be written through",
                quoted(of)
            ),
        );
        self.diagnostics
            .push(error.help("get it from `iter_mut()`, `chunks_exact_mut(n)` or `&mut y[i]`"));
    }

    /// Reports unless the elements of a local name for a slice can be written.
    pub(super) fn writable_view(&mut self, place: Place, id: BindingId) {
        let Some((element, false)) = self.slice_of(id) else {
            return;
        };
        let Some(bound) = self.bindings.get(&id) else {
            return;
        };
        self.diagnostics.push(
            Diagnostic::new(
                Code::Immutable,
                place,
                format!(
                    "`{}` is behind `&`, so its elements cannot be written",
                    bound.name
                ),
            )
            .label(bound.place, format!("`{}` is declared here", bound.name))
            .help(format!(
                "borrow it as `&mut`: it has to be a {}",
                self.infer.describe(&Ty::Slice(Box::new(element), true))
            )),
        );
    }

    /// Only numbers and tuples of them are assigned: what a name refers to stays the same.
    pub(super) fn assignable(&mut self, target: &Expr, ty: &Ty) -> bool {
        let (what, help) = match self.infer.resolve(ty) {
            Ty::Slice(..) => (
                "a slice",
                "give the other slice a name of its own: `let next = &x[a..b];`, or exchange two: `std::mem::swap(&mut a, &mut b)`",
            ),
            Ty::Mut(_) => ("a reference", "write what it refers to: put `*` in front"),
            Ty::Items(_) | Ty::Closure(..) | Ty::Maybe(_) => {
                ("no number", "introduce another name with `let`")
            }
            _ => return true,
        };
        if matches!(target.kind, ExprKind::Tuple(_)) {
            return true;
        }
        self.diagnostics.push(
            Diagnostic::new(
                Code::Unsupported,
                target.place,
                format!("{} is {what}, which a kernel cannot assign", quoted(target)),
            )
            .help(help),
        );
        false
    }

    pub(super) fn no_turbofish(&mut self, call: &MethodCall<'_>) -> Ty {
        let error = Diagnostic::new(
            Code::UnknownFunction,
            call.name.span(),
            format!("`.{}` takes no type arguments in a kernel", call.name),
        );
        self.diagnostics.push(
            error.help("remove the `::<…>`; `.sum::<f32>()` and `.product::<f32>()` have one"),
        );
        Ty::Error
    }

    /// A method of a slice.
    pub(super) fn view_method(&mut self, call: &MethodCall<'_>, element: Ty, mutable: bool) -> Ty {
        let name = call.name.to_string();
        let whole_array = match (&call.receiver.kind, self.meanings.get(&call.receiver.id)) {
            (ExprKind::Path(_), Some(Meaning::Array(id))) => Some(*id),
            _ => None,
        };
        let scalar = element.clone();
        let slice = |mutable| Ty::Slice(Box::new(element.clone()), mutable);
        let writes = name.ends_with("_mut")
            || matches!(
                name.as_str(),
                "copy_from_slice" | "clone_from_slice" | "fill" | "swap"
            );
        let (callee, wanted, ty) = match name.as_str() {
            "len" => (
                whole_array.map_or(Callee::View(ViewCall::Len), Callee::Len),
                vec![],
                Ty::USIZE,
            ),
            "is_empty" => (
                whole_array.map_or(Callee::View(ViewCall::IsEmpty), Callee::IsEmpty),
                vec![],
                Ty::BOOL,
            ),
            "iter" => (
                Callee::Adapter(Adapter::Elements(false)),
                vec![],
                items(scalar),
            ),
            "iter_mut" => (
                Callee::Adapter(Adapter::Elements(true)),
                vec![],
                items(self.by_reference(scalar, true)),
            ),
            "into_iter" => {
                let mutable = mutable && !self.is_array(call.receiver);
                let item = self.by_reference(scalar, mutable);
                (
                    Callee::Adapter(Adapter::Elements(mutable)),
                    vec![],
                    items(item),
                )
            }
            "chunks_exact" | "chunks_exact_mut" => (
                Callee::Adapter(Adapter::ChunksExact),
                vec![Ty::USIZE],
                items(slice(writes)),
            ),
            "chunks" | "chunks_mut" => (
                Callee::Adapter(Adapter::Chunks),
                vec![Ty::USIZE],
                items(slice(writes)),
            ),
            "windows" => (
                Callee::Adapter(Adapter::Windows),
                vec![Ty::USIZE],
                items(slice(false)),
            ),
            "split_at" | "split_at_mut" => (
                Callee::View(ViewCall::SplitAt),
                vec![Ty::USIZE],
                Ty::Tuple(vec![slice(writes), slice(writes)]),
            ),
            "copy_from_slice" | "clone_from_slice" => (
                Callee::View(ViewCall::CopyFrom),
                vec![slice(false)],
                Ty::UNIT,
            ),
            "fill" => (Callee::View(ViewCall::Fill), vec![scalar], Ty::UNIT),
            "swap" => (
                Callee::View(ViewCall::Swap),
                vec![Ty::USIZE, Ty::USIZE],
                Ty::UNIT,
            ),
            "first" => (
                Callee::View(ViewCall::First),
                vec![],
                Ty::Maybe(Box::new(scalar)),
            ),
            "last" => (
                Callee::View(ViewCall::Last),
                vec![],
                Ty::Maybe(Box::new(scalar)),
            ),
            _ => return self.unknown_view_method(call),
        };
        if call.turbofish.is_some() {
            return self.no_turbofish(call);
        }
        if writes && self.is_array(call.receiver) {
            self.writable_elements(call.receiver, call.receiver.place);
        }
        if writes && !mutable {
            let text = &call.receiver.text;
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Immutable,
                    call.name.span(),
                    format!(
                        "{} is behind `&`, so `.{name}` cannot write it",
                        quoted(call.receiver)
                    ),
                )
                .help(format!(
                    "take it as `&mut`: `{text}: {}`",
                    self.infer.describe(&slice(true)).trim_matches('`')
                )),
            );
            return Ty::Error;
        }
        if !self.arguments(call, &wanted) {
            return Ty::Error;
        }
        self.callees.insert(call.whole.id, callee);
        ty
    }

    /// Checks the arguments of a method that takes those types.
    pub(super) fn arguments(&mut self, call: &MethodCall<'_>, wanted: &[Ty]) -> bool {
        if !self.arity(call, wanted.len()) {
            return false;
        }
        for (arg, wanted) in call.args.iter().zip(wanted) {
            let found = self.expr(arg);
            let because = format!("`.{}` takes {}", call.name, self.infer.describe(wanted));
            self.require(arg, &found, wanted, &because);
        }
        true
    }

    /// Whether a method is given that many arguments.
    pub(super) fn arity(&mut self, call: &MethodCall<'_>, wanted: usize) -> bool {
        if call.args.len() == wanted {
            return true;
        }
        let error = Diagnostic::new(
            Code::UnknownFunction,
            call.name.span(),
            format!(
                "`.{}` takes {}, but {} given",
                call.name,
                super::calls::plural(wanted, "argument"),
                match call.args.len() {
                    1 => "1 is".to_owned(),
                    given => format!("{given} are"),
                }
            ),
        );
        self.diagnostics
            .push(error.help("give it as many as the plain function does"));
        false
    }

    fn unknown_view_method(&mut self, call: &MethodCall<'_>) -> Ty {
        let (name, array) = (call.name.to_string(), &call.receiver.text);
        let new = |code, message: String| Diagnostic::new(code, call.name.span(), message);
        let plain = || {
            new(
                Code::UnknownFunction,
                format!("`.{name}` of a slice is not part of the kernel language"),
            )
        };
        let error = match name.as_str() {
            "push" | "pop" | "insert" | "remove" | "extend" | "resize" | "truncate" | "clear" | "to_vec"
            | "into_vec" | "concat" | "repeat" => new(
                Code::HeapType,
                format!("`.{name}` allocates or resizes memory, which a kernel cannot"),
            )
            .help("let the caller make the slice as long as the result"),
            "get" | "get_mut" => plain().help(format!(
                "test the index: `if i < {array}.len() {{ {array}[i] }} else {{ 0.0 }}`"
            )),
            "rchunks" | "rchunks_exact" | "chunk_by" | "split" | "array_chunks" | "as_chunks" | "array_windows" => plain()
                .help("use `.chunks_exact(n)`, `.chunks(n)` or `.windows(n)`"),
            "sort" | "sort_unstable" | "sort_by" | "reverse" | "rotate_left" | "rotate_right" | "copy_within" => plain()
                .help(format!("write the result to another slice, in a loop over `{array}[i]`")),
            "contains" => plain().help(format!("write `{array}.iter().any(|v| *v == wanted)`")),
            _ => plain().help(format!(
                "write it as a loop over `{array}[i]` or with `{array}.iter()`; a slice of a kernel has `len`, `is_empty`, `iter`, `chunks_exact`, \
                 `chunks`, `windows`, `split_at`, `first`, `last`, `copy_from_slice`, `fill`, `swap`"
            )),
        };
        self.diagnostics.push(error);
        Ty::Error
    }
}

/// An iterator that gives every item.
pub(super) fn items(item: Ty) -> Ty {
    Ty::Items(Box::new(super::infer::Items {
        item,
        filtered: false,
    }))
}
