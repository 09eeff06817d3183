//! Arguments: Rodinia's kernels.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use super::side;
use crate::Entry;
use crate::rodinia::backprop_layer::backprop_layer;
use crate::rodinia::gaussian::gaussian;
use crate::rodinia::hotspot::hotspot;
use crate::rodinia::kmeans_accumulate::kmeans_accumulate;
use crate::rodinia::kmeans_assign::kmeans_assign;
use crate::rodinia::lavamd::lavamd;
use crate::rodinia::nearest_neighbor::nearest_neighbor;
use crate::rodinia::pathfinder::pathfinder;
use crate::rodinia::srad::srad;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        pathfinder, |n, data| { let (w, h) = grid(n); }
        arguments {
            rows: usize = h;
            cols: usize = w;
            wall: Vec<i32> = data.integers(w * h, 0, 10);
            src: Vec<i32> = vec![7; w];
            dst: Vec<i32> = vec![7; w];
        }
        elements w * h;
        call (*rows, *cols, wall, src, dst);
        writes [src, dst];
        faults {
            under_way "a short wall" |wall| wall.pop();
        }
    })
    .bench(20_000)
    .special_on_gpu(),
    Entry::of(case! {
        hotspot, |n, data| { let (w, h) = grid(n); }
        arguments {
            rows: usize = h;
            cols: usize = w;
            steps: usize = 3;
            power: Vec<f32> = data.floats(w * h, 0.0, 1.0);
            temp: Vec<f32> = data.floats(w * h, 40.0, 90.0);
            next: Vec<f32> = vec![7.0; w * h];
        }
        elements w * h;
        call (*rows, *cols, *steps, power, temp, next);
        writes [temp, next];
        faults {
            at_entry "a short grid of powers" |power| power.pop();
        }
    })
    .bench(40 * 40)
    .gpu(|_| Tolerance::close(1e-5, 1e-4)),
    Entry::of(case! {
        kmeans_assign, |n, data| {}
        arguments {
            dims: usize = 3;
            points: Vec<f32> = data.floats(3 * n, -1.0, 1.0);
            centers: Vec<f32> = data.floats(3 * 7, -1.0, 1.0);
            membership: Vec<u32> = data.indices(n, 7);
        }
        elements 7 * n;
        call (*dims, points, centers, membership) -> u32;
        writes [membership];
        faults {
            at_entry "no features" |dims| *dims = 0;
        }
    })
    .gpu(|_| Tolerance::Mostly(0.01)),
    Entry::of(case! {
        kmeans_accumulate, |n, data| {}
        arguments {
            dims: usize = 3;
            points: Vec<f32> = data.terms(3 * n);
            membership: Vec<u32> = data.indices(n, 7);
            sums: Vec<f32> = vec![7.0; 3 * 7];
            counts: Vec<u32> = vec![7; 7];
        }
        elements n;
        call (*dims, points, membership, sums, counts);
        writes [sums, counts];
        faults {
            under_way "a cluster that does not exist" |membership| membership[n / 2] = 7;
            under_way "too few points" |points| points.pop();
        }
    })
    .cpu(Tolerance::sum)
    .gpu(Tolerance::sum),
    Entry::of(case! {
        nearest_neighbor, |n, data| {}
        arguments {
            locations: Vec<f32> = data.floats(2 * n, 0.0, 90.0);
            lat: f32 = 30.0;
            lng: f32 = 60.0;
            distances: Vec<f32> = vec![7.0; n];
        }
        elements n;
        call (locations, *lat, *lng, distances);
        writes [distances];
    })
    .cpu(|_| Tolerance::relative(1e-6))
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        lavamd, |n, data| { let boxes = n.div_ceil(5).max(1); }
        arguments {
            alpha: f32 = 0.5;
            per_box: usize = 5;
            first: Vec<u32> = (0..=boxes as u32).map(|b| 3 * b).collect();
            neighbors: Vec<u32> = data.indices(3 * boxes, boxes);
            particles: Vec<f32> = data.floats(4 * 5 * boxes, 0.1, 1.0);
            forces: Vec<f32> = data.floats(4 * 5 * boxes, 0.1, 1.0);
        }
        elements 5 * 15 * boxes;
        call (*alpha, *per_box, first, neighbors, particles, forces);
        writes [forces];
        faults {
            under_way "a neighbour that does not exist" |neighbors| neighbors[0] = u32::MAX / 64;
            under_way "a list that ends before it should" |neighbors| neighbors.pop();
        }
    })
    .bench(400)
    .largest(20_000)
    .cpu(|_| Tolerance::close(1e-5, 1e-5))
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        backprop_layer, |n, data| { let (w, h) = grid(n); }
        arguments {
            input: Vec<f32> = data.floats(h, -1.0, 1.0);
            weights: Vec<f32> = data.floats(w * h, -1.0, 1.0);
            bias: Vec<f32> = data.floats(w, -1.0, 1.0);
            output: Vec<f32> = vec![7.0; w];
        }
        elements w * h;
        call (input, weights, bias, output);
        writes [output];
        faults {
            at_entry "too few weights" |weights| weights.pop();
        }
    })
    .bench(80 * 80)
    .cpu(|_| Tolerance::close(1e-5, 1e-6))
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        gaussian, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            a: Vec<f32> = (0..n * n)
                .map(|i| if i / n == i % n { n as f32 } else { data.float(-1.0, 1.0) })
                .collect();
            b: Vec<f32> = data.floats(n, -1.0, 1.0);
            m: Vec<f32> = vec![7.0; n];
        }
        elements n * n * n / 3;
        call (*n, a, b, m);
        writes [a, b, m];
        faults {
            at_entry "a short matrix" |a| a.clear();
        }
    })
    .largest(4_500)
    .bench(40 * 40)
    .gpu(|_| Tolerance::close(1e-3, 1e-3)),
    Entry::of(case! {
        srad, |n, data| { let (w, h) = grid(n); }
        arguments {
            rows: usize = h;
            cols: usize = w;
            lambda: f32 = 0.5;
            image: Vec<f32> = data.floats(w * h, 0.5, 1.5);
            c: Vec<f32> = vec![7.0; w * h];
            out: Vec<f32> = vec![7.0; w * h];
        }
        elements w * h;
        call (*rows, *cols, *lambda, image, c, out);
        writes [image, c, out];
        faults {
            at_entry "a short picture" |image| image.pop();
            under_way "a short result" |out| out.pop();
        }
    })
    .bench(60 * 60)
    .ordinary_only()
    .cpu(|_| Tolerance::close(1e-3, 1e-3))
    .gpu(|_| Tolerance::close(1e-3, 1e-3)),
];
