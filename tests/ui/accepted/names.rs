//! A kernel's names do not meet those of the generated code.

use kernel_runtime::kernel;

#[kernel]
fn body(stage: f32, part: &[f32], s: &mut [f32]) {
    for mask in 0..s.len() {
        let kernel = part[mask];
        let variant = stage * kernel;
        s[mask] = variant;
    }
}

#[kernel]
fn dispatch(isa: f32, space: &mut [f32]) {
    for base in 0..space.len() {
        space[base] += isa;
    }
}

#[kernel]
#[allow(non_snake_case)]
fn Stage(Level: f32, Vector: &mut [f32]) {
    for Space in 0..Vector.len() {
        Vector[Space] *= Level;
    }
}

#[kernel]
fn raw(r#type: &[f32], r#match: &mut [f32]) {
    for r#loop in 0..r#match.len() {
        r#match[r#loop] = r#type[r#loop];
    }
}

fn main() {
    let mut s = [0.0; 2];
    body::dispatch(2.0, &[1.0, 2.0], &mut s).expect("the lengths agree");
    dispatch::dispatch(1.0, &mut s).expect("it cannot fail");
    Stage::dispatch(10.0, &mut s).expect("it cannot fail");
    assert_eq!(s, [30.0, 50.0]);
    let mut copy = [0.0; 2];
    raw::dispatch(&s, &mut copy).expect("the lengths agree");
    assert_eq!(copy, s);
}
