//! A convolution layer.

use kernel_runtime::kernel;

/// The shape of a layer.
#[kernel(helper)]
#[derive(Clone, Copy)]
pub struct Shape {
    /// Rows of the input.
    pub height: usize,
    /// Columns of the input.
    pub width: usize,
    /// Channels of the input.
    pub inputs: usize,
    /// Channels of the output.
    pub outputs: usize,
    /// Rows and columns of the filters.
    pub kernel: usize,
}

/// Channels first, no padding, stride one.
#[kernel]
pub fn conv2d(shape: Shape, input: &[f32], filters: &[f32], bias: &[f32], output: &mut [f32]) {
    let k = shape.kernel;
    let out_h = shape.height - k + 1;
    let out_w = shape.width - k + 1;
    for o in 0..shape.outputs {
        for y in 0..out_h {
            for x in 0..out_w {
                let mut sum = bias[o];
                for c in 0..shape.inputs {
                    for dy in 0..k {
                        for dx in 0..k {
                            let pixel = input[(c * shape.height + y + dy) * shape.width + x + dx];
                            let weight = filters[((o * shape.inputs + c) * k + dy) * k + dx];
                            sum += pixel * weight;
                        }
                    }
                }
                output[(o * out_h + y) * out_w + x] = sum;
            }
        }
    }
}
