//! poll(2) over what the parts of a run are interested in.

use std::os::fd::RawFd;
use std::time::Instant;

/// The descriptors of one round. Each part adds its own and then simply tries: all of them are non-blocking.
#[derive(Default)]
pub struct PollSet(Vec<libc::pollfd>);

impl PollSet {
    pub fn wait_to_read(&mut self, fd: RawFd) {
        self.0.push(libc::pollfd { fd, events: libc::POLLIN, revents: 0 });
    }

    pub fn wait_to_write(&mut self, fd: RawFd) {
        self.0.push(libc::pollfd { fd, events: libc::POLLOUT, revents: 0 });
    }

    /// Waits until one of them is ready, or until the instant has passed. A signal counts as ready.
    pub fn wait(&mut self, until: Instant) {
        let left = until.saturating_duration_since(Instant::now());
        let timeout =
            libc::timespec { tv_sec: left.as_secs() as libc::time_t, tv_nsec: left.subsec_nanos() as libc::c_long };
        // SAFETY: the array and the timeout outlive the call; no signal mask is given.
        unsafe { libc::ppoll(self.0.as_mut_ptr(), self.0.len() as libc::nfds_t, &timeout, std::ptr::null()) };
    }

    /// Is there something to read on `fd`, or its end?
    pub fn is_ready(&self, fd: RawFd) -> bool {
        self.0.iter().any(|one| one.fd == fd && one.revents != 0)
    }
}
