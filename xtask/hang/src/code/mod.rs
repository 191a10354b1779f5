//! From the stack of a thread to lines of source: ELF, `.eh_frame` and `.debug_line`, read without another crate.

#[cfg(any(target_arch = "aarch64", test))]
mod aarch64;
mod bytes;
mod elf;
mod frames;
mod guards;
mod image;
mod lines;
mod memory;
mod step;
#[cfg(test)]
mod tests;
mod walk;
#[cfg(any(not(target_arch = "aarch64"), test))]
mod x86_64;

#[cfg(target_arch = "aarch64")]
use aarch64 as machine;
#[cfg(not(target_arch = "aarch64"))]
use x86_64 as machine;

pub use image::{Files, Images, Maps};
pub use lines::LineRow;
pub use machine::{SYSCALL_BYTES, syscall_number};
pub use memory::{Memory, Stack};
pub use walk::{Site, walk, walk_copy};
