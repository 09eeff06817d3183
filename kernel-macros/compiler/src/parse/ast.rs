//! The syntax tree of the kernel language: only what the language has, so that the stages after it are total.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};

pub use super::text::Text;
use crate::diag::Place;
use crate::ir::Scalar;
use crate::ops::Op;

/// The identity of an expression: index into the tables of [`crate::check::Types`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ExprId(pub u32);

/// The identity of a name introduced by a parameter, a `let`, a `for` or a match arm.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BindingId(pub u32);

/// The function.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: Ident,
    /// Its parameters.
    pub params: Vec<Param>,
    /// The returned type and where it stands.
    pub returns: Option<(Type, Place)>,
    /// The `const` items of the body.
    pub consts: Vec<Const>,
    /// The body.
    pub body: Block,
    /// Where `return`s and `break`s out of labelled blocks stand.
    pub exits: Exits,
    /// The number of expressions.
    pub exprs: usize,
    /// The number of bindings.
    pub bindings: usize,
}

/// For each expression with a `return` or a `break` out of a labelled block in it: what is left, by label. A block's own label counts
/// around the block only.
pub type Exits = BTreeMap<ExprId, BTreeSet<String>>;

/// What a `return` leaves, among the labels of [`Exits`]. No label has this name.
pub const RETURN: &str = "return";

/// Stands among the labels of [`Exits`] where a helper is written out, which is more than to be lowered on trial.
pub const CALL: &str = "fn";

/// A parameter.
#[derive(Clone, Debug)]
pub struct Param {
    /// The name.
    pub binding: Binding,
    /// The type.
    pub ty: ParamType,
}

/// A parameter's type.
#[derive(Clone, Debug)]
pub enum ParamType {
    /// By value.
    Scalar(Scalar),
    /// By value.
    Struct(Rc<Struct>),
    /// An array by value.
    Owned(Type),
    /// A reference to a slice or array.
    Array {
        /// The innermost element's type.
        element: Scalar,
        /// `&mut`.
        mutable: bool,
        /// The `N` of `[T; N]`.
        fixed: Option<Extent>,
        /// The lengths of the arrays within it, the outermost first: 3 of `&[[f32; 3]]`.
        inner: Vec<Extent>,
    },
}

/// A helper's body, written out at a call.
#[derive(Clone, Debug)]
pub struct Inline {
    /// The helper's name.
    pub name: Ident,
    /// Its parameters.
    pub params: Vec<(Binding, Type)>,
    /// The argument for each parameter.
    pub args: Vec<Expr>,
    /// The type of its result.
    pub returns: Type,
    /// The `const` items of its body.
    pub consts: Vec<Const>,
    /// The constants that it sees where it stands; `None` if it stands here.
    pub outer: Option<Outer>,
    /// Its body.
    pub body: Block,
}

/// Constants that a helper names, by the path that it uses: the path that the kernel can use, and the type.
pub type Outer = BTreeMap<String, (TokenStream, ConstType)>;

/// The type of a constant that a helper hands on: a scalar, or a table of such.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConstType {
    /// The scalar, or that of the innermost elements.
    pub scalar: Scalar,
    /// How many arrays are around it.
    pub depth: usize,
}

/// A `const` item in the body.
#[derive(Clone, Debug)]
pub struct Const {
    /// Its name.
    pub name: Ident,
    /// Its type: a scalar, or an array.
    pub ty: Type,
    /// Its value, where that is a literal.
    pub value: Option<Literal>,
}

/// A name being introduced.
#[derive(Clone, Debug)]
pub struct Binding {
    /// Its identity.
    pub id: BindingId,
    /// The name.
    pub name: Ident,
    /// Whether it is `mut`.
    pub mutable: bool,
}

/// Statements and a value.
#[derive(Clone, Debug)]
pub struct Block {
    /// The statements.
    pub stmts: Vec<Stmt>,
    /// The last expression, without semicolon.
    pub value: Option<Box<Expr>>,
    /// The whole block.
    pub place: Place,
}

