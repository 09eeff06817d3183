//! Arguments: pictures.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::image::alpha_blend::alpha_blend;
use crate::image::bilinear_resize::bilinear_resize;
use crate::image::box_blur::box_blur;
use crate::image::gamma::gamma;
use crate::image::histogram::histogram;
use crate::image::lut::lut;
use crate::image::median::median;
use crate::image::rgb_to_yuv::rgb_to_yuv;
use crate::image::separable_blur::separable_blur;
use crate::image::sobel::sobel;
use crate::image::threshold::threshold;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        separable_blur, |n, data| { let (w, h) = grid(n); let w = w.max(2); }
        arguments {
            width: usize = w;
            height: usize = h;
            src: Vec<f32> = data.floats(w * h, 0.0, 255.0);
            tmp: Vec<f32> = vec![7.0; w * h];
            dst: Vec<f32> = vec![7.0; w * h];
        }
        elements w * h;
        call (*width, *height, src, tmp, dst);
        writes [tmp, dst];
        faults {
            at_entry "a short picture" |src| src.pop();
            under_way "a short result" |dst, width| dst.truncate(*width);
        }
    })
    .bench(60 * 60)
    .gpu(|_| Tolerance::close(1e-5, 1e-4)),
    Entry::of(case! {
        median, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            src: Vec<u8> = data.bytes(w * h);
            dst: Vec<u8> = vec![7; w * h];
        }
        elements w * h;
        call (*width, *height, src, dst);
        writes [dst];
        faults {
            at_entry "a short picture" |src| src.pop();
        }
    })
    .bench(60 * 60)
    .largest(20_000)
    .special_on_gpu(),
    Entry::of(case! {
        histogram, |n, data| {}
        arguments {
            pixels: Vec<u8> = data.bytes(n);
        }
        elements n;
        call (pixels) -> [u32; 256];
        writes [];
    })
    .special_on_gpu(),
    Entry::of(case! {
        sobel, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            gray: Vec<u8> = data.bytes(w * h);
            edges: Vec<u8> = vec![7; w * h];
        }
        elements w * h;
        call (*width, *height, gray, edges);
        writes [edges];
        faults {
            under_way "a short picture" |gray| gray.truncate(3);
            at_entry "a short result" |edges| edges.pop();
        }
    })
    .bench(60 * 60)
    .special_on_gpu(),
    Entry::of(case! {
        bilinear_resize, |n, data| { let (w, h) = grid(n); }
        arguments {
            src_w: usize = 23;
            src_h: usize = 17;
            src: Vec<u8> = data.bytes(23 * 17);
            dst_w: usize = w;
            dst_h: usize = h;
            dst: Vec<u8> = vec![7; w * h];
        }
        elements w * h;
        call (*src_w, *src_h, src, *dst_w, *dst_h, dst);
        writes [dst];
        faults {
            at_entry "a short result" |dst| dst.pop();
            under_way "a short picture" |src| src.truncate(3);
        }
    })
    .bench(60 * 60)
    // The brightness is cut to an integer.
    .gpu(|_| Tolerance::close(0.0, 1.0)),
    Entry::of(case! {
        alpha_blend, |n, data| {}
        arguments {
            over: Vec<u8> = data.bytes(4 * n);
            under: Vec<u8> = data.bytes(4 * n);
        }
        elements n;
        call (over, under);
        writes [under];
    })
    .special_on_gpu(),
    Entry::of(case! {
        lut, |n, data| {}
        arguments {
            table: [u8; 256] = std::array::from_fn(|i| (i * 7 + 3) as u8);
            pixels: Vec<u8> = data.bytes(n);
        }
        elements n;
        call (table, pixels);
        writes [pixels];
    })
    .special_on_gpu(),
    Entry::of(case! {
        threshold, |n, data| {}
        arguments {
            level: u8 = 100;
            src: Vec<u8> = data.bytes(n);
            dst: Vec<u8> = vec![7; n];
        }
        elements n;
        call (*level, src, dst);
        writes [dst];
        faults {
            at_entry "pictures of two sizes" |src| src.pop();
        }
    })
    .special_on_gpu(),
    Entry::of(case! {
        rgb_to_yuv, |n, data| {}
        arguments {
            rgb: Vec<u8> = data.bytes(3 * n);
            yuv: Vec<u8> = vec![7; 3 * n];
        }
        elements n;
        call (rgb, yuv);
        writes [yuv];
    })
    .special_on_gpu(),
    Entry::of(case! {
        box_blur, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            radius: i32 = 2;
            src: Vec<f32> = data.floats(w * h, 0.0, 255.0);
            dst: Vec<f32> = vec![7.0; w * h];
        }
        elements w * h;
        call (*width, *height, *radius, src, dst);
        writes [dst];
        faults {
            at_entry "a short result" |dst| dst.pop();
            under_way "a short picture" |src| src.truncate(3);
        }
    })
    .bench(60 * 60)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        gamma, |n, data| {}
        arguments {
            linear: Vec<f32> = data.floats(n, -0.1, 1.1);
            srgb: Vec<u8> = vec![7; n];
        }
        elements n;
        call (linear, srgb);
        writes [srgb];
        faults {
            at_entry "a short result" |srgb| srgb.pop();
        }
    })
    // The brightness is cut to an integer.
    .cpu(|_| Tolerance::close(0.0, 1.0))
    .gpu(|_| Tolerance::close(0.0, 1.0)),
];
