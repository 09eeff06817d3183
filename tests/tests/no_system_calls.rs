//! A small dispatch makes no system call: shown by a child that the kernel would kill for one.

use std::process::Command;

#[test]
fn a_small_dispatch_makes_no_system_call() {
    let status = Command::new(env!("CARGO_BIN_EXE_quiet"))
        .env_remove("KERNEL_VARIANT")
        .status()
        .expect("the child was built with this test");
    match status.code() {
        Some(0) => {}
        Some(77) => println!("skipped: this system has no strict seccomp"),
        _ => panic!("the child was killed for a system call, or a dispatch failed: {status}"),
    }
}
