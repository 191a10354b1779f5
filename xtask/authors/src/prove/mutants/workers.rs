//! A few programs at a time. Mutants fork and spin more than honest programs do, so never many; but most of their time they
//! hang, so more than there are cores.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use xtask::run::interrupt;

const PER_CORE: usize = 3;

/// Does each task and hands its result on as it is there, on the calling thread, with the place of the task. Ends early,
/// with what it has, when the runner is to end.
pub fn each<'t, T: Sync, R: Send>(tasks: &'t [T], work: impl Fn(&'t T) -> R + Sync, mut done: impl FnMut(usize, R)) {
    let next = AtomicUsize::new(0);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let workers = tasks.len().min(cores * PER_CORE);
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                while interrupt::requested().is_none() {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(place) else { break };
                    if sender.send((place, work(task))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (place, result) in results {
            done(place, result);
        }
    });
}
