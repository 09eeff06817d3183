//! What is run: kernels of every kind, each over a range of sizes.

use kernel_examples::case;
use kernel_examples::cases::Case;
use kernel_examples::matmul;

/// A kernel as a workload.
#[derive(Clone, Copy)]
pub struct Workload {
    /// Its name here.
    pub name: &'static str,
    /// What kind of work it is.
    pub kind: &'static str,
    /// Its arguments.
    pub case: Case,
    /// Whether no constant of the cost model was ever fitted to it.
    pub held_out: bool,
}

/// Where a workload comes from: the examples, or a family of the corpus.
type Source = (&'static str, &'static str);

/// Every third one is held out: constants of the cost model are looked at with the others only.
const LISTED: &[(&str, Source, bool)] = &[
    ("streaming", ("examples", "saxpy"), false),
    ("streaming", ("examples", "clamp_scale"), false),
    ("streaming", ("image", "alpha_blend"), true),
    ("streaming", ("examples", "rgb_to_gray"), false),
    ("reduction", ("examples", "dot"), false),
    ("reduction", ("examples", "max"), true),
    ("reduction", ("data", "argmin"), false),
    ("map", ("examples", "polynomial"), true),
    ("map", ("examples", "sum_exp"), false),
    ("map", ("examples", "black_scholes"), false),
    ("map", ("ml", "gelu"), true),
    ("map", ("data", "haversine"), false),
    ("map", ("examples", "hash"), false),
    ("stencil", ("examples", "blur3x3"), false),
    ("stencil", ("examples", "jacobi"), true),
    ("stencil", ("examples", "sobel"), false),
    ("stencil", ("polybench", "heat_3d"), true),
    ("contraction", ("examples", "matmul"), false),
    ("contraction", ("polybench", "gemm"), true),
    ("contraction", ("examples", "matvec"), false),
    ("pairs", ("examples", "nbody"), false),
    ("pairs", ("physics", "lennard_jones"), true),
    ("divergent", ("examples", "mandelbrot"), false),
    ("histogram", ("image", "histogram"), false),
    ("sparse", ("data", "spmv_csr"), true),
    ("gather", ("examples", "gather"), false),
    ("softmax", ("ml", "softmax"), false),
    ("random", ("data", "monte_carlo_pi"), false),
    ("filter", ("dsp", "fir"), true),
    ("filter", ("data", "moving_average"), false),
];

/// A tall matrix times a narrow one.
const SKINNY: Case = case! {
    matmul, |n, data| { let rows = n.div_ceil(16); }
    arguments {
        m: usize = rows;
        n: usize = 4;
        k: usize = 16;
        a: Vec<f32> = data.terms(rows * 16);
        b: Vec<f32> = data.terms(16 * 4);
        c: Vec<f32> = vec![0.0; rows * 4];
    }
    elements rows * 16 * 4;
    call (*m, *n, *k, a, b, c);
    writes [c];
};

/// All of them, or those of these names.
pub fn workloads(names: &[String]) -> Vec<Workload> {
    let listed = LISTED.iter().filter_map(|&(kind, source, held_out)| {
        let case = find(source)?;
        let name = case.name;
        Some(Workload {
            name,
            kind,
            case,
            held_out,
        })
    });
    let skinny = Workload {
        name: "skinny",
        kind: "contraction",
        case: SKINNY,
        held_out: true,
    };
    listed
        .chain([skinny])
        .filter(|workload| names.is_empty() || names.iter().any(|name| name == workload.name))
        .collect()
}

fn find((family, name): Source) -> Option<Case> {
    if family == "examples" {
        return Case::named(name).copied();
    }
    crate::of_corpus(family, name).copied()
}

/// The sizes 2⁴ to 2²⁴ in that many steps an octave, rounded.
pub fn sizes(steps: u32) -> impl Iterator<Item = usize> {
    (4 * steps..=24 * steps)
        .map(move |step| (f64::from(step) / f64::from(steps)).exp2().round() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_kernel_exists_under_a_name_of_its_own() {
        let all = workloads(&[]);
        assert_eq!(all.len(), LISTED.len() + 1);
        let mut names: Vec<_> = all.iter().map(|workload| workload.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all.len());
    }

    #[test]
    fn a_third_is_held_out() {
        let all = workloads(&[]);
        let held = all.iter().filter(|workload| workload.held_out).count();
        assert!(3 * held >= all.len(), "{held} of {}", all.len());
    }

    #[test]
    fn sizes_go_by_octaves_or_parts_of_them() {
        assert_eq!(sizes(1).count(), 21);
        let halves: Vec<_> = sizes(2).collect();
        assert_eq!(
            (halves.len(), halves[0], halves[1], halves[40]),
            (41, 16, 23, 1 << 24)
        );
    }
}
