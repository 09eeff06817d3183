//! What stands in the generated text, and what does not.

use crate::prove::testing::proved;
use crate::{cost, expand};

/// The generated items, one space between tokens.
fn emitted(source: &str) -> String {
    let proved = proved(source);
    let work = cost::cost(&proved);
    super::emit(&proved, &work).items.to_string()
}

#[test]
fn only_continue_needs_a_mask_of_the_round() {
    let source = |jump: &str| {
        format!(
            "fn f(x: &[i32], y: &mut [i32]) {{
                for i in 0..y.len() {{
                    let mut n = 0;
                    for k in 0..9 {{
                        if x[i] == k {{ {jump}; }}
                        n += k;
                    }}
                    y[i] = n;
                }}
            }}"
        )
    };
    assert!(!emitted(&source("break")).contains("round_"));
    assert!(emitted(&source("continue")).contains("round_"));
}

#[test]
fn a_divergent_loop_blends_only_what_outlives_it() {
    let text = emitted(
        "fn f(x: &[f32], y: &mut [i32]) {
            for i in 0..y.len() {
                let mut a = x[i];
                let mut n = 0;
                while a < 100.0 && n < 50 {
                    a = a * a + 1.0;
                    n += 1;
                }
                y[i] = n;
            }
        }",
    );
    assert!(text.contains("v_n_2 = __k :: Value :: select"), "{text}");
    assert!(!text.contains("v_a_1 = __k :: Value :: select"), "{text}");
}

#[test]
fn a_guarded_access_is_checked_only_where_its_range_does_not_fit() {
    let text = emitted(
        "fn f(x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                if i < x.len() {
                    y[i] = x[i];
                }
            }
        }",
    );
    let proved_or_flagged = text.contains("if ! fits_") || !text.contains("first_out_of_bounds");
    assert!(proved_or_flagged, "{text}");
    let unknown = emitted(
        "fn f(p: &[u32], x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                y[i] = x[p[i] as usize];
            }
        }",
    );
    assert!(unknown.contains("first_out_of_bounds"), "{unknown}");
}

#[test]
fn a_load_under_a_divergent_condition_waits_for_a_lane() {
    let text = emitted(
        "fn f(t: &[f32], k: usize, y: &mut [f32]) {
            for i in 0..y.len() {
                if y[i] > 1.0 {
                    y[i] = t[k];
                }
            }
        }",
    );
    let any = text
        .find("if mask_1 . any ()")
        .expect("the branch tests for a lane");
    let load = text
        .find("* v_t_a0 . wrapping_add")
        .expect("the load is scalar");
    assert!(any < load, "{text}");
}

#[test]
fn only_a_divisor_that_could_be_zero_is_checked() {
    let source = |divisor: &str| {
        format!(
            "fn f(x: &[i32], d: i32, y: &mut [i32]) {{
                for i in 0..y.len() {{
                    y[i] = x[i] / {divisor};
                }}
            }}"
        )
    };
    assert!(emitted(&source("d")).contains("division_fault"));
    assert!(emitted(&source("-1")).contains("division_fault"));
    assert!(!emitted(&source("7")).contains("division_fault"));
}

#[test]
fn a_maximum_by_comparison_starts_below_every_number() {
    let by_comparison = emitted(
        "fn f(x: &[f32]) -> f32 {
            let mut m = 0.0;
            for i in 0..x.len() {
                if x[i] > m {
                    m = x[i];
                }
            }
            m
        }",
    );
    assert!(
        by_comparison.contains("f32 :: NEG_INFINITY"),
        "{by_comparison}"
    );
    let by_max = emitted(
        "fn f(x: &[f32]) -> f32 {
            let mut m = 0.0f32;
            for i in 0..x.len() {
                m = m.max(x[i]);
            }
            m
        }",
    );
    assert!(by_max.contains("Max :: identity"), "{by_max}");
}

#[test]
fn a_parameter_may_have_the_name_of_one_of_ours() {
    let item = "pub fn f(variant: u32, request: &[u32], stage: &mut [u32]) {
        for s in 0..stage.len() {
            stage[s] = request[s] ^ variant;
        }
    }";
    let tokens = expand(
        Default::default(),
        item.parse().expect("the test is made of tokens"),
    );
    let file: syn::File = syn::parse2(tokens).expect("the expansion is made of Rust items");
    assert_eq!(file.items.len(), 3);
    let text = quote::quote!(#file).to_string();
    assert!(
        text.contains("__variant : __k :: Variant , variant : u32"),
        "{text}"
    );
}

