//! What is measured: each kernel's arguments, on both sides.

use std::error::Error;

use kernel_examples::{black_scholes, blur3x3, mandelbrot, matmul, nbody, saxpy};
use kernel_runtime::{Array, Scalar, Variant};
use wgpu::Buffer;

use crate::kernels::diffusion::diffusion;

use super::hand::{Hand, Program};
use super::pair::{Fence, by_hand, compare};
use super::report::Row;

pub(super) const SAXPY: &str = include_str!("shaders/saxpy.wgsl");
const MATMUL: &str = include_str!("shaders/matmul.wgsl");
const MATMUL_REGISTERS: &str = include_str!("shaders/matmul_registers.wgsl");
const DIFFUSION: &str = include_str!("shaders/diffusion.wgsl");
const NBODY: &str = include_str!("shaders/nbody.wgsl");
const MANDELBROT: &str = include_str!("shaders/mandelbrot.wgsl");
const BLACK_SCHOLES: &str = include_str!("shaders/black_scholes.wgsl");
const BLUR: &str = include_str!("shaders/blur.wgsl");

/// How much work there is: a run is to take some milliseconds, so that the fetch at the end does not count.
struct Sizes {
    stream: usize,
    side: usize,
    matrix: usize,
    bodies: usize,
    limit: i32,
    options: usize,
}

const SOFTWARE: Sizes = Sizes {
    stream: 1 << 22,
    side: 1 << 10,
    matrix: 512,
    bodies: 1 << 12,
    limit: 100,
    options: 1 << 19,
};

const CARD: Sizes = Sizes {
    stream: 1 << 24,
    side: 1 << 12,
    matrix: 2048,
    bodies: 1 << 15,
    limit: 1000,
    options: 1 << 23,
};

/// Values between the two, the same at each run.
fn values(n: usize, low: f32, high: f32) -> Vec<f32> {
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1664525).wrapping_add(1013904223);
        low + (high - low) * (state >> 8) as f32 / (1 << 24) as f32
    };
    (0..n).map(|_| next()).collect()
}

/// Measures all on the device that `KERNEL_GPU` names, which is the one that `hand` has opened as well. `tell` is given each row as it comes.
pub fn measure(
    hand: &Hand,
    software: bool,
    tell: &mut dyn FnMut(&Row),
) -> Result<Vec<Row>, Box<dyn Error>> {
    let sizes = if software { SOFTWARE } else { CARD };
    let mut rows = Vec::new();
    let mut add = |row: Row| {
        tell(&row);
        rows.push(row);
    };
    add(sliced(hand, "launch and readback, saxpy", 64)?);
    for row in streams(hand, sizes.stream)? {
        add(row);
    }
    let slices = "saxpy, slices that come and go";
    add(sliced(hand, slices, sizes.stream)?);
    add(steps(hand, 1 << 10)?);
    let tiled = "matrix product, by hand tiled";
    add(product(hand, (tiled, MATMUL), sizes.matrix)?);
    let registers = "matrix product, in registers";
    add(product(hand, (registers, MATMUL_REGISTERS), sizes.matrix)?);
    add(bodies(hand, sizes.bodies)?);
    add(set(hand, sizes.side, sizes.limit)?);
    add(options(hand, sizes.options)?);
    add(picture(hand, sizes.side)?);
    Ok(rows)
}

/// Saxpy from slices to slices: what is read goes to the device at each run, what is written comes back.
fn sliced(hand: &Hand, kernel: &'static str, n: usize) -> Result<Row, Box<dyn Error>> {
    let (x, y) = (values(n, 0.0, 1.0), values(n, 0.0, 1.0));
    let (to_x, to_y) = (hand.array(&x), hand.array(&y));
    let program = saxpy_by_hand(hand, n, [&to_x, &to_y]);
    let staging = hand.staging(4 * n as u64);
    let (mut slice, mut answer) = (y.clone(), y.clone());
    Ok(compare(
        kernel,
        n,
        0.0,
        Box::new(|times| {
            (0..times).try_for_each(|_| saxpy::dispatch_on(Variant::Gpu, FACTOR, &x, &mut slice))
        }),
        Box::new(|times| {
            (0..times).try_for_each(|_| {
                hand.write(&to_x, &x);
                hand.write(&to_y, &y);
                hand.run(&program, 1);
                let answer = bytemuck::cast_slice_mut(&mut answer);
                hand.read(&to_y, &staging, answer).map_err(by_hand)
            })
        }),
    )?)
}

/// Small, so that many runs keep the values finite.
const FACTOR: f32 = 1e-3;

fn saxpy_by_hand(hand: &Hand, n: usize, arrays: [&Buffer; 2]) -> Program {
    let groups = [n.div_ceil(256).min(65535) as u32, 1];
    hand.program(SAXPY, &[n as u32, FACTOR.to_bits()], &arrays, groups)
}

