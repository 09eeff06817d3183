//! Where the plain function would panic, `dispatch` answers with an error that says where and why.
//!
//!     cargo run --example errors

use kernel_examples::{gather, saxpy};
use kernel_runtime::Error;

fn main() {
    // `x` is too short. That is seen before anything runs: nothing is written.
    let mut y = [1.0; 4];
    let error = saxpy::dispatch(2.0, &[1.0, 2.0, 3.0], &mut y).expect_err("x is too short");
    println!("{error}");
    assert_eq!(y, [1.0; 4]);

    // An index that comes from data is checked when it is used; no access leaves its array.
    let table = [10.0, 20.0, 30.0];
    match gather::dispatch(&table, &[0, 7, 1, 2], &mut y) {
        Err(Error::OutOfBounds {
            array, index, len, ..
        }) => {
            println!("{array}[{index}] does not exist: there are {len} elements");
        }
        other => println!("unexpected: {other:?}"),
    }
}