#[test]
fn a_loop_with_continue_is_no_lane_loop() {
    // Its rounds would have to end for some lanes alone, where no mask is kept.
    let text = emitted(
        "fn f(w: usize, x: &[u32], a: u32, y: &mut [u32]) {
            for i in 0..y.len() {
                let mut sum = 0;
                for j in 0..w {
                    if x[i * w + j] == a { continue; }
                    sum += x[i * w + j];
                }
                y[i] = sum;
            }
        }",
    );
    assert!(text.contains("round_"), "{text}");
}

#[test]
fn parts_of_groups_are_whole_vectors() {
    let text = emitted(
        "fn f(a: &[f32], y: &mut [f32]) {
            for (z, out) in a.chunks_exact(2).zip(y.chunks_exact_mut(2)) {
                out[0] = z[0] - z[1];
                out[1] = z[1];
            }
        }",
    );
    assert!(text.contains("load_part :: < 2 , 0 >"), "{text}");
    assert!(text.contains("load_part :: < 2 , 1 >"), "{text}");
    assert!(text.contains("store_groups :: < 2 >"), "{text}");
    assert!(!text.contains("store_strided"), "{text}");
}

#[test]
fn what_lies_around_a_part_is_not_read_where_it_may_not_be_there() {
    let text = emitted(
        "fn f(a: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                y[i] = a[3 * i] + a[y.len() - 1 - i];
            }
        }",
    );
    assert!(text.contains("load_every :: < 3 >"), "{text}");
    assert!(text.contains("load_reversed"), "{text}");
}

#[test]
fn an_element_that_only_some_points_read_is_not_taken_to_be_there() {
    // At the first point there is none before `x[0]`.
    let source = |cond| {
        format!(
            "fn f(x: &[f32], y: &mut [f32]) {{
                for i in 0..y.len() {{
                    let mut sum = x[2 * i];
                    if {cond} {{
                        sum += x[2 * i - 1];
                    }}
                    y[i] = sum;
                }}
            }}"
        )
    };
    let text = emitted(&source("sum > 0.0"));
    assert!(text.contains("load_every :: < 2 >"), "{text}");
    assert!(!text.contains("load_part :: < 2 , 1 >"), "{text}");
    // In the interior all points read it.
    let text = emitted(&source("i > 0"));
    let [border, interior] = parts(&text);
    assert!(border.contains("load_every :: < 2 >"), "{border}");
    assert!(!border.contains("load_part :: < 2 , 1 >"), "{border}");
    assert!(interior.contains("load_part :: < 2 , 1 >"), "{interior}");
}

/// The steps of the body as written and of the interior.
fn parts(text: &str) -> [&str; 2] {
    let at = text.find("fn __interior").expect("there is an interior");
    let end = text[at..].find("Ok (())").expect("a step ends");
    [&text[..at], &text[at..at + end]]
}

#[test]
fn the_interior_has_neither_branch_nor_gather_nor_check() {
    let border = [
        "let l = if x == 0 { w - 1 } else { x - 1 }; let r = if x + 1 == w { 0 } else { x + 1 };",
        "let l = x.saturating_sub(1); let r = (x + 1).min(w - 1);",
        "let l = (x + w - 1) % w; let r = (x + 1) % w;",
        "let l = (x as i32 - 1).clamp(0, w as i32 - 1) as usize; let r = (x as i32 + 1).clamp(0, w as i32 - 1) as usize;",
        "let mut l = x; if l > 0 { l -= 1; } let mut r = x as i32 + 1; if r >= w as i32 { r = w as i32 - 1; } let r = r as usize;",
        "let l = x.max(1) - 1; let r = x + 1; let r = if r < w { r } else { w - 1 };",
    ];
    for border in border {
        let text = emitted(&format!(
            "fn f(w: usize, h: usize, a: &[f32], b: &mut [f32]) {{
                for y in 0..h {{
                    for x in 0..w {{
                        {border}
                        b[y * w + x] = a[y * w + l] + a[y * w + r];
                    }}
                }}
            }}"
        ));
        let [outside, inside] = parts(&text);
        assert!(outside.contains("gather"), "{border}");
        for slow in ["gather", "first_out_of_bounds", "select", "mask_1"] {
            assert!(!inside.contains(slow), "{border}\n{inside}");
        }
    }
}

