//! The loop IR: what a kernel is after [`crate::lower`] and before [`crate::emit`].
//!
//! Rules that every pass may rely on:
//!
//! - Names are resolved: a variable is a [`VarId`], an array parameter an [`ArrayId`]; shadowing is gone.
//! - Types are known: every expression carries its [`Scalar`].
//! - `for` loops count up by one from `start` to `end` (exclusive), both evaluated once before the loop; `step_by` and `rev` have
//!   become a `let` at the head of the body. `while` has become [`StmtKind::Loop`] with a [`StmtKind::Break`].
//! - Expressions have no effect. The only ones that can fail are [`ExprKind::Load`] and integer [`crate::ops::Op::Div`]
//!   and [`crate::ops::Op::Rem`]; each has a [`SiteId`] of its own, and no site stands twice in a kernel. `&&` and `||` whose right side could
//!   fail have become [`StmtKind::If`]; the others are plain `And` and `Or` on `bool`.
//! - Compound assignment is spelled out; an index that is read and written (`y[i] += v`) is evaluated once into a `let`, unless it is
//!   a variable or literal already.
//! - Integer arithmetic wraps, as in a release build.
//! - An immutable variable ([`Var::mutable`] false) is assigned exactly once, before each use. A `let` without a value is
//!   assigned on every path before its first use and counts as mutable.

mod copy;
mod display;
mod set;
mod types;
mod visit;

pub use copy::copied;
pub use set::{Id, Set};
pub use types::{Literal, Scalar};
pub use visit::{Visitor, loads, walk_block, walk_expr, walk_stmt};

use proc_macro2::{Ident, Span, TokenStream};

use crate::ops::Op;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// The position in the kernel's table.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl Id for $name {
            fn at(index: usize) -> Self {
                $name(index as u32)
            }

            fn index(self) -> usize {
                $name::index(self)
            }
        }
    )*};
}

ids! {
    /// A scalar variable: index into [`Kernel::vars`].
    VarId;
    /// An array: index into [`Kernel::arrays`].
    ArrayId;
    /// A loop: index into [`Kernel::loops`].
    LoopId;
    /// A place that can fail at run time: index into [`Kernel::sites`].
    SiteId;
    /// A parallel stage of a kernel's plan.
    StageId;
}

/// One annotated function.
#[derive(Clone, Debug)]
pub struct Kernel {
    /// The function's name.
    pub name: Ident,
    /// The parameters in the order of the signature.
    pub params: Vec<Param>,
    /// Every scalar variable.
    pub vars: Vec<Var>,
    /// Every array: parameters first, in the order of the signature.
    pub arrays: Vec<Array>,
    /// Every loop, in the order of the source.
    pub loops: Vec<Loop>,
    /// Every place that can fail.
    pub sites: Vec<Site>,
    /// The statements of the body.
    pub body: Block,
    /// The value of the body's last expression.
    pub result: Option<Output>,
    /// Whether `a * b + c` of floats may be rounded once.
    pub contract: bool,
    /// Whether elementary functions may be the fast ones.
    pub fast_math: bool,
    /// Immutable variables that the analysis takes for symbols of their own, although it knows their value.
    pub sizes: Set<VarId>,
}

/// What a kernel returns.
#[derive(Clone, Debug)]
pub enum Output {
    /// A scalar.
    Scalar(Expr),
    /// A tuple.
    Tuple(Vec<Output>),
    /// A local array.
    Array(ArrayId),
}

impl Output {
    /// The scalars, from left to right.
    pub fn scalars(&self) -> Vec<&Expr> {
        match self {
            Output::Scalar(value) => vec![value],
            Output::Tuple(parts) => parts.iter().flat_map(Output::scalars).collect(),
            Output::Array(_) => Vec::new(),
        }
    }
}

/// One parameter of the function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Param {
    /// Passed by value.
    Scalar(VarId),
    /// `&[T]`, `&mut [T]`, `&[T; N]` or `&mut [T; N]`.
    Array(ArrayId),
}

