//! The events in the order of time, not in that in which the tracer was told: a wait begins before what it waits for.

use trace::{EventKind, Found};

use super::lives::{Lives, Placed};

/// A point in time.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    pub at_us: u64,
    pub placed: Placed<'a>,
    pub part: Part,
}

/// A call that blocks has two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Begins,
    Whole,
}

pub fn in_order<'a>(lives: &Lives, placed: &[Placed<'a>]) -> Vec<Moment<'a>> {
    let mut moments = Vec::with_capacity(placed.len());
    for one in placed {
        let at_us = time_of(lives, one);
        if let Some(began_us) = one.event.what.waited_since_us() {
            moments.push(Moment { at_us: began_us.min(at_us), placed: *one, part: Part::Begins });
        }
        if !matches!(one.event.what, EventKind::NeverReturned { .. }) {
            moments.push(Moment { at_us, placed: *one, part: Part::Whole });
        }
    }
    // Stable: what happened at the same time stays in the order of the record. Only a birth comes
    // before all that the newborn does.
    moments.sort_by_key(|moment| (moment.at_us, !moment.placed.event.what.is_birth()));
    moments
}

/// When it happened, as far as reason demands: a process does nothing before it is born, and is not waited for before
/// it ends.
fn time_of(lives: &Lives, placed: &Placed<'_>) -> u64 {
    let at_us = placed.event.at_us;
    match (&placed.event.what, placed.other.map(|other| &lives.all[other])) {
        (EventKind::Polled { until_us, .. }, _) => *until_us,
        (EventKind::Forked { .. } | EventKind::StartedThread { .. }, Some(born)) => born.born_us,
        (EventKind::Ended { began_us, .. }, _) => *began_us,
        (EventKind::Waited { found: Found::Reaped { .. }, .. }, Some(child)) => {
            at_us.max(child.ended_us.unwrap_or(at_us))
        }
        _ => at_us,
    }
}