#[test]
fn a_body_without_a_border_has_no_interior() {
    let bodies = [
        "y[i] = x[i];",
        // One value for all lanes.
        "y[i] = if n > 0 { x[i] } else { 0.0 };",
        // Of the element, not of the place.
        "y[i] = if x[i] > 0.0 { x[i] } else { 0.0 };",
        // A select is as good.
        "y[i] = if i == 0 { 1.0 } else { 2.0 };",
    ];
    for body in bodies {
        let text = emitted(&format!(
            "fn f(n: usize, x: &[f32], y: &mut [f32]) {{ for i in 0..y.len() {{ {body} }} }}"
        ));
        assert!(!text.contains("__interior"), "{body}");
    }
}

#[test]
fn a_group_is_not_stored_late_where_it_is_read_meanwhile_or_has_gaps() {
    let read = emitted(
        "fn f(y: &mut [f32]) {
            for out in y.chunks_exact_mut(2) {
                out[0] = 1.0;
                out[1] = out[0] + 2.0;
            }
        }",
    );
    assert!(!read.contains("store_groups"), "{read}");
    let gap = emitted(
        "fn f(y: &mut [f32]) {
            for out in y.chunks_exact_mut(3) {
                out[0] = 1.0;
                out[2] = 2.0;
            }
        }",
    );
    assert!(!gap.contains("store_groups"), "{gap}");
}

#[test]
fn other_threads_elements_are_not_read_with_a_written_array() {
    // Element `4 * i + 1` is written by another dimension's points, which other threads may run.
    let text = emitted(
        "fn f(n: usize, y: &mut [f32]) {
            for i in 0..n {
                for j in 0..2 {
                    y[4 * i + 2 * j + 1] = y[4 * i + 2 * j] * 2.0;
                }
            }
        }",
    );
    assert!(!text.contains("load_part"), "{text}");
    assert!(!text.contains("load_every"), "{text}");
}

#[test]
fn gathered_copies_and_narrow_integers_run_one_lane_at_a_time() {
    let gathered = emitted(
        "fn f(p: &[u32], x: &[f64], y: &mut [f64]) {
            for i in 0..y.len() {
                y[i] = x[p[i] as usize];
            }
        }",
    );
    assert!(gathered.contains("gang = none"), "{gathered}");
    let narrow = emitted(
        "fn f(level: u8, x: &[u8], y: &mut [u8]) {
            for i in 0..y.len() {
                y[i] = if x[i] >= level { 255 } else { 0 };
            }
        }",
    );
    assert!(narrow.contains("gang = one"), "{narrow}");
    let heavy = emitted(
        "fn f(p: &[u32], x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                y[i] = x[p[i] as usize].exp();
            }
        }",
    );
    assert!(heavy.contains("gang = 2"), "{heavy}");
}

#[test]
fn lanes_run_what_is_gathered_only_where_they_save_more_than_that_costs() {
    let scalar = |source| emitted(source).contains("gang = none");
    // A register holds an index of 32 bits as it is loaded.
    assert!(scalar(
        "fn f(table: &[f32], index: &[u32], y: &mut [f32]) {
            for i in 0..y.len() {
                y[i] = table[index[i] as usize];
            }
        }"
    ));
    // The place of a counter is computed once, though it is read and written.
    assert!(scalar(
        "fn f(x: &[u32], counts: &mut [u32]) {
            for i in 0..x.len() {
                counts[((x[i] >> 3) & 255) as usize] += 1;
            }
        }"
    ));
    assert!(scalar(
        "fn f(a: &[u8], b: &[u8], counts: &mut [u32]) {
            for i in 0..a.len() {
                counts[(a[i] >> 2) as usize * 64 + (b[i] >> 2) as usize] += 1;
            }
        }"
    ));
    // Here lanes save more.
    assert!(!scalar(
        "fn f(x: &[f32], counts: &mut [u32]) {
            for i in 0..x.len() {
                counts[(x[i].exp() * 16.0) as usize] += 1;
            }
        }"
    ));
}
