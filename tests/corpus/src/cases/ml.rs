//! Arguments: layers of neural networks.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::ml::adam::adam;
use crate::ml::argmax_rows::argmax_rows;
use crate::ml::attention_row::attention_row;
use crate::ml::batch_norm::batch_norm;
use crate::ml::conv2d::{Shape, conv2d};
use crate::ml::cross_entropy::cross_entropy;
use crate::ml::embedding::embedding;
use crate::ml::gelu::gelu;
use crate::ml::layer_norm::layer_norm;
use crate::ml::max_pool::max_pool;
use crate::ml::relu::relu;
use crate::ml::silu::silu;
use crate::ml::softmax::softmax;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        softmax, |n, data| { let (w, h) = grid(n); }
        arguments {
            cols: usize = w;
            logits: Vec<f32> = data.floats(w * h, -4.0, 4.0);
            probabilities: Vec<f32> = vec![7.0; w * h];
        }
        elements w * h;
        call (*cols, logits, probabilities);
        writes [probabilities];
        faults {
            at_entry "no columns" |cols| *cols = 0;
        }
    })
    .bench(60 * 60)
    .cpu(|_| Tolerance::close(1e-5, 1e-6))
    .gpu(|_| Tolerance::close(1e-4, 1e-5)),
    Entry::of(case! {
        layer_norm, |n, data| { let (w, h) = grid(n); }
        arguments {
            x: Vec<f32> = data.floats(w * h, -4.0, 4.0);
            gamma: Vec<f32> = data.floats(w, 0.5, 1.5);
            beta: Vec<f32> = data.floats(w, -1.0, 1.0);
            eps: f32 = 1e-5;
            y: Vec<f32> = vec![7.0; w * h];
        }
        elements w * h;
        call (x, gamma, beta, *eps, y);
        writes [y];
        faults {
            at_entry "too few shifts" |beta| beta.pop();
        }
    })
    .bench(60 * 60)
    .cpu(|_| Tolerance::close(1e-4, 1e-4))
    .gpu(|_| Tolerance::close(1e-3, 1e-3)),
    Entry::of(case! {
        gelu, |n, data| {}
        arguments {
            x: Vec<f32> = data.floats(n, -4.0, 4.0);
            y: Vec<f32> = vec![7.0; n];
        }
        elements n;
        call (x, y);
        writes [y];
    })
    .cpu(|_| Tolerance::close(1e-5, 1e-6))
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        silu, |n, data| {}
        arguments {
            x: Vec<f32> = data.floats(n, -4.0, 4.0);
        }
        elements n;
        call (x);
        writes [x];
    })
    .cpu(|_| Tolerance::close(1e-5, 1e-6))
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        attention_row, |n, data| { let (w, h) = grid(n); }
        arguments {
            query: Vec<f32> = data.floats(w, -0.2, 0.2);
            keys: Vec<f32> = data.floats(w * h, -0.2, 0.2);
            values: Vec<f32> = data.floats(w * h, -1.0, 1.0);
            scores: Vec<f32> = vec![7.0; h];
            out: Vec<f32> = vec![7.0; w];
        }
        elements 2 * w * h;
        call (query, keys, values, scores, out);
        writes [scores, out];
        faults {
            at_entry "too few keys" |keys| keys.pop();
            under_way "too few values" |values| values.pop();
        }
    })
    .bench(60 * 60)
    .cpu(|_| Tolerance::close(1e-4, 1e-5))
    .gpu(|_| Tolerance::close(1e-3, 1e-4)),
    Entry::of(case! {
        batch_norm, |n, data| {}
        arguments {
            plane: usize = 6;
            mean: Vec<f32> = data.floats(3, -1.0, 1.0);
            variance: Vec<f32> = data.floats(3, 0.5, 2.0);
            gamma: Vec<f32> = data.floats(3, 0.5, 2.0);
            beta: Vec<f32> = data.floats(3, -1.0, 1.0);
            x: Vec<f32> = data.floats(6 * n, -1.0, 1.0);
        }
        elements 6 * n;
        call (*plane, mean, variance, gamma, beta, x);
        writes [x];
        faults {
            at_entry "planes of no size" |plane| *plane = 0;
            under_way "too few shifts" |beta| beta.pop();
        }
    })
    .bench(600)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        argmax_rows, |n, data| { let (w, h) = grid(n); }
        arguments {
            cols: usize = w;
            scores: Vec<f32> = data.floats(w * h, -4.0, 4.0);
            classes: Vec<u32> = vec![7; h];
        }
        elements w * h;
        call (*cols, scores, classes);
        writes [classes];
        faults {
            at_entry "no columns" |cols| *cols = 0;
        }
    })
    .bench(60 * 60)
    .gpu(|_| Tolerance::Exact),
    Entry::of(case! {
        relu, |n, data| {}
        arguments {
            x: Vec<f32> = data.floats(n, -4.0, 4.0);
        }
        elements n;
        call (x);
        writes [x];
    })
    // Of two zeros, `max` may give either.
    .cpu(|_| Tolerance::Equal)
    .gpu(|_| Tolerance::Equal),
    Entry::of(case! {
        cross_entropy, |n, data| { let (w, h) = grid(n); }
        arguments {
            classes: usize = w;
            logits: Vec<f32> = data.floats(w * h, -4.0, 4.0);
            labels: Vec<u32> = data.indices(h, w);
        }
        elements w * h;
        call (*classes, logits, labels) -> f32;
        writes [];
        faults {
            under_way "a class that does not exist" |labels, classes| labels[2] = *classes as u32;
            at_entry "too few logits" |logits| logits.pop();
        }
    })
    .bench(60 * 60)
    .ordinary_only()
    .cpu(|_| Tolerance::close(1e-4, 1e-4))
    .gpu(|_| Tolerance::close(1e-3, 1e-3)),
    Entry::of(case! {
        max_pool, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            input: Vec<f32> = data.floats(w * h, -4.0, 4.0);
            output: Vec<f32> = vec![7.0; (w / 2) * (h / 2)];
        }
        elements w * h;
        call (*width, *height, input, output);
        writes [output];
        faults {
            at_entry "a short picture" |input, width| input.truncate(*width);
        }
    })
    .bench(60 * 60)
    .gpu(|_| Tolerance::Equal),
    Entry::of(case! {
        embedding, |n, data| {}
        arguments {
            dims: usize = 5;
            table: Vec<f32> = data.floats(5 * 19, -4.0, 4.0);
            tokens: Vec<u32> = data.indices(n, 19);
            out: Vec<f32> = vec![7.0; 5 * n];
        }
        elements 5 * n;
        call (*dims, table, tokens, out);
        writes [out];
        faults {
            under_way "a token that does not exist" |tokens| tokens[n - 1] = 19;
            at_entry "no dimensions" |dims| *dims = 0;
        }
    })
    .gpu(|_| Tolerance::Exact),
    Entry::of(case! {
        adam, |n, data| {}
        arguments {
            step: i32 = 3;
            rate: f32 = 0.001;
            g: Vec<f32> = data.floats(n, -1.0, 1.0);
            w: Vec<f32> = data.floats(n, -1.0, 1.0);
            m: Vec<f32> = data.floats(n, -1.0, 1.0);
            v: Vec<f32> = data.floats(n, 0.1, 1.0);
        }
        elements n;
        call (*step, *rate, g, w, m, v);
        writes [w, m, v];
    })
    // powi multiplies in another order than the system's.
    .cpu(|_| Tolerance::close(1e-5, 1e-6))
    .gpu(|_| Tolerance::close(1e-5, 1e-6)),
    Entry::of(case! {
        conv2d, |n, data| { let (w, h) = grid(n); let (w, h) = (w + 2, h.max(3)); }
        arguments {
            shape: Shape = Shape { height: h, width: w, inputs: 2, outputs: 3, kernel: 3 };
            input: Vec<f32> = data.floats(2 * w * h, -1.0, 1.0);
            filters: Vec<f32> = data.floats(2 * 3 * 9, -1.0, 1.0);
            bias: Vec<f32> = data.floats(3, -1.0, 1.0);
            output: Vec<f32> = vec![7.0; 3 * (w - 2) * (h - 2)];
        }
        elements 54 * (w - 2) * (h - 2);
        call (*shape, input, filters, bias, output);
        writes [output];
        faults {
            at_entry "a short picture" |input| input.pop();
        }
    })
    .bench(40 * 40)
    .largest(20_000)
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
];
