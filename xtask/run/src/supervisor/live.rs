//! A command while it runs: everything that one round of the poll loop takes care of.

use std::time::{Duration, Instant};

use super::RUNNER;
use super::children::Children;
use super::input::Input;
use super::output::Output;
use super::peers::Peers;
use super::poll::PollSet;
use super::services::Services;
use super::watch::Watch;
use outcome::Stopped;

/// How long processes that outlive the leader are given to end by themselves. A daemon that is just being made, or a child
/// that was killed a moment ago, must get the same verdict every time.
pub const GRACE: Duration = Duration::from_millis(200);

/// Later than any run lasts.
const FAR: Duration = Duration::from_secs(3600);

pub struct Live<'a> {
    pub started: Instant,
    pub children: &'a mut Children,
    pub output: Output,
    pub input: Input,
    pub peers: Peers,
    pub services: &'a mut Services,
    pub watch: Watch<'a>,
    /// When the case's time is up, and what it was.
    pub deadline: (Instant, Stopped),
    /// `@within`
    pub within: Option<(Instant, Stopped)>,
    /// The last step that was done after the leader had ended; the grace begins anew with it.
    pub grace_from: Option<Instant>,
}

impl Live<'_> {
    /// One round: waits for something to happen, at the latest until `until`, and takes it in. The
    /// error is why the run must be ended.
    pub fn round(&mut self, until: Instant) -> Result<(), Stopped> {
        // What was held at a moment has been looked at.
        self.children.observer_mut().let_go();
        let mut set = PollSet::default();
        set.wait_to_read(self.children.fd());
        set.wait_to_read(RUNNER);
        self.output.register(&mut set);
        self.input.register(&mut set);
        self.peers.register(&mut set);
        self.services.register(&mut set);
        let patience = until.min(self.watch.next()).min(self.next_deadline());
        set.wait(if self.children.has_more() { Instant::now() } else { patience });
        if set.is_ready(RUNNER) {
            self.children.interrupt();
        }

        // First who ended, then what was printed: so nothing that the leader has printed is missing when it has ended.
        self.children.look();
        if self.children.is_interrupted() {
            return Err(Stopped::Interrupted);
        }
        self.output.read()?;
        self.input.write();
        self.peers.progress();
        self.services.progress();
        let now = Instant::now();
        self.watch.look(now)?;
        self.check_clock(now)
    }

    /// As `round`, for a wait that only its own end or the clock ends.
    pub fn round_until_over(&mut self) -> Result<(), Stopped> {
        self.round(self.over_at().unwrap_or_else(|| Instant::now() + FAR))
    }

    /// The leader has ended, and so have all others or their grace.
    pub fn is_over(&self) -> bool {
        self.over_at().is_some_and(|at| self.children.is_none_left() || Instant::now() >= at)
    }

    fn over_at(&self) -> Option<Instant> {
        let ended_at = self.children.ended_at()?;
        Some(self.grace_from.map_or(ended_at, |at| at.max(ended_at)) + GRACE)
    }

    fn next_deadline(&self) -> Instant {
        if self.children.ended_at().is_some() {
            return Instant::now() + FAR;
        }
        let deadline = self.output.time_until(self.deadline.0);
        self.within.as_ref().map_or(deadline, |within| within.0.min(deadline))
    }

    /// Once the leader has ended the grace bounds the rest.
    fn check_clock(&self, now: Instant) -> Result<(), Stopped> {
        if self.children.ended_at().is_some() {
            return Ok(());
        }
        match &self.within {
            Some((at, stopped)) if now >= *at => Err(stopped.clone()),
            _ if now >= self.output.time_until(self.deadline.0) => Err(self.deadline.1.clone()),
            _ => Ok(()),
        }
    }
}
