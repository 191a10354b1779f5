//! The limits that the kernel keeps, set in the leader between fork and exec.

use std::fs;
use std::os::unix::fs::MetadataExt;

use outcome::Limits;

use crate::processes::Stat;

#[cfg(target_env = "gnu")]
pub type Resource = libc::__rlimit_resource_t;
#[cfg(not(target_env = "gnu"))]
pub type Resource = libc::c_int;

/// What a program may write into one file.
const MOST_FILE_BYTES: u64 = 64 << 20;
/// What every system gives; set so that a stack overflow is one here too, where the caller's shell says unlimited.
const STACK_BYTES: u64 = 8 << 20;
/// Beside the processes of the limit: threads, and other runs at the same time. Binds a bomb, never a correct program.
const SPARE_TASKS: u64 = 4096;

/// Resource and limit. Computed before the fork.
pub fn table(limits: &Limits) -> Vec<(Resource, u64)> {
    vec![
        // Private memory that can be written: what a program really asks for.
        (libc::RLIMIT_DATA, limits.memory_bytes),
        // Looser: glibc reserves 64 MiB of address space for each thread's arena and a thread its
        // whole stack, and use little of it.
        (libc::RLIMIT_AS, limits.memory_bytes.saturating_mul(4)),
        (libc::RLIMIT_NOFILE, limits.files),
        (libc::RLIMIT_FSIZE, MOST_FILE_BYTES),
        // No core file. Not 0: where cores go to a program (core_pattern begins with a pipe) 0 is not looked at, but 1 is.
        (libc::RLIMIT_CORE, 1),
        (libc::RLIMIT_STACK, STACK_BYTES),
        // Counts all tasks of the user, so it is a backstop only; the looks of `watch` keep the limit of the case.
        (libc::RLIMIT_NPROC, tasks_now() + u64::from(limits.processes) + SPARE_TASKS),
    ]
}

/// All tasks of the machine, an upper bound of the user's, and a single read.
fn tasks_now() -> u64 {
    // 0.07 0.05 0.01 2/137 4711
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let tasks = text.split_ascii_whitespace().nth(3).and_then(|field| field.split_once('/')?.1.parse().ok());
    tasks.unwrap_or(65_536)
}

/// What a program's threads come to, at most.
const MOST_THREADS: u64 = 512;

/// Why the caller's own firm limits leave less than the case is to have: then a program that is right
/// would fail. None if they don't.
pub fn too_small(limits: &Limits) -> Option<String> {
    let rest = u64::from(limits.processes) + MOST_THREADS;
    let told = [
        (libc::RLIMIT_DATA, "-d", "bytes of data", limits.memory_bytes),
        (libc::RLIMIT_AS, "-v", "bytes of address space", limits.memory_bytes.saturating_mul(4)),
        (libc::RLIMIT_NOFILE, "-n", "open files", limits.files),
        (libc::RLIMIT_FSIZE, "-f", "bytes in a file", MOST_FILE_BYTES),
        (libc::RLIMIT_STACK, "-s", "bytes of stack", STACK_BYTES),
        (libc::RLIMIT_NPROC, "-u", "processes and threads", rest),
    ];
    for (resource, option, what, needed) in told {
        let Some(most) = firm(resource) else { continue };
        let counted = if resource == libc::RLIMIT_NPROC { counted_tasks(most, needed) } else { Some(0) };
        let Some(needed) = counted.map(|counted| needed + counted) else { continue };
        if most < needed {
            return Some(format!(
                "your firm limit of {most} {what} (ulimit -H {option}) is less than the {needed} it needs"
            ));
        }
    }
    None
}

/// None where it cannot be had.
fn firm(resource: Resource) -> Option<u64> {
    // SAFETY: all zeroes is a valid rlimit, and it outlives the call.
    unsafe {
        let mut limit: libc::rlimit = std::mem::zeroed();
        (libc::getrlimit(resource, &mut limit) == 0).then_some(limit.rlim_max)
    }
}

/// The user's threads, which count as well; 0 where the limit has room for all of the machine's. None
/// for root, which it does not bind.
fn counted_tasks(most: u64, needed: u64) -> Option<u64> {
    // SAFETY: no memory is involved.
    let own = unsafe { libc::getuid() };
    if own == 0 {
        return None;
    }
    if most >= needed + tasks_now() {
        return Some(0);
    }
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mine = entries.filter(|entry| entry.metadata().is_ok_and(|found| found.uid() == own));
    let threads = mine.filter_map(|entry| Some(Stat::of(entry.file_name().to_str()?.parse().ok()?)?.threads));
    Some(threads.map(u64::from).sum())
}

/// Sets them for this process, softly and firmly. What the caller's own firm limit forbids is left at that.
///
/// # Errors
/// The number of the error of the first that could not be set.
pub fn set(table: &[(Resource, u64)]) -> Result<(), i32> {
    for &(resource, wanted) in table {
        // SAFETY: all zeroes is a valid rlimit, and it outlives both calls.
        let done = unsafe {
            let mut limit: libc::rlimit = std::mem::zeroed();
            libc::getrlimit(resource, &mut limit);
            let value = wanted.min(limit.rlim_max);
            libc::setrlimit(resource, &libc::rlimit { rlim_cur: value, rlim_max: value })
        };
        if done == -1 {
            return Err(std::io::Error::last_os_error().raw_os_error().unwrap_or(0));
        }
    }
    Ok(())
}
