//! The list of cases: for each kernel its arguments, its elements of work, the call, and what it writes.

use super::{Case, grid};
use crate::*;

/// Every kernel.
pub const ALL: &[Case] = &[
    case! {
        saxpy, |n, data| {}
        arguments {
            a: f32 = 1.5;
            x: Vec<f32> = data.floats(n, -8.0, 8.0);
            y: Vec<f32> = data.floats(n, -8.0, 8.0);
        }
        elements n;
        call (*a, x, y);
        writes [y];
    },
    case! {
        clamp_scale, |n, data| {}
        arguments {
            low: f32 = -2.0;
            high: f32 = 3.0;
            scale: f32 = 0.2;
            x: Vec<f32> = data.floats(n, -8.0, 8.0);
            y: Vec<f32> = vec![0.0; n];
        }
        elements n;
        call (*low, *high, *scale, x, y);
        writes [y];
    },
    case! {
        dot, |n, data| {}
        arguments {
            x: Vec<f32> = data.terms(n);
            y: Vec<f32> = data.terms(n);
        }
        elements n;
        call (x, y) -> f32;
        writes [];
    },
    case! {
        sum, |n, data| {}
        arguments {
            x: Vec<f32> = data.terms(n);
        }
        elements n;
        call (x) -> f32;
        writes [];
    },
    case! {
        max, |n, data| {}
        arguments {
            x: Vec<f32> = data.floats(n, -8.0, 8.0);
        }
        elements n;
        call (x) -> f32;
        writes [];
    },
    case! {
        l2_norm, |n, data| {}
        arguments {
            x: Vec<f32> = data.terms(n);
        }
        elements n;
        call (x) -> f32;
        writes [];
    },
    case! {
        sum_exp, |n, data| {}
        arguments {
            shift: f32 = 0.5;
            x: Vec<f32> = data.terms(n);
        }
        elements n;
        call (*shift, x) -> f32;
        writes [];
    },
    case! {
        polynomial, |n, data| {}
        arguments {
            c: [f64; 8] = [0.5, -1.25, 0.125, 2.0, -0.75, 0.0625, 1.5, -0.3];
            x: Vec<f64> = data.doubles(n, -2.0, 2.0);
            y: Vec<f64> = vec![0.0; n];
        }
        elements n;
        call (c, x, y);
        writes [y];
    },
    case! {
        mandelbrot, |n, data| { let (w, h) = grid(n); }
        arguments {
            w: usize = w;
            h: usize = h;
            left: f32 = -2.0;
            top: f32 = -1.25;
            step: f32 = 2.5 / w.max(h) as f32;
            limit: i32 = 100;
            rounds: Vec<i32> = vec![0; w * h];
        }
        elements w * h;
        call (*w, *h, *left, *top, *step, *limit, rounds);
        writes [rounds];
    },
    case! {
        black_scholes, |n, data| {}
        arguments {
            rate: f32 = 0.03;
            volatility: f32 = 0.25;
            price: Vec<f32> = data.floats(n, 20.0, 180.0);
            strike: Vec<f32> = data.floats(n, 20.0, 180.0);
            years: Vec<f32> = data.floats(n, 0.25, 5.0);
            call: Vec<f32> = vec![0.0; n];
            put: Vec<f32> = vec![0.0; n];
        }
        elements n;
        call (*rate, *volatility, price, strike, years, call, put);
        writes [call, put];
    },
    case! {
        blur3x3, |n, data| { let (w, h) = grid(n); }
        arguments {
            w: usize = w;
            h: usize = h;
            picture: Vec<f32> = data.floats(w * h, 0.0, 255.0);
            blurred: Vec<f32> = vec![-1.0; w * h];
        }
        elements w * h;
        call (*w, *h, picture, blurred);
        writes [blurred];
    },
    case! {
        jacobi, |n, data| { let (w, h) = grid(n); }
        arguments {
            w: usize = w;
            h: usize = h;
            old: Vec<f32> = data.floats(w * h, 0.0, 100.0);
            new: Vec<f32> = vec![-1.0; w * h];
        }
        elements w * h;
        call (*w, *h, old, new);
        writes [new];
    },
    case! {
        rgb_to_gray, |n, data| {}
        arguments {
            rgb: Vec<u8> = data.bytes(3 * n);
            gray: Vec<u8> = vec![0; n];
        }
        elements n;
        call (rgb, gray);
        writes [gray];
    },
    case! {
        matvec, |n, data| { let (w, h) = grid(n); }
        arguments {
            a: Vec<f32> = data.terms(w * h);
            x: Vec<f32> = data.terms(w);
            y: Vec<f32> = vec![0.0; h];
        }
        elements w * h;
        call (a, x, y);
        writes [y];
    },
    case! {
        matmul, |n, data| { let (w, h) = grid(n); }
        arguments {
            m: usize = h;
            n: usize = w;
            k: usize = h;
            a: Vec<f32> = data.terms(h * h);
            b: Vec<f32> = data.terms(h * w);
            c: Vec<f32> = vec![0.0; h * w];
        }
        elements h * h * w;
        call (*m, *n, *k, a, b, c);
        writes [c];
    },
    case! {
        nbody, |n, data| {}
        arguments {
            softening: f32 = 0.01;
            x: Vec<f32> = data.floats(n, -1.0, 1.0);
            y: Vec<f32> = data.floats(n, -1.0, 1.0);
            z: Vec<f32> = data.floats(n, -1.0, 1.0);
            mass: Vec<f32> = data.terms(n);
            ax: Vec<f32> = vec![0.0; n];
            ay: Vec<f32> = vec![0.0; n];
            az: Vec<f32> = vec![0.0; n];
        }
        elements n * n;
        call (*softening, x, y, z, mass, ax, ay, az);
        writes [ax, ay, az];
    },
    case! {
        gather, |n, data| {}
        arguments {
            table: Vec<f32> = data.floats(n.max(1), -8.0, 8.0);
            index: Vec<u32> = data.indices(n, n.max(1));
            y: Vec<f32> = vec![0.0; n];
        }
        elements n;
        call (table, index, y);
        writes [y];
    },
    case! {
        hash, |n, data| {}
        arguments {
            seed: u32 = 0x9747_b28c;
            keys: Vec<u32> = data.words(n);
            mixed: Vec<u32> = vec![0; n];
        }
        elements n;
        call (*seed, keys, mixed);
        writes [mixed];
    },
    case! {
        sobel, |n, data| { let (w, h) = grid(n); }
        arguments {
            w: usize = w;
            h: usize = h;
            picture: Vec<f32> = data.floats(w * h, 0.0, 255.0);
            edges: Vec<u8> = vec![7; w * h];
        }
        elements w * h;
        call (*w, *h, picture, edges);
        writes [edges];
    },
    case! {
        spheres, |n, data| { let (w, h) = grid(n); }
        arguments {
            w: usize = w;
            h: usize = h;
            light: Vec3 = Vec3 { x: 0.48, y: -0.6, z: -0.64 };
            picture: Vec<f32> = data.floats(w * h, 0.0, 1.0);
        }
        elements w * h;
        call (*w, *h, *light, picture);
        writes [picture];
    },
];
