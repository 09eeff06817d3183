//! Pictures.

pub mod bilinear_resize;
pub mod box_blur;
pub mod gamma;