/// A scalar variable.
#[derive(Clone, Debug)]
pub struct Var {
    /// The name in the source, for messages and for readable generated code.
    pub name: Ident,
    /// Its type.
    pub ty: Scalar,
    /// Whether it may be assigned more than once.
    pub mutable: bool,
    /// Where its value comes from.
    pub origin: Origin,
}

/// Where a variable's value comes from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A parameter of the function.
    Param,
    /// A `const` outside the function, by its path. Its value is not known to the macro: it is a scalar known only at run time.
    Const(TokenStream),
    /// A `let`.
    Local,
    /// The counter of a `for` loop.
    Loop(LoopId),
}

/// An array. Two of them never share memory.
#[derive(Clone, Debug)]
pub struct Array {
    /// Its name in the source.
    pub name: Ident,
    /// The type of an element.
    pub element: Scalar,
    /// Whether its elements may be written.
    pub mutable: bool,
    /// What it is.
    pub kind: ArrayKind,
}

/// What an array is.
#[derive(Clone, Debug)]
pub enum ArrayKind {
    /// A parameter `&[T]` or `&mut [T]`.
    Slice,
    /// A parameter `&[T; N]` or `&mut [T; N]`.
    Fixed(Length),
    /// A `const` array, in or outside the function.
    Table {
        /// An expression that names it.
        path: TokenStream,
        /// Its length.
        len: Length,
    },
    /// A local variable `[T; N]`, introduced by [`StmtKind::LetArray`].
    Local(Length),
}

/// The length of an array type as written: a literal, or an expression of constants.
#[derive(Clone, Debug)]
pub struct Length(pub TokenStream);

impl Length {
    /// The number, if it is a literal of at most 32 bits.
    pub fn known(&self) -> Option<u32> {
        let text = self.0.to_string();
        let digits = text.strip_suffix("usize").unwrap_or(&text);
        digits.replace('_', "").parse().ok()
    }
}

impl Array {
    /// The length that the type says.
    pub fn length(&self) -> Option<&Length> {
        match &self.kind {
            ArrayKind::Slice => None,
            ArrayKind::Fixed(len) | ArrayKind::Table { len, .. } | ArrayKind::Local(len) => {
                Some(len)
            }
        }
    }

    /// Whether it is a local variable.
    pub fn is_local(&self) -> bool {
        matches!(self.kind, ArrayKind::Local(_))
    }
}

/// What is known of a loop apart from its statement.
#[derive(Clone, Debug)]
pub struct Loop {
    /// The `for`, `while` or `loop` keyword's place.
    pub span: Span,
    /// A name for messages: the counter (`i`) or the keyword.
    pub name: String,
}

/// A place that can fail at run time.
#[derive(Clone, Debug)]
pub struct Site {
    /// The place in the source.
    pub span: Span,
    /// What can fail there.
    pub kind: SiteKind,
}

/// What can fail.
#[derive(Clone, Debug)]
pub enum SiteKind {
    /// An index out of bounds.
    Index {
        /// The array or view as the source names it.
        array: String,
        /// The index expression as written.
        text: String,
    },
    /// A division or remainder by zero, or `MIN / -1`.
    Divide,
    /// An `assert!` that does not hold.
    Assert {
        /// The condition as written.
        text: String,
    },
}

/// Statements in sequence.
pub type Block = Vec<Stmt>;

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What it does.
    pub kind: StmtKind,
    /// The place in the source.
    pub span: Span,
}

