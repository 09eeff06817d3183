//! Pictures.

pub mod alpha_blend;
pub mod bilinear_resize;
pub mod box_blur;
pub mod gamma;
pub mod histogram;
pub mod lut;
pub mod median;
pub mod rgb_to_yuv;
pub mod separable_blur;
pub mod sobel;
pub mod threshold;
