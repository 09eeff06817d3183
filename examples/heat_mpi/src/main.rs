//! The heat equation in three dimensions: a hot cube in a cold box.
//!
//!     cargo build --release -p heat_mpi --features mpi
//!     mpirun -n 4 target/release/heat_mpi [SIDE [STEPS]]
//!
//! The loops are those of one process. The ranks cut the box into slabs, and between two steps they send each other the planes at the borders, which the
//! compiler has found to be all that a slab reads of its neighbours.

use std::time::Instant;

use kernel_runtime::{Cluster, Error, Variant, kernel};

/// So many steps: each element becomes the mean of itself and its neighbours, by the share `rate`. The faces of the box stay as they are.
#[kernel]
fn heat<'a>(side: usize, steps: usize, rate: f64, mut now: &'a mut [f64], mut next: &'a mut [f64]) {
    for _ in 0..steps {
        for z in 1..side - 1 {
            for y in 1..side - 1 {
                for x in 1..side - 1 {
                    let i = (z * side + y) * side + x;
                    let along_x = now[i - 1] + now[i + 1];
                    let along_y = now[i - side] + now[i + side];
                    let along_z = now[i - side * side] + now[i + side * side];
                    next[i] = now[i] + rate * (along_x + along_y + along_z - 6.0 * now[i]);
                }
            }
        }
        std::mem::swap(&mut now, &mut next);
    }
}

fn main() -> Result<(), Error> {
    let cluster = Cluster::world()?;
    let _entered = cluster.enter();
    let mut arguments = std::env::args()
        .skip(1)
        .filter_map(|text| text.parse().ok());
    let side: usize = arguments.next().unwrap_or(128).max(3);
    let steps: usize = arguments.next().unwrap_or(100);

    // Only what the root gives counts; the other ranks give as many of anything.
    let mut box_now = vec![0.0; side * side * side];
    if cluster.is_root() {
        let hot = side / 3..side - side / 3;
        for z in hot.clone() {
            for y in hot.clone() {
                let row = (z * side + y) * side;
                box_now[row + hot.start..row + hot.end].fill(100.0);
            }
        }
    }
    let mut box_next = box_now.clone();

    let before = cluster.traffic();
    let begin = Instant::now();
    heat::dispatch_on(
        Variant::Distributed,
        side,
        steps,
        0.1,
        &mut box_now,
        &mut box_next,
    )?;
    let seconds = begin.elapsed().as_secs_f64();
    let sent = cluster.traffic().bytes - before.bytes;

    if cluster.is_root() {
        // After an even number of steps the newest values are where they began.
        let newest = if steps.is_multiple_of(2) {
            &box_now
        } else {
            &box_next
        };
        let middle = newest[(side / 2 * side + side / 2) * side + side / 2];
        println!(
            "{steps} steps of {side}³ on {} ranks: {seconds:.3} s, {:.1} MB sent",
            cluster.ranks(),
            sent as f64 * 1e-6
        );
        println!("in the middle it is {middle:.6}");
    }
    Ok(())
}