/// A statement.
#[derive(Clone, Debug)]
pub enum Stmt {
    /// `let pattern: ty = value;`
    Let {
        /// What is introduced.
        pattern: Pattern,
        /// The type written, if any.
        ty: Option<(Type, Place)>,
        /// The value; without it the pattern is one name.
        value: Option<Expr>,
    },
    /// An expression for its effect.
    Expr(Expr),
}

/// A struct of scalars and of other such structs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Struct {
    /// What tells it from other structs.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The names and types of its fields; of a tuple struct the names are numbers.
    pub fields: Vec<(String, Type)>,
}

impl Struct {
    /// The position of a field.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|(field, _)| field == name)
    }
}

/// A written type of a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// A tuple. The empty one is `()`.
    Tuple(Vec<Type>),
    /// A struct.
    Struct(Rc<Struct>),
    /// `&[T]` or `&mut [T]`
    Slice {
        /// `T`
        element: Box<Type>,
        /// `&mut`
        mutable: bool,
    },
    /// `[T; N]`
    Array(Box<Type>, Extent),
    /// `&mut T`. A shared reference to a scalar is that scalar.
    Mut(Scalar),
    /// `&mut` to a struct.
    MutStruct(Rc<Struct>),
    /// `_`
    Inferred,
}

/// A length in the type of an array: an expression of constants.
#[derive(Clone, Debug)]
pub struct Extent {
    /// It as an expression.
    pub expr: Rc<Expr>,
    /// It as written.
    pub tokens: TokenStream,
}

impl Extent {
    /// The number, where it is written as one.
    pub fn number(&self) -> Option<u64> {
        match self.expr.kind {
            ExprKind::Literal(Literal::Int(value, _)) => u64::try_from(value).ok(),
            _ => None,
        }
    }
}

impl PartialEq for Extent {
    fn eq(&self, other: &Extent) -> bool {
        self.expr.text == other.expr.text
    }
}

impl Eq for Extent {}

/// What a `let` introduces.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// A name.
    Name(Binding),
    /// `_`
    Wild(Place),
    /// A tuple of patterns.
    Tuple(Vec<Pattern>, Place),
    /// A struct of patterns.
    Struct {
        /// The struct.
        of: Rc<Struct>,
        /// The patterns by the positions of their fields.
        fields: Vec<(usize, Pattern)>,
        /// The whole.
        place: Place,
    },
    /// `&mut pattern`, which copies what the reference refers to. `&pattern` is the pattern: a shared reference to a scalar is that scalar.
    Deref(Box<Pattern>),
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its identity.
    pub id: ExprId,
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub place: Place,
    /// It as written, or `this …` where that would be long.
    pub text: Text,
}

/// A literal as written.
#[derive(Clone, PartialEq, Debug)]
pub enum Literal {
    /// `true` or `false`
    Bool(bool),
    /// An integer, with the type of its suffix.
    Int(i128, Option<Scalar>),
    /// A float's digits, with the type of its suffix.
    Float(String, Option<Scalar>),
}

/// A path: a variable, an outer constant or a function.
#[derive(Clone, Debug)]
pub struct Path {
    /// The names between the `::`.
    pub segments: Vec<String>,
    /// The path as tokens, to be named by generated code.
    pub tokens: TokenStream,
}

impl Path {
    /// The name, if the path is one name alone.
    pub fn name(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }

    /// Whether a call of it may be that of a helper: it is none of what the language has by itself.
    pub fn may_be_helper(&self) -> bool {
        let is_type = |name: &str| name.starts_with(char::is_uppercase);
        match self.segments.as_slice() {
            [] => false,
            [.., module, name] if module == "cmp" && matches!(name.as_str(), "min" | "max") => {
                false
            }
            [first, _, ..] if matches!(first.as_str(), "std" | "core" | "alloc") => false,
            [.., ty, _] if is_type(ty) || Scalar::from_name(ty).is_some() => false,
            [.., name] => !is_type(name),
        }
    }

