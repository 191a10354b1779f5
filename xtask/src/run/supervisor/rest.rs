//! Is the program at rest? Then whatever it was going to print before the next step is printed.
//!
//! At rest is: no thread of any process below us runs, in two looks one after another, and none has run in between. A program
//! that sleeps is at rest too; one that computes never is, and is given up after a while.

use std::time::{Duration, Instant};

use super::super::processes::{self, Activity, Pid};

/// Who is still busy after this long will not be waited for.
pub const MOST_PATIENCE: Duration = Duration::from_millis(250);
/// Between two looks.
pub const BETWEEN_LOOKS: Duration = Duration::from_millis(1);

/// What was seen so far.
pub struct Rest {
    deadline: Instant,
    last: Option<Vec<Activity>>,
}

impl Rest {
    pub fn begin() -> Rest {
        Rest { deadline: Instant::now() + MOST_PATIENCE, last: None }
    }

    /// One look. True at rest, or when patience is at its end.
    pub fn look(&mut self) -> bool {
        let below = processes::descendants(std::process::id() as Pid);
        let now: Vec<Activity> = below.into_iter().flat_map(processes::activity).collect();
        let is_at_rest = now.iter().all(|thread| !thread.busy) && self.last.as_ref() == Some(&now);
        self.last = Some(now);
        is_at_rest || Instant::now() >= self.deadline
    }
}
