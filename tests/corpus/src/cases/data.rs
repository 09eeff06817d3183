//! Arguments: tables, money and numbers.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::data::argmin::argmin;
use crate::data::bin_lookup::bin_lookup;
use crate::data::civil_date::civil_date;
use crate::data::compound_interest::compound_interest;
use crate::data::count_if::count_if;
use crate::data::count_lines::count_lines;
use crate::data::dot::dot;
use crate::data::fnv_hash::fnv_hash;
use crate::data::gather::gather;
use crate::data::hamming_distance::hamming_distance;
use crate::data::haversine::haversine;
use crate::data::horner::horner;
use crate::data::masked_sum::masked_sum;
use crate::data::monte_carlo_pi::monte_carlo_pi;
use crate::data::moving_average::moving_average;
use crate::data::quantized_dot::quantized_dot;
use crate::data::row_crc::row_crc;
use crate::data::spmv_csr::spmv_csr;
use crate::data::summary::summary;
use crate::data::transpose::transpose;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        summary, |n, data| {}
        arguments {
            x: Vec<f64> = data.double_terms(n);
        }
        elements n;
        call (x) -> (f64, f64, f64, f64);
        writes [];
    })
    .ordinary_only()
    .cpu(|n| Tolerance::close(1e-15 * (n as f64 + 8.0), 1e-12))
    .gpu(|_| Tolerance::close(1e-9, 1e-9)),
    Entry::of(case! {
        count_lines, |n, data| {}
        arguments {
            text: Vec<u8> = data.integers(n, 8, 64);
        }
        elements n;
        call (text) -> (u32, u32);
        writes [];
    })
    .special_on_gpu(),
    Entry::of(case! {
        argmin, |n, data| { let n = n.max(1); }
        arguments {
            x: Vec<f32> = data.integers::<i32>(n, -900, 900).into_iter().map(|v| v as f32).collect();
        }
        elements n;
        call (x) -> (usize, f32);
        writes [];
        faults {
            at_entry "no value" |x| x.clear();
        }
    })
    .gpu(|_| Tolerance::Exact),
    Entry::of(case! {
        gather, |n, data| {}
        arguments {
            values: Vec<f64> = data.doubles(n.max(1), -8.0, 8.0);
            index: Vec<u32> = data.indices(n, n.max(1));
            out: Vec<f64> = vec![7.0; n];
        }
        elements n;
        call (values, index, out);
        writes [out];
        faults {
            under_way "an index that is the length" |index| index[n / 2] = n as u32;
        }
    })
    .gpu(|_| Tolerance::Exact),
    Entry::of(case! {
        dot, |n, data| {}
        arguments {
            x: Vec<f64> = data.double_terms(n);
            y: Vec<f64> = data.double_terms(n);
        }
        elements n;
        call (x, y) -> f64;
        writes [];
    })
    .cpu(Tolerance::double_sum)
    .gpu(Tolerance::double_sum),
    Entry::of(case! {
        row_crc, |n, data| {}
        arguments {
            size: usize = 11;
            records: Vec<u8> = data.bytes(11 * n);
            crcs: Vec<u32> = vec![7; n];
        }
        elements 11 * n;
        call (*size, records, crcs);
        writes [crcs];
        faults {
            at_entry "records of no size" |size| *size = 0;
        }
    })
    .largest(20_000)
    .bench(1024)
    .special_on_gpu(),
    Entry::of(case! {
        fnv_hash, |n, data| {}
        arguments {
            keys: Vec<u64> = data.long_words(n);
            hashes: Vec<u64> = vec![7; n];
        }
        elements n;
        call (keys, hashes);
        writes [hashes];
        faults {
            at_entry "a short result" |hashes| hashes.pop();
        }
    })
    .special_on_gpu(),
    Entry::of(case! {
        spmv_csr, |n, data| {}
        arguments {
            row_start: Vec<usize> = (0..=n).map(|i| i * 5 - i % 3).collect();
            columns: Vec<u32> = data.indices(5 * n, n.max(1));
            values: Vec<f64> = data.doubles(5 * n, -1.0, 1.0);
            x: Vec<f64> = data.doubles(n.max(1), -1.0, 1.0);
            y: Vec<f64> = vec![7.0; n];
        }
        elements 5 * n;
        call (row_start, columns, values, x, y);
        writes [y];
        faults {
            under_way "a column that does not exist" |columns| columns[2 * n] = u32::MAX;
            under_way "too few values" |values| values.truncate(4 * n);
            at_entry "no end of the last row" |row_start| row_start.pop();
        }
    })
    .bench(1024)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        haversine, |n, data| {}
        arguments {
            lat0: f64 = 48.1;
            lon0: f64 = 11.6;
            lat: Vec<f64> = data.doubles(n, -90.0, 90.0);
            lon: Vec<f64> = data.doubles(n, -180.0, 180.0);
            km: Vec<f64> = vec![7.0; n];
        }
        elements n;
        call (*lat0, *lon0, lat, lon, km);
        writes [km];
        faults {
            at_entry "too few longitudes" |lon| lon.pop();
        }
    })
    .cpu(|_| Tolerance::close(1e-9, 1e-6))
    .gpu(|_| Tolerance::close(1e-3, 1e-2)),
    Entry::of(case! {
        masked_sum, |n, data| {}
        arguments {
            values: Vec<i32> = data.integers(n, i32::MIN.into(), i32::MAX.into());
            mask: Vec<u8> = data.integers(n, 0, 1);
        }
        elements n;
        call (values, mask) -> i64;
        writes [];
    })
    .special_on_gpu(),
    Entry::of(case! {
        horner, |n, data| {}
        arguments {
            coefficients: Vec<f64> = vec![0.5, -1.25, 0.125, 2.0, -0.75, 0.0625, 1.5, -0.3];
            x: Vec<f64> = data.doubles(n, -2.0, 2.0);
            y: Vec<f64> = vec![7.0; n];
        }
        elements n;
        call (coefficients, x, y);
        writes [y];
    })
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        civil_date, |n, data| {}
        arguments {
            days: Vec<i32> = data.integers(n, -700_000, 2_900_000);
            dates: Vec<i32> = vec![7; n];
        }
        elements n;
        call (days, dates);
        writes [dates];
    })
    .special_on_gpu(),
    Entry::of(case! {
        moving_average, |n, data| {}
        arguments {
            width: usize = 6;
            series: Vec<f64> = data.doubles(n + 5, -1.0, 1.0);
            smooth: Vec<f64> = vec![7.0; n];
        }
        elements 6 * n;
        call (*width, series, smooth);
        writes [smooth];
        faults {
            at_entry "a short series" |series| series.pop();
        }
    }),
    Entry::of(case! {
        transpose, |n, data| { let (w, h) = grid(n); }
        arguments {
            rows: usize = h;
            cols: usize = w;
            src: Vec<u32> = data.words(w * h);
            dst: Vec<u32> = vec![7; w * h];
        }
        elements w * h;
        call (*rows, *cols, src, dst);
        writes [dst];
        faults {
            at_entry "a short matrix" |src| src.pop();
            at_entry "a short result" |dst| dst.pop();
        }
    })
    .bench(60 * 60)
    .special_on_gpu(),
    Entry::of(case! {
        hamming_distance, |n, data| {}
        arguments {
            query: [u64; 2] = [0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210];
            fingerprints: Vec<u64> = data.long_words(2 * n);
            distances: Vec<u32> = vec![7; n];
        }
        elements n;
        call (query, fingerprints, distances);
        writes [distances];
    })
    .special_on_gpu(),
    Entry::of(case! {
        quantized_dot, |n, data| {}
        arguments {
            query: Vec<i8> = data.integers(16, -128, 127);
            rows: Vec<i8> = data.integers(16 * n, -128, 127);
            scale: f32 = 0.01;
            scores: Vec<f32> = vec![7.0; n];
        }
        elements 16 * n;
        call (query, rows, *scale, scores);
        writes [scores];
        faults {
            at_entry "too few rows" |rows| rows.pop();
        }
    })
    .bench(512),
    Entry::of(case! {
        compound_interest, |n, data| {}
        arguments {
            rate: f64 = 0.04;
            limit: u32 = 100;
            principal: Vec<f64> = data.doubles(n, 1000.0, 9000.0);
            payment: Vec<f64> = data.doubles(n, 10.0, 500.0);
            months: Vec<u32> = vec![7; n];
        }
        elements n;
        call (*rate, *limit, principal, payment, months);
        writes [months];
        faults {
            at_entry "too few payments" |payment| payment.pop();
        }
    })
    .largest(20_000)
    .gpu(|_| Tolerance::Mostly(0.01)),
    Entry::of(case! {
        bin_lookup, |n, data| {}
        arguments {
            edges: Vec<f32> = (0..37).map(|i| i as f32 * 0.1).collect();
            values: Vec<f32> = data.floats(n, -0.5, 4.0);
            buckets: Vec<u32> = vec![7; n];
        }
        elements n;
        call (edges, values, buckets);
        writes [buckets];
    })
    .gpu(|_| Tolerance::Exact),
    Entry::of(case! {
        monte_carlo_pi, |n, data| {}
        arguments {
            seed: u32 = 12345;
            paths: u32 = n as u32;
            throws: u32 = 20;
        }
        elements 20 * n;
        call (*seed, *paths, *throws) -> f64;
        writes [];
    })
    .largest(20_000)
    .gpu(|_| Tolerance::relative(1e-6)),
    Entry::of(case! {
        count_if, |n, data| {}
        arguments {
            prices: Vec<f32> = data.floats(n, 0.0, 10.0);
            quantities: Vec<i32> = data.integers(n, -3, 9);
            low: f32 = 2.0;
            high: f32 = 7.0;
        }
        elements n;
        call (prices, quantities, *low, *high) -> usize;
        writes [];
    })
    .gpu(|_| Tolerance::Exact),
];