    /// The last name.
    pub fn last(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }

    /// The scalar type that the path goes through: `f32` of `f32::MAX` and of `core::f32::consts::PI`.
    pub fn scalar(&self) -> Option<Scalar> {
        let (_, before) = self.segments.split_last()?;
        before
            .iter()
            .rev()
            .find_map(|segment| Scalar::from_name(segment))
    }
}

/// A prefix operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unary {
    /// `-`
    Neg,
    /// `!`
    Not,
}

/// An infix operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binary {
    /// One that evaluates both sides.
    Op(Op),
    /// `&&`
    And,
    /// `||`
    Or,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// A variable or constant.
    Path(Path),
    /// `-a`, `!a`
    Unary(Unary, Box<Expr>),
    /// `a + b`
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `a as T`
    Cast(Box<Expr>, Scalar),
    /// `x[i]`
    Index {
        /// `x`
        base: Box<Expr>,
        /// The index.
        index: Box<Expr>,
    },
    /// `x[a..b]`, without what borrows it.
    Slice {
        /// What is cut.
        base: Box<Expr>,
        /// The part.
        part: Span,
    },
    /// `&a`, `&mut a`
    Ref {
        /// `&mut`
        mutable: bool,
        /// `a`
        of: Box<Expr>,
    },
    /// `*a`
    Deref(Box<Expr>),
    /// `a..b` as the start of an iterator.
    Range(Span),
    /// `|a, b| a + b`
    Closure(Rc<Closure>),
    /// `t.0`
    Field(Box<Expr>, usize),
    /// `v.x`
    NamedField(Box<Expr>, Ident),
    /// `Vec3 { x, y, ..base }`, `Pair(a, b)`
    Struct {
        /// The struct.
        of: Rc<Struct>,
        /// The values by the positions of their fields, in the order written.
        fields: Vec<(usize, Expr)>,
        /// Where the other fields come from.
        base: Option<Box<Expr>>,
    },
    /// `a.f(b)`
    Method {
        /// `a`
        receiver: Box<Expr>,
        /// `f`
        name: Ident,
        /// The `T` of `.f::<T>(b)`.
        turbofish: Option<Type>,
        /// `b`
        args: Vec<Expr>,
    },
    /// `f(a)`
    Call {
        /// `f`
        function: Path,
        /// `a`
        args: Vec<Expr>,
    },
    /// `f(a)` where `f` is a helper
    Inline(Box<Inline>),
    /// `(a, b)`
    Tuple(Vec<Expr>),
    /// `[a, b]`
    Array(Vec<Expr>),
    /// `[a; N]`
    Repeat(Box<Expr>, Extent),
    /// `if c { … } else { … }`
    If {
        /// The condition.
        cond: Box<Expr>,
        /// Where it holds.
        then: Block,
        /// Where it does not: a block or another `if`.
        otherwise: Option<Box<Expr>>,
    },
    /// `match a { … }`
    Match {
        /// What is looked at.
        value: Box<Expr>,
        /// At least one.
        arms: Vec<Arm>,
    },
    /// `{ … }`
    Block(Block),
    /// `'a: { … }`
    Labelled {
        /// `'a`
        label: String,
        /// What a `break 'a` leaves.
        body: Block,
    },
    /// `a = b`, `a += b`
    Assign {
        /// A variable, an element, or a tuple of such.
        target: Box<Expr>,
        /// The operator of a compound assignment.
        op: Option<Op>,
        /// The value.
        value: Box<Expr>,
    },
    /// `for i in range { … }`
    For {
        /// `'a`
        label: Option<String>,
        /// The counter; `None` for `_`.
        binding: Binding,
        /// What is counted.
        range: Range,
        /// What is repeated.
        body: Block,
    },
    /// `for pattern in iterator { … }`
    ForEach {
        /// `'a`
        label: Option<String>,
        /// What each item is called.
        pattern: Pattern,
        /// What gives the items: a slice, or a chain of iterator methods.
        items: Box<Expr>,
        /// What is repeated.
        body: Block,
    },
    /// `while c { … }`
    While {
        /// `'a`
        label: Option<String>,
        /// The condition.
        cond: Box<Expr>,
        /// What is repeated.
        body: Block,
    },
    /// `loop { … }`
    Loop {
        /// `'a`
        label: Option<String>,
        /// What is repeated.
        body: Block,
    },
    /// `break`
    Break {
        /// `'a`
        label: Option<String>,
        /// The value of the loop or block that is left.
        value: Option<Box<Expr>>,
    },
    /// `continue`
    Continue(Option<String>),
    /// `return`
    Return(Option<Box<Expr>>),
    /// `assert!(c)`, `assert_eq!(a, b)`, `assert_ne!(a, b)`
    Assert(Assert),
}