/// The kinds of statements.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// Introduces a variable; without a value it is assigned before its first use.
    Let {
        /// The new variable.
        var: VarId,
        /// Its first value.
        value: Option<Expr>,
    },
    /// Assigns a mutable variable.
    Assign {
        /// The variable.
        var: VarId,
        /// The new value.
        value: Expr,
    },
    /// Writes one element.
    Store {
        /// The array.
        array: ArrayId,
        /// The index, of type `usize`.
        index: Expr,
        /// The value, of the array's element type.
        value: Expr,
        /// The index's site.
        site: SiteId,
    },
    /// Introduces a local array.
    LetArray {
        /// The new array.
        array: ArrayId,
        /// Its elements.
        values: Elements,
    },
    /// Swaps which memory two arrays name. Stands outside all parallel loops.
    Swap(ArrayId, ArrayId),
    /// Two-way choice.
    If {
        /// The condition, of type `bool`.
        cond: Expr,
        /// Where it holds.
        then: Block,
        /// Where it does not.
        otherwise: Block,
    },
    /// A counted loop.
    For {
        /// Its identity.
        id: LoopId,
        /// The counter, immutable in the body.
        var: VarId,
        /// The first value.
        start: Expr,
        /// One past the last value; a range that would run backwards is empty.
        end: Expr,
        /// What is repeated.
        body: Block,
    },
    /// An endless loop, left by [`StmtKind::Break`].
    Loop {
        /// Its identity.
        id: LoopId,
        /// What is repeated.
        body: Block,
    },
    /// Leaves the named loop.
    Break(LoopId),
    /// Goes on with the next round of the named loop.
    Continue(LoopId),
    /// Fails unless the condition holds.
    Assert {
        /// The condition, of type `bool`.
        cond: Expr,
        /// The place.
        site: SiteId,
    },
    /// Fails with an index out of bounds unless `index < len`: for views, which are parts of an array.
    Check {
        /// The index, of type `usize`.
        index: Expr,
        /// The length, of type `usize`.
        len: Expr,
        /// The index's site.
        site: SiteId,
    },
    /// Runs a parallel stage of the plan. Made by the analysis only.
    Stage(StageId),
}

/// The elements of a local array.
#[derive(Clone, Debug)]
pub enum Elements {
    /// `[value; N]`
    Repeat(Expr),
    /// `[a, b, c]`
    List(Vec<Expr>),
}

impl Elements {
    /// The expressions, in the order of their evaluation.
    pub fn exprs(&self) -> &[Expr] {
        match self {
            Elements::Repeat(value) => std::slice::from_ref(value),
            Elements::List(values) => values,
        }
    }
}

/// A typed expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// Its type.
    pub ty: Scalar,
    /// The place in the source.
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A variable's value.
    Var(VarId),
    /// An array's length, of type `usize`.
    Len(ArrayId),
    /// One element.
    Load {
        /// The array.
        array: ArrayId,
        /// The index, of type `usize`.
        index: Box<Expr>,
        /// The index's site.
        site: SiteId,
    },
    /// An operator, method or function of the table [`crate::ops`].
    Op {
        /// Which.
        op: Op,
        /// Its operands, as many as the table says.
        args: Vec<Expr>,
        /// The place, for integer division and remainder.
        site: Option<SiteId>,
    },
    /// `as`, to the type of this expression, with Rust's meaning.
    Cast(Box<Expr>),
    /// One of two values; both are computed.
    Select {
        /// The condition, of type `bool`.
        cond: Box<Expr>,
        /// Where it holds.
        then: Box<Expr>,
        /// Where it does not.
        otherwise: Box<Expr>,
    },
}

/// How many values a range between literals has.
pub fn literal_rounds(start: &Expr, end: &Expr) -> Option<i128> {
    match (&start.kind, &end.kind) {
        (ExprKind::Literal(Literal::Int(start)), ExprKind::Literal(Literal::Int(end))) => {
            Some(end.saturating_sub(*start).max(0))
        }
        _ => None,
    }
}

impl Kernel {
    /// The variable of that id.
    pub fn var(&self, id: VarId) -> &Var {
        &self.vars[id.index()]
    }

    /// The array of that id.
    pub fn array(&self, id: ArrayId) -> &Array {
        &self.arrays[id.index()]
    }

    /// Whether the op on operands of that type is to be the fast version.
    pub fn is_fast(&self, op: Op, ty: Scalar) -> bool {
        self.fast_math && op.has_fast(ty)
    }

    /// Of a float sum or difference with a product that may be rounded once: which operand the product is.
    pub fn contracts(&self, op: Op, args: &[Expr]) -> Option<usize> {
        let sum = matches!(op, Op::Add | Op::Sub) && args[0].ty.is_float();
        let product = |arg: &Expr| matches!(arg.kind, ExprKind::Op { op: Op::Mul, .. });
        args.iter()
            .rposition(product)
            .filter(|_| sum && self.contract)
    }
}
