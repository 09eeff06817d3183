//! Dates of day numbers.

use kernel_runtime::kernel;

/// Year, month and day of a day since 1970-01-01, by Howard Hinnant's algorithm.
#[kernel(helper)]
fn civil(day: i32) -> (i32, u32, u32) {
    let z = day + 719_468;
    let era = if z >= 0 { z } else { z - 146_096 } / 146_097;
    let doe = (z - era * 146_097) as u32;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe as i32 + era * 400 + (m <= 2) as i32;
    (y, m, d)
}

/// Each date as the number yyyymmdd.
#[kernel]
pub fn civil_date(days: &[i32], dates: &mut [i32]) {
    for (date, &day) in dates.iter_mut().zip(days) {
        let (y, m, d) = civil(day);
        *date = y * 10_000 + (m * 100 + d) as i32;
    }
}
