use kernel_runtime::kernel;

#[kernel]
fn shifted(x: &[f32], y: &mut [f32]) {
    let mut shift = 1.0;
    let add = move |v: f32| v + shift;
    shift += 1.0;
    for i in 0..y.len() {
        y[i] = add(x[i]) * shift;
    }
}

fn main() {}
