//! What the emitters of statements and expressions know of the place they write for.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::effects::Uses;
use super::reduce::Reducer;
use crate::analyse::{Access, Interior, Plan, Shape, Stage};
use crate::emit::names;
use crate::ir::{ArrayId, Expr, ExprKind, Kernel, LoopId, Scalar, Set, SiteId, Stmt, VarId};

/// Where the code runs.
pub(super) enum Place {
    /// On the host, around the stages: arrays are slices, every index is checked.
    Host,
    /// In the stage, one point at a time.
    Points,
    /// In the stage, a gang of iterations of one loop at a time.
    Lanes {
        /// The loop's counter.
        counter: VarId,
        /// The variables that may differ from lane to lane.
        varying: Set<VarId>,
    },
}

/// A divergent loop around the present statement.
pub(super) struct Frame {
    /// The loop.
    pub(super) id: LoopId,
    /// The lanes of the present round: [`names::round`] where some may be waiting for the next, else [`names::live`].
    pub(super) round: Ident,
}

/// The emitter of one function's statements and expressions.
pub(super) struct Scope<'a> {
    /// The kernel.
    pub(super) kernel: &'a Kernel,
    /// The stage, unless the code runs on the host.
    pub(super) stage: Option<&'a Stage>,
    /// The interiors of the stage's rows of lanes.
    pub(super) interiors: &'a [Interior],
    /// The plan, on the host.
    pub(super) plan: Option<&'a Plan>,
    /// Where the code runs.
    pub(super) place: Place,
    /// The mask of the lanes that run the present statement. At least one does.
    pub(super) mask: Ident,
    /// How many loops are around the branch that the mask is for.
    pub(super) mask_loops: usize,
    /// How many divergent branches and loops are around the present statement.
    pub(super) depth: u32,
    /// The depth at which a variable was declared: assignments at that depth need no mask, as no lane that is off
    /// comes back while the variable lives.
    pub(super) declared: BTreeMap<VarId, u32>,
    /// The loops around the present statement, outermost first.
    pub(super) loops: Vec<LoopId>,
    /// The loops around each variable's declaration.
    pub(super) home: BTreeMap<VarId, Vec<LoopId>>,
    /// The same depth for local arrays.
    pub(super) local_arrays: BTreeMap<ArrayId, u32>,
    /// The uses of variables in the whole function.
    pub(super) uses: Uses,
    /// The divergent loops around the present statement, outermost first.
    pub(super) frames: Vec<Frame>,
    /// What a nested function may be given: the variables in scope with their types.
    pub(super) visible: Vec<(Ident, TokenStream)>,
    /// The next mask's number.
    pub(super) masks: u32,
    /// The loads that find their elements in packed memory.
    pub(super) packed: BTreeMap<SiteId, Packed>,
}

/// Elements that have been laid one gang after the other, as a loop takes them.
#[derive(Clone)]
pub(super) struct Packed {
    /// The pointer to the first.
    pub(super) pointer: Ident,
    /// The number of the loop's present round.
    pub(super) round: TokenStream,
}

impl<'a> Scope<'a> {
    /// A scope outside all loops.
    pub(super) fn new(kernel: &'a Kernel, stage: Option<&'a Stage>, place: Place) -> Self {
        Scope {
            kernel,
            stage,
            interiors: &[],
            plan: None,
            place,
            mask: format_ident!("mask"),
            mask_loops: 0,
            depth: 0,
            declared: BTreeMap::new(),
            loops: Vec::new(),
            home: BTreeMap::new(),
            local_arrays: BTreeMap::new(),
            uses: Uses::default(),
            frames: Vec::new(),
            visible: Vec::new(),
            masks: 0,
            packed: BTreeMap::new(),
        }
    }

    /// The scope of a gang's step: that block for the iterations of that counter.
    pub(super) fn lanes(&self, counter: VarId, block: &[Stmt], reducers: &[Reducer<'_>]) -> Self {
        let uses = Uses::of(block);
        let varying = self.stage.map(|stage| &stage.varying);
        let varying = uses
            .declared
            .iter()
            .filter(|var| varying.is_some_and(|varying| varying.vars.contains(var)))
            .chain(reducers.iter().map(Reducer::var))
            .chain([counter])
            .collect();
        let mut scope = Scope::new(self.kernel, self.stage, Place::Lanes { counter, varying });
        // A reduction outlives the step, so even the step's own mask matters to it: it stands one level further out.
        scope.depth = 1;
        scope.packed.clone_from(&self.packed);
        scope.uses = uses;
        scope
            .declared
            .extend(reducers.iter().map(|reducer| (reducer.var(), 0)));
        scope
    }

    /// What the stage does at each point.
    pub(super) fn body(&self) -> &'a [Stmt] {
        self.stage.map_or(&[], |stage| &stage.body)
    }