/// The ends of a range as written, each optional.
#[derive(Clone, Debug)]
pub struct Span {
    /// The first value.
    pub start: Option<Box<Expr>>,
    /// The end.
    pub end: Option<Box<Expr>>,
    /// `..=`
    pub inclusive: bool,
}

/// A closure: it never outlives the expression or block that it stands in, and is written out wherever it is called.
#[derive(Clone, Debug)]
pub struct Closure {
    /// `move`
    pub moves: bool,
    /// Its parameters.
    pub params: Vec<ClosureParam>,
    /// The type written after `->`, if any.
    pub returns: Option<Type>,
    /// Its value.
    pub body: Expr,
}

/// A parameter of a closure.
#[derive(Clone, Debug)]
pub struct ClosureParam {
    /// What is introduced.
    pub pattern: Pattern,
    /// The type written, if any.
    pub ty: Option<Type>,
    /// Where it stands.
    pub place: Place,
}

/// An assertion.
#[derive(Clone, Debug)]
pub enum Assert {
    /// `assert!`
    Holds(Box<Expr>),
    /// `assert_eq!` (`Op::Eq`) and `assert_ne!` (`Op::Ne`)
    Compare(Op, Box<Expr>, Box<Expr>),
}

/// What a `for` counts through.
#[derive(Clone, Debug)]
pub struct Range {
    /// The first value.
    pub start: Box<Expr>,
    /// The end.
    pub end: Box<Expr>,
    /// `..=`
    pub inclusive: bool,
    /// `.rev()` and `.step_by(c)` in the order written.
    pub adapters: Vec<Adapter>,
}

/// What is done to a range.
#[derive(Clone, Debug)]
pub enum Adapter {
    /// `.rev()`
    Rev,
    /// `.step_by(c)`
    StepBy(Box<Expr>),
}

/// An arm of a `match`.
#[derive(Clone, Debug)]
pub struct Arm {
    /// The alternatives between `|`.
    pub tests: Vec<Test>,
    /// `if …`
    pub guard: Option<Expr>,
    /// The value.
    pub value: Expr,
}

/// A pattern of a `match`.
#[derive(Clone, Debug)]
pub enum Test {
    /// `_`
    Any,
    /// A name for the value.
    Name(Binding),
    /// A literal or constant.
    Is(Box<Expr>),
    /// `a..=b` and its kin.
    Within {
        /// The lower end.
        low: Option<Box<Expr>>,
        /// The upper end.
        high: Option<Box<Expr>>,
        /// Whether the upper end belongs to it.
        inclusive: bool,
    },
    /// A tuple: for each part the alternatives that it may fit.
    Tuple(Vec<Vec<Test>>, Place),
}

impl Test {
    /// Whether it gives something a name.
    pub fn names(&self) -> bool {
        match self {
            Test::Name(_) => true,
            Test::Tuple(parts, _) => parts.iter().flatten().any(Test::names),
            Test::Any | Test::Is(_) | Test::Within { .. } => false,
        }
    }
}
