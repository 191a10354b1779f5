//! What a compiler may use.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// What the compiler of one program may use.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    /// Of processor time, so that a busy machine fails no program.
    pub cpu_s: u64,
    pub memory_bytes: u64,
    /// Without any work.
    pub idle_s: u64,
}

pub const USUAL: Most = Most { cpu_s: 60, memory_bytes: 2 << 30, idle_s: 60 };

impl Most {
    /// Sets the limits for a command and for all that it starts, each by itself.
    pub fn limit(self, command: &mut Command) {
        // SAFETY: setrlimit and getrlimit are async-signal-safe, and nothing is allocated.
        unsafe { command.pre_exec(move || self.set()) };
    }

    /// For this process and all that it starts. A smaller limit of the caller's stays.
    fn set(self) -> io::Result<()> {
        for (resource, wanted) in [(libc::RLIMIT_CPU, self.cpu_s), (libc::RLIMIT_DATA, self.memory_bytes)] {
            let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
            // SAFETY: the struct outlives both calls.
            let result = unsafe {
                libc::getrlimit(resource, &mut limit);
                limit.rlim_cur = wanted.min(limit.rlim_max);
                libc::setrlimit(resource, &limit)
            };
            if result == -1 {
                return Err(io::Error::last_os_error());
            }
        }
        Ok(())
    }
}