    /// The interior of the rows with that counter.
    pub(super) fn interior(&self, counter: VarId) -> Option<&'a Interior> {
        let mut interiors = self.interiors.iter();
        interiors.find(|interior| interior.counter == counter)
    }

    /// Whether some lanes may leave the loop before others.
    pub(super) fn diverges(&self, id: LoopId) -> bool {
        self.stage
            .is_some_and(|stage| stage.divergent.contains(&id))
    }

    /// Whether the code is for a gang.
    pub(super) fn in_lanes(&self) -> bool {
        matches!(self.place, Place::Lanes { .. })
    }

    /// Whether the present mask is the step's own, which the step knows to be full or not.
    pub(super) fn at_top(&self) -> bool {
        self.depth == 1 && self.mask == "mask"
    }

    /// The counter's value in the gang's first lane.
    pub(super) fn base(&self) -> Ident {
        format_ident!("base")
    }

    /// The access of that site, where the stage makes it.
    pub(super) fn access(&self, site: SiteId) -> Option<&'a Access> {
        match self.place {
            Place::Host => None,
            Place::Points | Place::Lanes { .. } => self.stage?.accesses.get(&site),
        }
    }

    /// Whether the variable may differ from lane to lane.
    pub(super) fn var_varies(&self, var: VarId) -> bool {
        match &self.place {
            Place::Host | Place::Points => false,
            Place::Lanes { varying, .. } => varying.contains(&var),
        }
    }

    /// Whether the expression may differ from lane to lane.
    pub(super) fn varies(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Len(_) => false,
            ExprKind::Var(var) => self.var_varies(*var),
            ExprKind::Load { array, index, site } => {
                self.in_lanes()
                    && (self.is_spread(*array)
                        || match self.access(*site) {
                            Some(access) => access.shape != Shape::Uniform,
                            None => self.varies(index),
                        })
            }
            ExprKind::Op { args, .. } => args.iter().any(|arg| self.varies(arg)),
            ExprKind::Cast(value) => self.varies(value),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => self.varies(cond) || self.varies(then) || self.varies(otherwise),
        }
    }

    /// Whether each lane has an array of its own.
    pub(super) fn is_spread(&self, array: ArrayId) -> bool {
        self.in_lanes()
            && self
                .stage
                .is_some_and(|stage| stage.varying.arrays.contains(&array))
    }

    /// The generated type of a variable.
    pub(super) fn var_type(&self, var: VarId) -> TokenStream {
        let ty = self.kernel.var(var).ty;
        if self.var_varies(var) {
            lanes_type(ty)
        } else {
            scalar_type(ty)
        }
    }

    /// A new mask's name.
    pub(super) fn new_mask(&mut self) -> Ident {
        self.masks += 1;
        format_ident!("mask_{}", self.masks)
    }

    /// Notes that a variable has been declared here.
    pub(super) fn declare(&mut self, var: VarId) {
        let (name, ty) = (names::var(self.kernel, var), self.var_type(var));
        self.declare_as(var, name, ty);
    }

    /// Notes that a variable has been declared here, by that name and type.
    pub(super) fn declare_as(&mut self, var: VarId, name: Ident, ty: TokenStream) {
        self.declared.insert(var, self.depth);
        self.home.insert(var, self.loops.clone());
        self.visible.push((name, ty));
    }

    /// How the code stops at a site: `Fault::name { site, fields }`.
    pub(super) fn fault(&self, name: &str, site: SiteId, fields: TokenStream) -> TokenStream {
        let name = format_ident!("{name}");
        let site = site.0;
        let fault = quote!(__k::Fault::#name { site: #site, #fields });
        match self.place {
            Place::Host => quote!(return Err(__KERNEL.error(#fault))),
            Place::Points | Place::Lanes { .. } => quote!(return Err(#fault)),
        }
    }
}

/// Rust's type.
pub(super) fn scalar_type(ty: Scalar) -> TokenStream {
    let name = format_ident!("{}", ty.name());
    quote!(#name)
}

/// The type of a gang's values.
pub(super) fn lanes_type(ty: Scalar) -> TokenStream {
    if ty == Scalar::Bool {
        quote!(__k::Mask<S>)
    } else {
        let element = scalar_type(ty);
        quote!(__k::Vector<S, #element>)
    }
}

/// The default value that stands in a variable before its first assignment.
pub(super) fn zero(ty: Scalar) -> TokenStream {
    match ty {
        Scalar::Bool => quote!(false),
        _ => {
            let name = scalar_type(ty);
            quote!((0 as #name))
        }
    }
}
