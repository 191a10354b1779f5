//! A wait status taken apart by hand: what the demos of this topic share.
//!
//! `waitpid` fills in sixteen bits. Four cases share them, and the order of the questions matters:
//!
//! ```text
//! 0xffff                         continued
//! low byte 0x7f                  stopped, the signal is in the high byte
//! low seven bits 0               exited, the exit code is in the high byte
//! anything else                  killed by the signal in the low seven bits; bit 7 is set if a core was dumped
//! ```

use std::fmt;

/// What became of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It ended by itself. The code is what it gave to exit, modulo 256.
    Exited { code: i32 },
    /// A signal ended it: there is no exit code.
    Killed { signal: i32, core: bool },
    /// It stands still and can go on (`WUNTRACED` asks for this).
    Stopped { signal: i32 },
    /// It stood still and went on (`WCONTINUED` asks for this).
    Continued,
}

impl Fate {
    /// Reads what `waitpid` filled in. Only of use after `waitpid` returned a pid: with `WNOHANG` it may return 0, and then
    /// the status is whatever it was before.
    pub fn of(status: i32) -> Fate {
        let high = (status >> 8) & 0xff;
        match status & 0x7f {
            _ if status == 0xffff => Fate::Continued,
            0x7f => Fate::Stopped { signal: high },
            0 => Fate::Exited { code: high },
            signal => Fate::Killed { signal, core: status & 0x80 != 0 },
        }
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Fate::Exited { code } => write!(f, "exited, code {code}"),
            Fate::Killed { signal, core: false } => write!(f, "killed by signal {signal}"),
            Fate::Killed { signal, core: true } => write!(f, "killed by signal {signal}, core dumped"),
            Fate::Stopped { signal } => write!(f, "stopped by signal {signal}"),
            Fate::Continued => write!(f, "continued"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::Fate;

    /// Every status that the kernel makes: 256 codes, 64 signals with and without a core, 64 stops, one continue.
    fn every_status() -> impl Iterator<Item = i32> {
        let codes = (0..=255).map(|code| code << 8);
        let signals = (1..=64).flat_map(|signal| [signal, signal | 0x80]);
        let stops = (1..=64).map(|signal| signal << 8 | 0x7f);
        codes.chain(signals).chain(stops).chain([0xffff])
    }

    #[test]
    fn agrees_with_the_macros_of_libc() {
        for status in every_status() {
            let by_libc = if libc::WIFEXITED(status) {
                Fate::Exited { code: libc::WEXITSTATUS(status) }
            } else if libc::WIFSIGNALED(status) {
                Fate::Killed { signal: libc::WTERMSIG(status), core: libc::WCOREDUMP(status) }
            } else if libc::WIFSTOPPED(status) {
                Fate::Stopped { signal: libc::WSTOPSIG(status) }
            } else {
                assert!(libc::WIFCONTINUED(status), "{status:#06x}");
                Fate::Continued
            };
            assert_eq!(Fate::of(status), by_libc, "{status:#06x}");
        }
    }

    #[test]
    fn agrees_with_std() {
        for status in every_status() {
            let std = ExitStatus::from_raw(status);
            let (code, signal, stopped, continued) = match Fate::of(status) {
                Fate::Exited { code } => (Some(code), None, None, false),
                Fate::Killed { signal, core } => {
                    assert_eq!(std.core_dumped(), core);
                    (None, Some(signal), None, false)
                }
                Fate::Stopped { signal } => (None, None, Some(signal), false),
                Fate::Continued => (None, None, None, true),
            };
            assert_eq!(
                (std.code(), std.signal(), std.stopped_signal(), std.continued()),
                (code, signal, stopped, continued)
            );
        }
    }
}
