//! Lowers the syntax tree to the loop IR, by the rules of [`crate::ir`].

mod arrays;
mod builder;
mod calls;
mod choices;
mod closures;
mod consumers;
mod exits;
mod exprs;
mod inline;
mod items;
mod iterators;
mod loops;
mod matches;
mod methods;
mod options;
mod order;
mod simple;
mod stmts;
mod structs;
mod swap;
mod views;

pub use inline::lower_helper;

use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::Ident;

use crate::check::{Type, Types, flat};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    self, Array, ArrayId, ArrayKind, Block, Kernel, Loop, LoopId, Origin, Scalar, Set, Site, Stmt,
    StmtKind, Var, VarId,
};
use crate::parse::Source;
use crate::parse::ast::{Binding, BindingId, Closure, Exits, Function, ParamType, RETURN};

/// Lowers a checked kernel.
pub fn lower(source: &Source, types: &Types) -> Result<Kernel, Diagnostics> {
    let lowerer = Lowerer::new(types, &source.function.exits);
    let kernel = lowerer.function(&source.function)?;
    Ok(Kernel {
        contract: source.options.contract,
        fast_math: source.options.fast_math,
        ..kernel
    })
}

/// A value or the variables that hold one: a scalar, a tuple, or a reference. `Option` is a tuple of whether there is a value, and the value.
#[derive(Clone, Debug)]
enum Tree<T> {
    One(T),
    Many(Vec<Tree<T>>),
    View(View<T>),
    Element(Element<T>),
    /// A local array that holds a value.
    Array(ArrayId),
}

/// A slice or a part of one.
#[derive(Clone, Debug)]
struct View<T> {
    array: ArrayId,
    start: T,
    len: T,
    /// The lengths of the arrays that it is a slice of, outermost first; `start` counts scalars, `len` counts such arrays.
    inner: Vec<ir::Expr>,
}

/// A place in an array, and what `&mut` to it is.
#[derive(Clone, Debug)]
struct Element<T> {
    array: ArrayId,
    index: T,
    /// The index as written.
    text: Rc<str>,
}

impl<T> Tree<T> {
    /// The scalars, from left to right.
    fn leaves(&self) -> Vec<&T> {
        match self {
            Tree::One(leaf) => vec![leaf],
            Tree::Many(parts) => parts.iter().flat_map(Tree::leaves).collect(),
            Tree::View(view) => vec![&view.start, &view.len],
            Tree::Element(element) => vec![&element.index],
            Tree::Array(_) => Vec::new(),
        }
    }

    fn leaves_mut(&mut self) -> Vec<&mut T> {
        match self {
            Tree::One(leaf) => vec![leaf],
            Tree::Many(parts) => parts.iter_mut().flat_map(Tree::leaves_mut).collect(),
            Tree::View(view) => vec![&mut view.start, &mut view.len],
            Tree::Element(element) => vec![&mut element.index],
            Tree::Array(_) => Vec::new(),
        }
    }
}

/// A value of the source.
type Value = Tree<ir::Expr>;
/// Where a value is kept.
type Place = Tree<VarId>;

/// A loop being lowered.
struct OpenLoop {
    label: Option<String>,
    id: LoopId,
    /// Where a `break` puts the loop's value.
    place: Place,
}

struct Lowerer<'a> {
    types: &'a Types,
    exits: &'a Exits,
    diagnostics: Diagnostics,
    vars: Vec<Var>,
    arrays: Vec<Array>,
    loops: Vec<Loop>,
    sites: Vec<Site>,
    /// The statements of the innermost block being lowered.
    block: Block,
    places: BTreeMap<BindingId, Place>,
    /// Names that are no variables: what they stand for never changes.
    aliases: BTreeMap<BindingId, Value>,
    /// Named closures.
    closures: BTreeMap<BindingId, Rc<Closure>>,
    /// How many calls of closures have been written out.
    written_out: usize,
    /// What the iterator being lowered is for: names its number of rounds.
    counting: String,
    consts: BTreeMap<usize, VarId>,
    /// The lengths of arrays that are no parameters, and of arrays of arrays.
    shapes: BTreeMap<ArrayId, arrays::Shape>,
    /// The tables, by the constants that they are.
    tables: BTreeMap<usize, ArrayId>,
    /// Lengths within constants from outside, by the constant and how deep.
    table_lengths: BTreeMap<(usize, usize), VarId>,
    open: Vec<OpenLoop>,
    frames: Vec<exits::Frame>,
}