/// Saxpy on arrays that stay, beside the same by hand and the device's own copy.
fn streams(hand: &Hand, n: usize) -> Result<Vec<Row>, Box<dyn Error>> {
    let (x, y) = (values(n, 0.0, 1.0), values(n, 0.0, 1.0));
    let (to_x, to_y) = (hand.array(&x), hand.array(&y));
    let program = saxpy_by_hand(hand, n, [&to_x, &to_y]);
    let mut fence = Fence::new(hand);
    let theirs = Fence::new(hand);
    let (array, mut target) = (Array::from(x.clone()), Array::from(y.clone()));
    let bytes = 12.0 * n as f64;
    let resident = compare(
        "saxpy, arrays that stay",
        n,
        bytes,
        Box::new(|times| {
            (0..times)
                .try_for_each(|_| saxpy::dispatch_on(Variant::Gpu, FACTOR, &array, &mut target))?;
            fence.ours()
        }),
        Box::new(|times| {
            hand.run(&program, times);
            theirs.theirs()
        }),
    )?;
    // As many bytes as saxpy moves: a copy reads and writes each.
    let copied = compare(
        "saxpy, against copying as much",
        n,
        bytes,
        Box::new(|times| {
            (0..times)
                .try_for_each(|_| saxpy::dispatch_on(Variant::Gpu, FACTOR, &array, &mut target))?;
            fence.ours()
        }),
        Box::new(|times| {
            for _ in 0..times {
                // Each byte is read and written: an array and a half are what saxpy's three are.
                hand.copy(&to_x, &to_y, 4 * n as u64);
                hand.copy(&to_x, &to_y, 2 * n as u64);
            }
            theirs.theirs()
        }),
    )?;
    Ok(vec![resident, copied])
}

/// Short time steps: a loop on the host, all in one submission by hand.
fn steps(hand: &Hand, n: usize) -> Result<Row, Box<dyn Error>> {
    const STEPS: u32 = 100;
    let arrays = [values(n, 0.0, 1.0), vec![0.0; n]];
    let buffers = arrays.each_ref().map(|values| hand.array(values));
    let groups = [n.div_ceil(256) as u32, 1];
    let [a, b] = buffers.each_ref();
    let turns =
        [[a, b], [b, a]].map(|arrays| hand.program(DIFFUSION, &[n as u32, 0], &arrays, groups));
    let [mut now, mut next] = arrays.map(Array::from);
    let (mut fence, theirs) = (Fence::new(hand), Fence::new(hand));
    Ok(compare(
        "100 time steps",
        n,
        0.0,
        Box::new(|times| {
            for _ in 0..times {
                diffusion::dispatch_on(Variant::Gpu, STEPS as usize, &mut now, &mut next)?;
            }
            fence.ours()
        }),
        Box::new(|times| {
            for _ in 0..times {
                hand.in_turns(turns.each_ref(), STEPS);
            }
            theirs.theirs()
        }),
    )?)
}

