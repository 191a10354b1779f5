//! many_threads: starts up to 300 threads, all alive at once, and asks the kernel what they cost in memory.
//!
//! ```console
//! $ many_threads
//! {threads:int} threads wait at the gate{..}
//! each has reserved {:int} KiB of addresses and uses {:int} KiB of memory
//! all of them went home
//! ```
//!
//! Notice the two numbers. Each thread gets a stack, 2 MiB of *addresses* in Rust (8 MiB is usual for C programs), and
//! the first few dozen get a region of 64 MiB for their `malloc`; memory is only what has been touched, a few pages. So
//! hundreds are nothing, thousands are possible, and `stack_size` is for those who want very many or call very deeply.
//!
//! There is a limit, of the user, the container or the kernel. Then `Builder::spawn` gives an error, and we make do
//! with those that we have; `thread::spawn` would panic.
//!
//! *Erratum.* E71: the book has it that a thread costs no more than the memory of its function.
//!
//! Try this: `sh -c 'ulimit -v 700000; cargo xtask demo many_threads'`. Then set `stack_size(64 * 1024)` and try again.

use std::fs;
use std::sync::{Arc, Barrier, RwLock};
use std::thread;

use anyhow::{Context, anyhow};

const WANTED: u32 = 300;

static GATE: RwLock<()> = RwLock::new(());

fn main() -> anyhow::Result<()> {
    let (addresses_before, used_before) = memory_kib()?;
    let closed = GATE.write().map_err(|_| anyhow!("nobody has panicked"))?;

    let mut threads = Vec::new();
    let mut refused = String::new();
    for _ in 0..WANTED {
        let ready = Arc::new(Barrier::new(2));
        let its_ready = Arc::clone(&ready);
        let started = thread::Builder::new().spawn(move || {
            its_ready.wait();
            drop(GATE.read());
        });
        match started {
            Ok(thread) => threads.push(thread),
            Err(error) => {
                refused = format!(", the next was refused: {error}");
                break;
            }
        }
        ready.wait(); // it runs, so it has used what it uses
    }
    println!("{} threads wait at the gate{refused}", threads.len());

    let count = u64::try_from(threads.len().max(1)).context("so many threads")?;
    let (addresses, used) = memory_kib()?;
    println!(
        "each has reserved {} KiB of addresses and uses {} KiB of memory",
        addresses.saturating_sub(addresses_before) / count,
        used.saturating_sub(used_before) / count
    );
    drop(closed);
    for thread in threads {
        thread.join().map_err(|_| anyhow!("join: it panicked"))?;
    }
    println!("all of them went home");
    Ok(())
}

/// Addresses and memory of this process, as the kernel counts them.
fn memory_kib() -> anyhow::Result<(u64, u64)> {
    let status = fs::read_to_string("/proc/self/status").context("/proc/self/status")?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("no {name}"))?;
        line.trim().trim_end_matches(" kB").parse().with_context(|| format!("{name}{line}"))
    };
    Ok((field("VmSize:")?, field("VmRSS:")?))
}
