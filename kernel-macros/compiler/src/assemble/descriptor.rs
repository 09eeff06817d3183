//! What is known of the kernel before it runs: its static descriptor, and those of its shaders.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use super::plain;
use crate::analyse::Plan;
use crate::emit::{Emitted, names, wgsl};
use crate::ir::{Length, Site, SiteKind, StageId, Stmt, StmtKind};
use crate::prove::Proved;

/// `static __KERNEL`.
pub(super) fn descriptor(proved: &Proved, emitted: &Emitted) -> TokenStream {
    let kernel = proved.kernel();
    let name = plain(&kernel.name);
    let line = quote_spanned!(kernel.name.span()=> ::core::line!());
    let sites = kernel.sites.iter().map(site);
    let (plan, cost) = (&emitted.description.plan, &emitted.description.cost);
    let programs = (0..).map(StageId).zip(&emitted.wgsl);
    let (programs, shaders): (Vec<_>, Vec<_>) = programs
        .map(|(id, wgsl)| match &wgsl.shader {
            Ok(shader) => {
                let name = names::program(id);
                (program(&name, shader), quote!(Ok(&#name)))
            }
            Err(reason) => (TokenStream::new(), quote!(Err(#reason))),
        })
        .unzip();
    let class = Class::of(proved.plan()).tokens();
    quote! {
        #(#programs)*

        static __KERNEL: __k::Kernel = __k::Kernel::new(__k::Definition {
            name: #name,
            module_path: ::core::module_path!(),
            file: ::core::file!(),
            line: #line,
            plan: #plan,
            cost: #cost,
            class: __k::KernelClass::#class,
            shaders: &[#(#shaders),*],
            sites: &[#(#sites),*],
        });
    }
}

/// What kind of plan it is: the runtime's `KernelClass`.
#[derive(Clone, Copy)]
pub(super) enum Class {
    Parallel,
    Reduction,
    MultiStage,
    SequentialOuter,
}

impl Class {
    pub(super) fn of(plan: &Plan) -> Class {
        let repeats = |stmt: &Stmt| {
            matches!(stmt.kind, StmtKind::For { .. } | StmtKind::Loop { .. }) && holds_stage(stmt)
        };
        if any(&plan.host, &repeats) {
            Class::SequentialOuter
        } else if plan.stages.len() > 1 {
            Class::MultiStage
        } else if plan.stages.iter().any(|stage| !stage.reductions.is_empty()) {
            Class::Reduction
        } else {
            Class::Parallel
        }
    }

    fn tokens(self) -> TokenStream {
        match self {
            Class::Parallel => quote!(Parallel),
            Class::Reduction => quote!(Reduction),
            Class::MultiStage => quote!(MultiStage),
            Class::SequentialOuter => quote!(SequentialOuter),
        }
    }
}

fn holds_stage(stmt: &Stmt) -> bool {
    any(std::slice::from_ref(stmt), &|stmt| {
        matches!(stmt.kind, StmtKind::Stage(_))
    })
}

/// Whether any statement of the host is such.
fn any(block: &[Stmt], is: &dyn Fn(&Stmt) -> bool) -> bool {
    block.iter().any(|stmt| {
        is(stmt)
            || match &stmt.kind {
                StmtKind::If {
                    then, otherwise, ..
                } => any(then, is) || any(otherwise, is),
                StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => any(body, is),
                _ => false,
            }
    })
}

fn program(name: &Ident, shader: &wgsl::Shader) -> TokenStream {
    let wgsl::Shader {
        text,
        lengths,
        workgroup,
        points,
        axes,
        staged,
        copies,
        needs_f64,
        needs_i64,
        faults,
        partial_bytes,
    } = shader;
    let (names, values): (Vec<_>, Vec<_>) = lengths
        .iter()
        .map(|(name, Length(len))| (name, len))
        .unzip();
    let copies = copies.iter().map(|(place, most)| quote!((#place, #most)));
    quote! {
        static #name: __k::Program = __k::Program::new(__k::Shader {
            text: #text,
            lengths: &[#((#names, (#values) as usize)),*],
            workgroup: [#(#workgroup),*],
            points: [#(#points),*],
            axes: [#(#axes),*],
            staged: #staged,
            copies: &[#(#copies),*],
            needs_f64: #needs_f64,
            needs_i64: #needs_i64,
            faults: #faults,
            partial_bytes: #partial_bytes,
        });
    }
}

fn site(site: &Site) -> TokenStream {
    // A helper's sites stand in the helper's file.
    let file = quote_spanned!(site.span=> ::core::file!());
    let line = quote_spanned!(site.span=> ::core::line!());
    let kind = match &site.kind {
        SiteKind::Index { array, text } => {
            quote!(Index { array: #array, text: #text })
        }
        SiteKind::Divide => quote!(Divide),
        SiteKind::Assert { text } => quote!(Assert { text: #text }),
    };
    quote!(__k::Site { file: #file, line: #line, kind: __k::SiteKind::#kind })
}
