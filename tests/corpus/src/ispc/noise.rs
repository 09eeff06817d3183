//! ISPC's `noise`: Perlin's gradient noise.

use kernel_runtime::kernel;

/// Perlin's permutation, once.
const PERMUTATION: [u8; 256] = [
    151, 160, 137, 91, 90, 15, 131, 13, 201, 95, 96, 53, 194, 233, 7, 225, 140, 36, 103, 30, 69,
    142, 8, 99, 37, 240, 21, 10, 23, 190, 6, 148, 247, 120, 234, 75, 0, 26, 197, 62, 94, 252, 219,
    203, 117, 35, 11, 32, 57, 177, 33, 88, 237, 149, 56, 87, 174, 20, 125, 136, 171, 168, 68, 175,
    74, 165, 71, 134, 139, 48, 27, 166, 77, 146, 158, 231, 83, 111, 229, 122, 60, 211, 133, 230,
    220, 105, 92, 41, 55, 46, 245, 40, 244, 102, 143, 54, 65, 25, 63, 161, 1, 216, 80, 73, 209, 76,
    132, 187, 208, 89, 18, 169, 200, 196, 135, 130, 116, 188, 159, 86, 164, 100, 109, 198, 173,
    186, 3, 64, 52, 217, 226, 250, 124, 123, 5, 202, 38, 147, 118, 126, 255, 82, 85, 212, 207, 206,
    59, 227, 47, 16, 58, 17, 182, 189, 28, 42, 223, 183, 170, 213, 119, 248, 152, 2, 44, 154, 163,
    70, 221, 153, 101, 155, 167, 43, 172, 9, 129, 22, 39, 253, 19, 98, 108, 110, 79, 113, 224, 232,
    178, 185, 112, 104, 218, 246, 97, 228, 251, 34, 242, 193, 238, 210, 144, 12, 191, 179, 162,
    241, 81, 51, 145, 235, 249, 14, 239, 107, 49, 192, 214, 31, 181, 199, 106, 157, 184, 84, 204,
    176, 115, 121, 50, 45, 127, 4, 150, 254, 138, 236, 205, 93, 222, 114, 67, 29, 24, 72, 243, 141,
    128, 195, 78, 66, 215, 61, 156, 180,
];

#[kernel(helper)]
fn hash(x: i32, y: i32) -> u8 {
    let a = PERMUTATION[(x & 255) as usize];
    PERMUTATION[(a as i32 + y & 255) as usize]
}

#[kernel(helper)]
fn gradient(hash: u8, x: f32, y: f32) -> f32 {
    match hash & 7 {
        0 => x + y,
        1 => x - y,
        2 => -x + y,
        3 => -x - y,
        4 => x,
        5 => -x,
        6 => y,
        _ => -y,
    }
}

#[kernel(helper)]
fn fade(t: f32) -> f32 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

#[kernel(helper)]
fn lerp(t: f32, a: f32, b: f32) -> f32 {
    a + t * (b - a)
}

#[kernel(helper)]
fn perlin(x: f32, y: f32) -> f32 {
    let ix = x.floor() as i32;
    let iy = y.floor() as i32;
    let fx = x - x.floor();
    let fy = y - y.floor();
    let n00 = gradient(hash(ix, iy), fx, fy);
    let n10 = gradient(hash(ix + 1, iy), fx - 1.0, fy);
    let n01 = gradient(hash(ix, iy + 1), fx, fy - 1.0);
    let n11 = gradient(hash(ix + 1, iy + 1), fx - 1.0, fy - 1.0);
    let u = fade(fx);
    lerp(fade(fy), lerp(u, n00, n10), lerp(u, n01, n11))
}

/// Several octaves of noise over a picture.
#[kernel]
pub fn noise(width: usize, scale: f32, octaves: u32, picture: &mut [f32]) {
    for (i, pixel) in picture.iter_mut().enumerate() {
        let mut x = (i % width) as f32 * scale;
        let mut y = (i / width) as f32 * scale;
        let mut amplitude = 1.0;
        let mut sum = 0.0;
        for _ in 0..octaves {
            sum += amplitude * perlin(x, y);
            x *= 2.0;
            y *= 2.0;
            amplitude *= 0.5;
        }
        *pixel = sum;
    }
}
