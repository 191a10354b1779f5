//! The proof that a semaphore keeps its promise, by events only: it asks who is inside and who sleeps, and never lets time
//! pass in the hope that something has happened by then. It needs no change.

use std::fs;
use std::iter;
use std::panic;
use std::path::Path;
use std::sync::{Condvar, Mutex, MutexGuard, mpsc};
use std::thread::{self, ScopedJoinHandle};
use std::time::{Duration, Instant};

use crate::semaphore::Semaphore;

/// Whoever has not gone to sleep by then, on however busy a machine, never will.
const ASLEEP_BY: Duration = Duration::from_secs(2);

/// How often main tries to be faster than a thread that it has woken. Nearly always it is, the first time.
const RACES: usize = 20;

/// Puts a semaphore of `permits` to the test with so many workers, and prints what was seen.
pub fn run(workers: usize, permits: usize) {
    let semaphore = Semaphore::new(permits);

    let taken: Vec<_> = iter::from_fn(|| semaphore.try_acquire()).take(permits + 1).collect();
    println!("tries {}, permits {}", permits + 1, taken.len());
    drop(taken);

    let room = Room::default();
    let (when_full, done) = thread::scope(|scope| {
        let semaphore = &semaphore;
        let room = &room;
        let threads: Vec<_> = (0..workers).map(|number| scope.spawn(move || work(number, semaphore, room))).collect();

        room.wait_until_inside(permits);
        let when_full = if semaphore.try_acquire().is_none() { "refused" } else { "got one more" };
        room.open();
        (when_full, threads.into_iter().filter_map(|thread| thread.join().ok()).count())
    });
    println!("try while full: {when_full}");
    println!("workers {workers}, peak {}, done {done}, failed {}", room.peak(), workers - done);

    let free: Vec<_> = iter::from_fn(|| semaphore.try_acquire()).take(workers + permits).collect();
    println!("free at the end: {}", free.len());

    println!("snatched before it woke: {}", snatch());
}

/// One worker. The first of them fails while it holds its permit.
fn work(number: usize, semaphore: &Semaphore, room: &Room) {
    let _permit = semaphore.acquire();
    room.enter();
    room.wait_until_open();
    room.leave();
    if number == 0 {
        panic::resume_unwind(Box::new("failed")); // a panic without its message on standard error
    }
}

/// Wakes a thread for a permit that is gone again before it has come to its senses. Tells what the thread does.
fn snatch() -> &'static str {
    let semaphore = Semaphore::new(1);
    for _ in 0..RACES {
        match race(&semaphore) {
            Ok(true) => break,
            // The thread was faster, or the semaphore keeps a permit for whoever waits for it. Both are fine.
            Ok(false) => {}
            Err(fault) => return fault,
        }
    }
    "it waits on"
}

/// True if main took the only permit away from the thread that it had woken for it.
fn race(semaphore: &Semaphore) -> Result<bool, &'static str> {
    let room = Room::default();
    let held = semaphore.acquire();
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        let room = &room;
        let other = scope.spawn(move || {
            give_way();
            tell.send(fs::read_link("/proc/thread-self")).expect("main waits for it");
            let _permit = semaphore.acquire();
            room.enter();
            room.wait_until_open();
            room.leave();
        });
        let name = told.recv().expect("the thread tells").expect("/proc is there");
        let task = Path::new("/proc").join(name);

        let fault = match settles(&other, &task) {
            _ if room.peak() > 0 => Some("it did not wait"),
            Rest::Never => Some("it did not sleep"),
            Rest::Nap => Some("it only napped"),
            Rest::Sleep => None,
        };
        drop(held); // on return the other thread is awake: it runs, or will when there is a processor for it
        let snatched = if fault.is_none() { semaphore.try_acquire() } else { None };
        let won = snatched.is_some();
        if won {
            room.enter();
            settles(&other, &task);
            room.leave();
        }
        drop(snatched);
        room.open();
        match (other.join(), fault) {
            (Err(_), _) => Err("it failed"),
            (Ok(()), Some(fault)) => Err(fault),
            (Ok(()), None) if room.peak() > 1 => Err("it went in"),
            (Ok(()), None) => Ok(won),
        }
    })
}

/// From here on this thread, when it wakes up, pushes nobody off a processor: main goes on, even if there is only one.
fn give_way() {
    let priority = libc::sched_param { sched_priority: 0 };
    // SAFETY: the structure is read during the call only. 0 is the calling thread. Nothing is wrong if it fails: then main
    // loses more races.
    unsafe { libc::sched_setscheduler(0, libc::SCHED_BATCH, &priority) };
}

/// How a thread came to rest.
enum Rest {
    /// Not at all: it asks again and again.
    Never,
    /// By the clock, to ask again after a while.
    Nap,
    /// Until somebody wakes it; or it has ended.
    Sleep,
}

/// Waits until the thread sleeps or has ended.
fn settles(thread: &ScopedJoinHandle<()>, task: &Path) -> Rest {
    let deadline = Instant::now() + ASLEEP_BY;
    while !thread.is_finished() {
        if sleeps(task)
            && let Some(rest) = how_it_sleeps(task)
        {
            return rest;
        }
        if Instant::now() > deadline {
            return Rest::Never;
        }
        thread::yield_now();
    }
    Rest::Sleep
}

/// What the system says of a thread: its state follows its name, which stands in parentheses.
fn sleeps(task: &Path) -> bool {
    let stat = fs::read_to_string(task.join("stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('S'))
}

/// What the system says that it waits in: the number of the call and its arguments. None if it runs again. A
/// wait at a Mutex or a Condvar is a futex, whose fourth argument is the timeout, if any. Where the system
/// says nothing, a sleep is a sleep.
fn how_it_sleeps(task: &Path) -> Option<Rest> {
    let Ok(call) = fs::read_to_string(task.join("syscall")) else { return Some(Rest::Sleep) };
    let mut words = call.split_whitespace();
    let number = words.next()?.parse().ok()?;
    let has_timeout = words.nth(3) != Some("0x0");
    match number {
        libc::SYS_nanosleep | libc::SYS_clock_nanosleep => Some(Rest::Nap),
        libc::SYS_futex if has_timeout => Some(Rest::Nap),
        _ => Some(Rest::Sleep),
    }
}

/// Counts who is inside, and keeps them there until it is opened.
#[derive(Default)]
struct Room {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    inside: usize,
    peak: usize,
    open: bool,
}

impl Room {
    fn enter(&self) {
        self.change(|state| {
            state.inside += 1;
            state.peak = state.peak.max(state.inside);
        });
    }

    fn leave(&self) {
        self.change(|state| state.inside -= 1);
    }

    fn open(&self) {
        self.change(|state| state.open = true);
    }

    fn wait_until_inside(&self, count: usize) {
        self.wait_until(|state| state.inside >= count);
    }

    fn wait_until_open(&self) {
        self.wait_until(|state| state.open);
    }

    fn peak(&self) -> usize {
        self.lock().peak
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn wait_until(&self, holds: impl Fn(&State) -> bool) {
        let waited = self.changed.wait_while(self.lock(), |state| !holds(state));
        drop(waited.expect("nobody panics in the room"));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics in the room")
    }
}
