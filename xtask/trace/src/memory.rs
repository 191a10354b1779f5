//! Reading a tracee's memory. It may be gone or never have been there: then there is nothing.

use crate::event::Pid;

/// The longest array of buffers that writev(2) takes.
const MOST_BUFFERS: usize = 1024;

/// As many of these bytes as can be read.
pub fn bytes(tid: Pid, address: u64, length: usize) -> Vec<u8> {
    let mut buffer = vec![0u8; length];
    let ours = libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: length };
    let theirs = libc::iovec { iov_base: address as *mut libc::c_void, iov_len: length };
    // SAFETY: the kernel writes into our buffer only as much as it is long, and checks their address.
    let count = unsafe { libc::process_vm_readv(tid, &ours, 1, &theirs, 1, 0) };
    buffer.truncate(usize::try_from(count).unwrap_or(0));
    buffer
}

/// An array of exactly this many bytes.
pub fn array<const LENGTH: usize>(tid: Pid, address: u64) -> Option<[u8; LENGTH]> {
    bytes(tid, address, LENGTH).try_into().ok()
}

/// The first `length` bytes of what an array of iovecs points to.
pub fn gathered(tid: Pid, address: u64, buffers: usize, length: usize) -> Vec<u8> {
    const IOVEC: usize = size_of::<libc::iovec>();
    let table = bytes(tid, address, buffers.min(MOST_BUFFERS) * IOVEC);
    let mut all = Vec::new();
    for entry in table.chunks_exact(IOVEC) {
        let (base, size) = entry.split_at(IOVEC / 2);
        let left = length - all.len();
        if left == 0 {
            break;
        }
        all.extend(bytes(tid, word(base), left.min(word(size) as usize)));
    }
    all
}

fn word(bytes: &[u8]) -> u64 {
    bytes.try_into().map_or(0, |bytes| usize::from_ne_bytes(bytes) as u64)
}
