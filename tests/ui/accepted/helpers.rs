//! Helpers and structs behind every kind of import, in macros, under strict lints, and without `unsafe` of the user's.

#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused, unreachable_pub, clippy::all, clippy::pedantic)]

mod shapes {
    use kernel_runtime::kernel;

    const UNIT: f32 = 1.0;

    #[kernel(helper)]
    #[derive(Clone, Copy)]
    pub(crate) struct Point {
        pub(crate) x: f32,
        pub(crate) y: f32,
    }

    #[kernel(helper)]
    pub(crate) fn norm(p: Point) -> f32 {
        p.x.abs() + p.y.abs() + UNIT
    }

    pub(crate) mod inner {
        #[kernel_runtime::kernel(helper)]
        pub(in crate::shapes) fn hidden(v: f32) -> f32 {
            v + super::UNIT
        }

        #[kernel_runtime::kernel(helper)]
        pub(crate) fn shown(v: f32) -> f32 {
            hidden(hidden(v))
        }
    }

    /// Nobody calls it.
    #[kernel(helper)]
    pub(crate) fn unused(v: f32) -> f32 {
        v
    }
}

mod all {
    pub(crate) use crate::shapes::inner::shown as raised;
    pub(crate) use crate::shapes::*;
}

macro_rules! powers {
    ($($name:ident = $power:literal),*) => {$(
        #[kernel_runtime::kernel(helper)]
        fn $name(v: f32) -> f32 {
            v.powi($power)
        }
    )*};
}

powers!(square = 2, cube = 3);

use all::{Point, raised};

#[kernel_runtime::kernel]
fn through_names(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let p = Point { x: x[i], y: cube(x[i]) };
        y[i] = all::norm(p) + raised(square(x[i]));
    }
}

fn main() {
    #[kernel_runtime::kernel(helper)]
    fn local(v: f32) -> f32 {
        v + 0.5
    }

    #[kernel_runtime::kernel]
    fn in_a_body(y: &mut [f32]) {
        for i in 0..y.len() {
            y[i] = local(y[i]);
        }
    }

    let mut y = [0.0; 2];
    through_names::dispatch(&[1.0, 2.0], &mut y).expect("the lengths agree");
    assert_eq!(y, [6.0, 17.0]);
    in_a_body::dispatch(&mut y).expect("it cannot fail");
    assert_eq!(y, [6.5, 17.5]);
}
