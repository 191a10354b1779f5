//! What an earlier run left in a static is made new.
//!
//! A static is the same in every run of a process. What a lock, an atomic or a `OnceLock` in one held before its first use
//! is what the compiler put there: it is kept, byte by byte, and put back when another run comes to it. What was there
//! meanwhile is forgotten, not dropped.
//! Nothing but these types makes a static that safe code can change.

use ::std::cell::RefCell;
use ::std::collections::HashMap;
use ::std::mem::MaybeUninit;
use ::std::ptr;

/// Where something is that may change behind a shared reference.
#[derive(Debug, Clone, Copy)]
pub struct Bytes {
    at: *mut MaybeUninit<u8>,
    len: usize,
}

/// Of an object, what may change. Fewer parts than these end with [`Bytes::NONE`].
pub type Memory = [Bytes; 3];

/// All of `value`, which consists of `UnsafeCell`s.
pub fn bytes_of<T: ?Sized>(value: &T) -> Bytes {
    Bytes { at: ptr::from_ref(value).cast_mut().cast(), len: size_of_val(value) }
}

impl Bytes {
    /// No part.
    pub const NONE: Self = Self { at: ptr::dangling_mut(), len: 0 };
}

thread_local! {
    /// By the address of the object's tag.
    static FIRST: RefCell<HashMap<usize, Vec<Vec<MaybeUninit<u8>>>>> = RefCell::default();
}

/// Keeps what an object holds that no run of this process has used yet, if it is in a static.
pub(super) fn keep(key: usize, memory: &Memory) {
    if !is_static(key) {
        return;
    }
    let copy = |bytes: &Bytes| {
        let mut copy = vec![MaybeUninit::uninit(); bytes.len];
        // SAFETY: the part is as long as the copy, and borrowed; no other thread runs.
        unsafe { ptr::copy_nonoverlapping(bytes.at, copy.as_mut_ptr(), bytes.len) };
        copy
    };
    FIRST.with_borrow_mut(|first| first.insert(key, memory.iter().map(copy).collect()));
}

/// Puts back what the object held at first; false if that is not known.
pub(super) fn renew(key: usize, memory: &Memory) -> bool {
    FIRST.with_borrow(|first| {
        let Some(kept) = first.get(&key) else { return false };
        for (bytes, kept) in memory.iter().zip(kept) {
            // SAFETY: the part consists of `UnsafeCell`s and is as long as what was copied from it. Its users were threads
            // of a run that is over. What it holds now is overwritten without being dropped.
            unsafe { ptr::copy_nonoverlapping(kept.as_ptr(), bytes.at, bytes.len.min(kept.len())) };
        }
        true
    })
}

/// Whether it is neither on a stack nor on the heap.
fn is_static(address: usize) -> bool {
    // Every linker of ELF programs defines them.
    unsafe extern "C" {
        static _etext: u8;
        static _end: u8;
    }
    ((&raw const _etext).addr()..(&raw const _end).addr()).contains(&address)
}
