//! One thread that stands still for its tracer: where that is.

use nanoserde::{DeBin, SerBin};

use super::frames;
use super::proc::{self, Syscall};
use crate::code::{Files, Images, Maps, Memory, Stack, walk_copy};
use crate::explain::SourceLine;
use crate::snapshot::{Frame, Pid};
use crate::source::is_own;

/// The stack of a thread, copied. What stands on it is found out later, since that costs much more and is rarely asked for.
#[derive(Debug)]
pub struct Stand {
    name: String,
    call: Option<i64>,
    copy: Option<Copy>,
}

#[derive(Debug)]
struct Copy {
    maps: Maps,
    stack: Stack,
    /// The instruction that is next.
    address: u64,
}

/// Where a thread stands.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct Place {
    /// `main`, or the thread's name, of at most 15 bytes. As the student chose it: escape it for a terminal.
    pub thread: String,
    /// The innermost line of the student's own code.
    pub line: Option<SourceLine>,
    /// What that line is inside of, where that has a name that a student writes: `println!`.
    pub inside: Option<String>,
}

impl Stand {
    /// Reads the stack. The thread must not go on meanwhile.
    pub fn of(pid: Pid, tid: Pid) -> Stand {
        let name = if tid == pid { "main".to_owned() } else { proc::name(pid, tid) };
        let syscall = proc::syscall(pid, tid);
        let call = if let Syscall::In { number, .. } = syscall { Some(number) } else { None };
        Stand { name, call, copy: copy(pid, syscall) }
    }

    /// The number of the call that it is in, or at the end of.
    pub fn call(&self) -> Option<i64> {
        self.call
    }

    /// Finds out where that was. The thread may have ended since.
    pub fn place(self) -> Place {
        let found = |copy: Copy| {
            let images = Images::of(&copy.maps, &mut Files::default());
            frames::frames(&walk_copy(&images, copy.stack, copy.address))
        };
        let frames = self.copy.map(found).unwrap_or_default();
        let own = frames.iter().position(is_students);
        let line = own.and_then(|own| {
            let (file, line) = frames[own].line.clone()?;
            Some(SourceLine { file, line, is_exact: frames[own].is_certain })
        });
        let called = own.and_then(|own| frames.get(own.checked_sub(1)?));
        Place { thread: self.name, line, inside: called.and_then(written).map(str::to_owned) }
    }
}

fn copy(pid: Pid, syscall: Syscall) -> Option<Copy> {
    let (Syscall::In { address, stack_pointer, .. } | Syscall::Outside { address, stack_pointer }) = syscall else {
        return None;
    };
    let maps = Maps::of(pid)?;
    let end = maps.stack_end(stack_pointer)?;
    Some(Copy { stack: Memory::open(pid)?.stack(stack_pointer, end)?, maps, address })
}

fn is_students(frame: &Frame) -> bool {
    frame.line.as_ref().is_some_and(|(file, _)| is_own(file))
}

/// What a student writes to call this function of the library. Module paths are written alike in both kinds of symbols.
fn written(frame: &Frame) -> Option<&'static str> {
    const NAMES: [(&str, &str, &str); 3] =
        [("stdio", "_eprint", "eprintln!"), ("stdio", "_print", "println!"), ("panicking", "panic", "panic!")];
    let is_it =
        |(module, function, _): &&(&str, &str, &str)| frame.symbol.contains(module) && frame.symbol.contains(function);
    NAMES.iter().find(is_it).map(|(_, _, name)| *name)
}
