//! A kernel for each function, as a user writes it.

/// Kernels of one function each.
macro_rules! kernels {
    (
        $module:ident $float:ident $options:tt;
        unary { $($unary:ident)* }
        binary { $($binary:ident)* }
    ) => {
        #[allow(missing_docs, reason = "each is the function of its name")]
        pub mod $module {
            use kernel_runtime::kernel;

            $(
                #[kernel $options]
                pub fn $unary(x: &[$float], z: &mut [$float]) {
                    for i in 0..x.len() {
                        z[i] = x[i].$unary();
                    }
                }
            )*

            $(
                #[kernel $options]
                pub fn $binary(x: &[$float], y: &[$float], z: &mut [$float]) {
                    for i in 0..x.len() {
                        z[i] = x[i].$binary(y[i]);
                    }
                }
            )*
        }
    };
}

/// The kernels of a format with all functions.
macro_rules! accurate {
    ($($module:ident $float:ident;)*) => {$(
        kernels! {
            $module $float ();
            unary {
                exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh cbrt
            }
            binary { powf atan2 hypot }
        }
    )*};
}

accurate! { of_f32 f32; of_f64 f64; }

/// The kernels of a format with the functions that have a fast version.
macro_rules! fast {
    ($($module:ident $float:ident [$($binary:ident)?];)*) => {$(
        kernels! {
            $module $float (fast_math);
            unary { exp exp2 ln log2 log10 sin cos tan tanh }
            binary { $($binary)? }
        }
    )*};
}

fast! { fast_f32 f32 [powf]; fast_f64 f64 []; }
