//! A small dispatch allocates nothing on the heap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use kernel_examples::{dot, saxpy};

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counting per thread.
struct Counting;

// SAFETY: every call is handed to the system's allocator unchanged; counting touches a thread-local without a destructor.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        // SAFETY: the caller keeps `alloc`'s contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps `dealloc`'s contract, and the pointer came from `System`.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The allocations of the thousandth and later calls; the first may detect the machine.
fn allocations(mut call: impl FnMut()) -> usize {
    for _ in 0..1000 {
        call();
    }
    let before = ALLOCATIONS.get();
    for _ in 0..1000 {
        call();
    }
    ALLOCATIONS.get() - before
}

#[test]
fn the_counter_counts() {
    assert_eq!(
        allocations(|| drop(std::hint::black_box(Box::new(1)))),
        1000
    );
}

#[test]
fn a_small_dispatch_does_not_allocate() {
    let x = [1.0; 16];
    let mut y = [2.0; 16];
    let count = allocations(|| saxpy::dispatch(0.5, &x, &mut y).expect("the lengths agree"));
    assert_eq!(count, 0);
}

#[test]
fn a_small_reduction_does_not_allocate() {
    let (x, y) = ([1.0; 16], [2.0; 16]);
    let count = allocations(|| assert_eq!(dot::dispatch(&x, &y), Ok(32.0)));
    assert_eq!(count, 0);
}
