//! Who asks again and again: a wait with a short limit that runs out, a look, and the same wait again.
//!
//! A thread that waits with the time limit of its caller goes back to it when the time is up. One that waits again, at the
//! same place and without having been anywhere else, made up the limit itself: it naps. A limit that is long is a backstop.

use ::std::time::Duration;

use super::execution::{Ending, Execution, For};
use super::panics::SCENARIOS;
use super::{Action, SourceLocation, Woken};

/// A longer limit is no nap.
const LONGEST: Duration = Duration::from_secs(1);
/// This many limits ran out in a row, and it waits again.
const MOST: u32 = 2;

/// The waits of a thread that ran out, one after the other.
#[derive(Debug, Default)]
pub(super) struct Naps {
    at: Option<SourceLocation>,
    ran_out: u32,
}

/// Whether the line is one of the author's: a thread that has been there has come back to its caller.
pub(super) fn is_authors(place: SourceLocation) -> bool {
    place.file().ends_with(SCENARIOS)
}

impl Execution {
    /// The current thread begins to wait. Never returns if it is one nap too many.
    pub(super) fn begins_to_wait(&mut self, on: For, place: SourceLocation, timeout: Option<Duration>) {
        if matches!(on, For::Lock(_)) || is_authors(place) {
            return;
        }
        let naps = &mut self.threads[self.current].naps;
        let Some(limit) = timeout.filter(|&limit| limit <= LONGEST) else {
            *naps = Naps::default();
            return;
        };
        if naps.at != Some(place) {
            *naps = Naps { at: Some(place), ran_out: 0 };
        }
        if naps.ran_out >= MOST {
            self.record(Action::Waits(on), Some(place));
            self.fail(Ending::Naps(limit));
        }
    }

    /// A wait of the current thread is over.
    pub(super) fn has_waited(&mut self, place: SourceLocation, woken: Woken) {
        let naps = &mut self.threads[self.current].naps;
        match woken {
            Woken::TimedOut if naps.at == Some(place) => naps.ran_out += 1,
            Woken::TimedOut | Woken::Spuriously => {}
            Woken::By(_) => naps.ran_out = 0,
        }
    }

    /// The current thread did what others learn of: it does not only look.
    pub(super) fn has_worked(&mut self) {
        self.threads[self.current].naps = Naps::default();
    }
}
