//! Tells the watchman when memory is refused: std says so on standard error alone, which goes nowhere, and then aborts.

use std::alloc::{GlobalAlloc, Layout, System};

use crate::worker;

/// The system's allocator.
struct Told;

#[global_allocator]
static ALLOCATOR: Told = Told;

// SAFETY: all of it is the system's; what is added allocates nothing.
unsafe impl GlobalAlloc for Told {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller has promised, here and below.
        told(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        told(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        told(unsafe { System.realloc(place, layout, size) })
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }
}

fn told(place: *mut u8) -> *mut u8 {
    if place.is_null() {
        worker::memory_refused();
    }
    place
}

/// What was asked for, in words: more than the limit of this process.
pub fn more_than_allowed() -> String {
    let mut limit = libc::rlimit { rlim_cur: libc::RLIM_INFINITY, rlim_max: libc::RLIM_INFINITY };
    // SAFETY: the limit is ours to write, and outlives the call.
    unsafe { libc::getrlimit(libc::RLIMIT_DATA, &raw mut limit) };
    match limit.rlim_cur {
        libc::RLIM_INFINITY => "it needed more memory than there is".to_owned(),
        bytes => format!("it needed more memory than the {} MiB that it may use", bytes >> 20),
    }
}