impl<'a> Lowerer<'a> {
    fn new(types: &'a Types, exits: &'a Exits) -> Lowerer<'a> {
        Lowerer {
            types,
            exits,
            diagnostics: Diagnostics::new(),
            vars: Vec::new(),
            arrays: Vec::new(),
            loops: Vec::new(),
            sites: Vec::new(),
            block: Block::new(),
            places: BTreeMap::new(),
            aliases: BTreeMap::new(),
            closures: BTreeMap::new(),
            written_out: 0,
            counting: String::new(),
            consts: BTreeMap::new(),
            shapes: BTreeMap::new(),
            tables: BTreeMap::new(),
            table_lengths: BTreeMap::new(),
            open: Vec::new(),
            frames: Vec::new(),
        }
    }

    fn function(mut self, function: &Function) -> Result<Kernel, Diagnostics> {
        let mut params = Vec::new();
        let (mut arrays, mut owned, mut structs) = (Vec::new(), Vec::new(), Vec::new());
        for param in &function.params {
            match &param.ty {
                ParamType::Scalar(scalar) => {
                    let var = self.var(&param.binding.name, *scalar, false, Origin::Param);
                    params.push(ir::Param::Scalar(var));
                    self.param(&param.binding, &Tree::One(var));
                }
                ParamType::Struct(of) => {
                    let place = self.struct_param(&param.binding.name, of, &mut params);
                    structs.push((&param.binding, place, flat(of)));
                }
                ParamType::Owned(ty) => {
                    let array = self.owned_param(&param.binding.name, ty, &mut params);
                    owned.push((&param.binding, array));
                }
                ParamType::Array {
                    element,
                    mutable,
                    fixed,
                    inner,
                } => {
                    let array = self.array(&param.binding.name, *element, *mutable);
                    params.push(ir::Param::Array(array));
                    arrays.push((array, fixed.as_ref(), inner.as_slice()));
                }
            }
        }
        // Their lengths may be constants, and what is assigned is copied: that comes after all parameters.
        for (array, fixed, inner) in arrays {
            self.array_param(array, fixed, inner);
        }
        for (binding, array) in owned {
            let ty = self.types.local(binding.id).ty.clone();
            self.shaped(array, &ty, ArrayKind::Fixed);
            self.param(binding, &Tree::Array(array));
        }
        for (binding, place, ty) in structs {
            self.shaped_parts(&place, &ty);
            self.param(binding, &place);
        }
        let result = self
            .framed(RETURN, &function.name, &self.types.returns, &function.body)
            .and_then(|value| self.output(value, &function.name));
        let kernel = Kernel {
            name: function.name.clone(),
            params,
            vars: self.vars,
            arrays: self.arrays,
            loops: self.loops,
            sites: self.sites,
            body: self.block,
            result,
            contract: false,
            fast_math: false,
            sizes: Set::new(),
        };
        self.diagnostics.finish(kernel)
    }

    /// A parameter that is assigned becomes a variable that starts with its value.
    fn param(&mut self, binding: &Binding, place: &Place) {
        if self.types.local(binding.id).assigned {
            let value = self.read_place(place, binding.name.span());
            return self.bind(binding, &value);
        }
        self.places.insert(binding.id, place.clone());
    }

    /// Variables for a value of that type.
    fn place(&mut self, name: &Ident, ty: &Type, mutable: bool) -> Place {
        match ty {
            Type::Scalar(scalar) => Tree::One(self.var(name, *scalar, mutable, Origin::Local)),
            Type::Tuple(parts) => Tree::Many(
                parts
                    .iter()
                    .enumerate()
                    .map(|(part, ty)| {
                        let name = Ident::new(&format!("{}_{part}", plain(name)), name.span());
                        self.place(&name, ty, mutable)
                    })
                    .collect(),
            ),
            Type::Maybe(inner) => {
                let some = Ident::new(&format!("{}_is_some", plain(name)), name.span());
                let some = self.var(&some, Scalar::Bool, mutable, Origin::Local);
                Tree::Many(vec![Tree::One(some), self.place(name, inner, mutable)])
            }
            Type::Array(..) => Tree::Array(self.blank(name, ty)),
            Type::Slice { .. } | Type::Mut(_) | Type::Shape => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Unsupported,
                        name.span(),
                        "which slice a name stands for cannot be decided at run time",
                    )
                    .help("choose between the elements: `let v = if c { x[i] } else { y[i] };`"),
                );
                Tree::Many(Vec::new())
            }
            Type::Never => Tree::Many(Vec::new()),
        }
    }

    /// Lowers into a block of its own.
    fn nested<T>(&mut self, inner: impl FnOnce(&mut Lowerer<'a>) -> T) -> (Block, T) {
        let around = std::mem::take(&mut self.block);
        let result = inner(self);
        (std::mem::replace(&mut self.block, around), result)
    }

    fn push(&mut self, kind: StmtKind, span: proc_macro2::Span) {
        self.block.push(Stmt { kind, span });
    }
}

/// A position as the number of an id. No function has more parts than `u32` counts.
fn position(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The name without `r#`.
fn plain(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").unwrap_or(&name).to_owned()
}
