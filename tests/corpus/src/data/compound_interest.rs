//! Loans.

use kernel_runtime::kernel;

/// The months until each loan is paid off, at most `limit`; `u32::MAX` where the payment never covers the interest.
#[kernel]
pub fn compound_interest(
    rate: f64,
    limit: u32,
    principal: &[f64],
    payment: &[f64],
    months: &mut [u32],
) {
    let monthly = rate / 12.0;
    for i in 0..months.len() {
        let mut balance = principal[i];
        if payment[i] <= balance * monthly {
            months[i] = u32::MAX;
            continue;
        }
        let mut count = 0;
        while balance > 0.0 && count < limit {
            balance = balance * (1.0 + monthly) - payment[i];
            count += 1;
        }
        months[i] = count;
    }
}
