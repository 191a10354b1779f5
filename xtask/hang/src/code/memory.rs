//! The memory of another process.

use std::fs::File;
use std::os::unix::fs::FileExt;

use crate::Pid;

/// The most of a stack that is looked at; deeper recursion than this has its reasons at the near end anyway.
const MOST_STACK_BYTES: usize = 256 << 10;

/// `/proc/PID/mem`. What cannot be read is None.
#[derive(Debug)]
pub struct Memory {
    file: File,
}

impl Memory {
    pub fn open(pid: Pid) -> Option<Memory> {
        Some(Memory { file: File::open(format!("/proc/{pid}/mem")).ok()? })
    }

    pub fn read(&self, address: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.file.read_exact_at(&mut bytes, address).ok()?;
        Some(bytes)
    }

    pub fn u32(&self, address: u64) -> Option<u32> {
        Some(u32::from_le_bytes(self.read(address, 4)?.try_into().ok()?))
    }

    pub fn u64(&self, address: u64) -> Option<u64> {
        Some(u64::from_le_bytes(self.read(address, 8)?.try_into().ok()?))
    }

    /// The stack from `top`, its lowest byte in use, at most up to `end`.
    pub fn stack(&self, top: u64, end: u64) -> Option<Stack> {
        let length = usize::try_from(end.checked_sub(top)?).ok()?.min(MOST_STACK_BYTES);
        let mut bytes = vec![0; length];
        let read = self.file.read_at(&mut bytes, top).ok()?;
        bytes.truncate(read);
        Some(Stack { top, bytes })
    }
}

/// A copy of the part of a stack that is in use.
#[derive(Debug)]
pub struct Stack {
    pub top: u64,
    pub bytes: Vec<u8>,
}

impl Stack {
    pub fn word(&self, address: u64) -> Option<u64> {
        let start = usize::try_from(address.checked_sub(self.top)?).ok()?;
        let bytes = self.bytes.get(start..start.checked_add(8)?)?;
        Some(u64::from_le_bytes(bytes.try_into().ok()?))
    }

    pub fn byte(&self, address: u64) -> Option<u8> {
        self.bytes.get(usize::try_from(address.checked_sub(self.top)?).ok()?).copied()
    }

    /// Every aligned word from `from` on, with its address.
    pub fn words(&self, from: u64) -> impl Iterator<Item = (u64, u64)> {
        let first = from.max(self.top).checked_next_multiple_of(8).unwrap_or(u64::MAX);
        (first..).step_by(8).map_while(|address| Some((address, self.word(address)?)))
    }
}
