//! What a wait costs, and (`refused`) what the compiler does not let threads do.

pub mod refused;

use std::io;
use std::time::Duration;

/// The processor time that the calling thread has used so far.
///
/// ```
/// let before = threads_lesson::thread_cpu_time()?;
/// let work: u64 = (0..1000).sum();
/// assert!(work > 0 && threads_lesson::thread_cpu_time()? >= before);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of clock_gettime; none on Linux.
pub fn thread_cpu_time() -> io::Result<Duration> {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: time outlives the call, which only writes into it.
    if unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) } == -1 {
        return Err(io::Error::last_os_error());
    }
    let seconds = u64::try_from(time.tv_sec).expect("processor time is not negative");
    Ok(Duration::from_secs(seconds) + Duration::from_nanos(time.tv_nsec.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;

    use super::*;

    #[test]
    fn work_uses_processor_time_and_another_threads_work_does_not() {
        let (ask, asked) = mpsc::channel::<()>();
        let (answer, answered) = mpsc::channel();
        let idle = thread::spawn(move || {
            let before = thread_cpu_time().unwrap();
            answer.send(()).unwrap();
            let _ = asked.recv();
            thread_cpu_time().unwrap() - before
        });
        answered.recv().unwrap();

        let start = thread_cpu_time().unwrap();
        while thread_cpu_time().unwrap() < start + Duration::from_millis(20) {}
        drop(ask);
        assert!(idle.join().unwrap() < Duration::from_millis(20));
    }
}