/// A kernel of ours against a program by hand, both on arrays that stay. Their results are compared first.
fn against<T: Scalar + bytemuck::Pod + Into<f64>>(
    hand: &Hand,
    (kernel, n): (&'static str, usize),
    (program, result): (&Program, &Buffer),
    output: usize,
    arrays: &mut [Array<T>],
    dispatch: fn(&mut [Array<T>], usize) -> Result<(), kernel_runtime::Error>,
    size: usize,
) -> Result<Row, Box<dyn Error>> {
    dispatch(arrays, size)?;
    hand.run(program, 1);
    let mut theirs = vec![T::default(); arrays[output].len()];
    let staging = hand.staging(result.size());
    hand.read(result, &staging, bytemuck::cast_slice_mut(&mut theirs))?;
    let ours = arrays[output].as_slice()?;
    let far = ours.iter().zip(&theirs).filter(|(ours, theirs)| {
        let (ours, theirs): (f64, f64) = ((**ours).into(), (**theirs).into());
        (ours - theirs).abs() > 1e-3 * theirs.abs().max(0.1)
    });
    let far = far.count();
    if far * 100 > ours.len() {
        return Err(format!("{kernel}: {far} of {} results differ", ours.len()).into());
    }
    let (mut fence, other) = (Fence::new(hand), Fence::new(hand));
    Ok(compare(
        kernel,
        n,
        0.0,
        Box::new(|times| {
            (0..times).try_for_each(|_| dispatch(arrays, size))?;
            fence.ours()
        }),
        Box::new(|times| {
            hand.run(program, times);
            other.theirs()
        }),
    )?)
}

/// The product of square matrices: three plain loops against a shader of blocks.
fn product(
    hand: &Hand,
    (name, shader): (&'static str, &str),
    n: usize,
) -> Result<Row, Box<dyn Error>> {
    let sources = [
        values(n * n, -1.0, 1.0),
        values(n * n, -1.0, 1.0),
        vec![0.0; n * n],
    ];
    let buffers = sources.each_ref().map(|values| hand.array(values));
    let groups = [n as u32 / 64; 2];
    let program = hand.program(shader, &[n as u32, 0], &buffers.each_ref(), groups);
    against(
        hand,
        (name, n * n),
        (&program, &buffers[2]),
        2,
        &mut sources.map(Array::from),
        |arrays, n| match arrays {
            [a, b, c] => matmul::dispatch_on(Variant::Gpu, n, n, n, a, b, c),
            _ => Ok(()),
        },
        n,
    )
}

/// Bodies that attract each other.
fn bodies(hand: &Hand, n: usize) -> Result<Row, Box<dyn Error>> {
    let place = || values(n, -1.0, 1.0);
    let mut sources = [
        place(),
        place(),
        place(),
        values(n, 0.5, 1.0),
        vec![0.0; n],
        vec![0.0; n],
        vec![0.0; n],
    ];
    sources[1].rotate_left(n / 3);
    sources[2].rotate_left(n / 2);
    let buffers = sources.each_ref().map(|values| hand.array(values));
    let params = [n as u32, 1e-2f32.to_bits()];
    let program = hand.program(NBODY, &params, &buffers.each_ref(), [n as u32 / 256, 1]);
    against(
        hand,
        ("nbody", n),
        (&program, &buffers[4]),
        4,
        &mut sources.map(Array::from),
        |arrays, _| match arrays {
            [x, y, z, mass, ax, ay, az] => {
                nbody::dispatch_on(Variant::Gpu, 1e-2, x, y, z, mass, ax, ay, az)
            }
            _ => Ok(()),
        },
        n,
    )
}

/// The whole set of Mandelbrot.
fn set(hand: &Hand, side: usize, limit: i32) -> Result<Row, Box<dyn Error>> {
    let buffer = hand.array(&vec![0i32; side * side]);
    let groups = [side.div_ceil(16) as u32; 2];
    let program = hand.program(MANDELBROT, &[side as u32, limit as u32], &[&buffer], groups);
    let dispatch = |arrays: &mut [Array<i32>], side: usize| {
        let limit = if side == SOFTWARE.side {
            SOFTWARE.limit
        } else {
            CARD.limit
        };
        let step = 3.0 / side as f32;
        mandelbrot::dispatch_on(
            Variant::Gpu,
            side,
            side,
            -2.0,
            -1.5,
            step,
            limit,
            &mut arrays[0],
        )
    };
    against(
        hand,
        ("mandelbrot", side * side),
        (&program, &buffer),
        0,
        &mut [Array::zeroed(side * side)],
        dispatch,
        side,
    )
}

/// Prices of options.
fn options(hand: &Hand, n: usize) -> Result<Row, Box<dyn Error>> {
    let sources = [
        values(n, 10.0, 100.0),
        values(n, 20.0, 90.0),
        values(n, 0.2, 3.0),
        vec![0.0; n],
        vec![0.0; n],
    ];
    let buffers = sources.each_ref().map(|values| hand.array(values));
    let params = [n as u32, 0.02f32.to_bits(), 0.3f32.to_bits(), 0];
    let groups = [(n as u32 / 256).min(65535), 1];
    let program = hand.program(BLACK_SCHOLES, &params, &buffers.each_ref(), groups);
    against(
        hand,
        ("black_scholes", n),
        (&program, &buffers[3]),
        3,
        &mut sources.map(Array::from),
        |arrays, _| match arrays {
            [price, strike, years, call, put] => {
                black_scholes::dispatch_on(Variant::Gpu, 0.02, 0.3, price, strike, years, call, put)
            }
            _ => Ok(()),
        },
        n,
    )
}

/// A picture blurred.
fn picture(hand: &Hand, side: usize) -> Result<Row, Box<dyn Error>> {
    let sources = [values(side * side, 0.0, 1.0), vec![0.0; side * side]];
    let buffers = sources.each_ref().map(|values| hand.array(values));
    let groups = [side.div_ceil(16) as u32; 2];
    let program = hand.program(BLUR, &[side as u32, 0], &buffers.each_ref(), groups);
    against(
        hand,
        ("blur 3 x 3", side * side),
        (&program, &buffers[1]),
        1,
        &mut sources.map(Array::from),
        |arrays, side| match arrays {
            [picture, blurred] => blur3x3::dispatch_on(Variant::Gpu, side, side, picture, blurred),
            _ => Ok(()),
        },
        side,
    )
}
