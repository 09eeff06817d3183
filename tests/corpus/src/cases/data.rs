//! Arguments: tables, money and numbers.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::data::compound_interest::compound_interest;
use crate::data::spmv_csr::spmv_csr;
use crate::data::transpose::transpose;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
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
];
