//! Arguments: pictures.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::image::bilinear_resize::bilinear_resize;
use crate::image::box_blur::box_blur;
use crate::image::gamma::gamma;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
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
