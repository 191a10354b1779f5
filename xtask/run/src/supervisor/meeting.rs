//! What is to be seen at the moment that a signal meets, and where a call is made to fail.

use hang::Stand;
use outcome::{FailedCall, HandlerCall, Meeting};
use trace::{AboutToFail, Moment, Side};

use super::super::processes::Pid;

/// Are lines of source looked up?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    Lines,
    /// They will not be asked for.
    Nothing,
}

/// The stacks of those moments. Their lines are looked up when it is known that the run went wrong.
pub struct Sight {
    moment: Moment,
    stand: Stand,
    /// The first call of the signal's handler.
    handler: Option<(Moment, Stand)>,
}

impl Sight {
    /// Of a thread that is held.
    pub fn of(moment: Moment) -> Sight {
        Sight { moment, stand: stand(&moment), handler: None }
    }

    /// Of a process that has come to rest; None if its first thread is in no call.
    pub fn at_rest(pid: Pid) -> Option<Sight> {
        let stand = Stand::of(pid, pid);
        let moment = Moment { pid, tid: pid, call: stand.call()?, side: Side::In };
        Some(Sight { moment, stand, handler: None })
    }

    /// A thread is held in the handler.
    pub fn see_handler(&mut self, call: Moment) {
        self.handler = Some((call, stand(&call)));
    }

    pub fn told(self, lookup: Lookup) -> Meeting {
        let Sight { moment, stand, handler } = self;
        match lookup {
            Lookup::Nothing => Meeting { moment, place: None, handler: None },
            Lookup::Lines => {
                let handler = handler.map(|(call, stand)| HandlerCall { call, place: stand.place() });
                Meeting { moment, place: Some(stand.place()), handler }
            }
        }
    }
}

fn stand(moment: &Moment) -> Stand {
    Stand::of(moment.pid, moment.tid)
}

/// A call that fails, and the stack on which it was made.
pub struct FailedSight {
    about: AboutToFail,
    stand: Stand,
}

impl FailedSight {
    /// Of a thread that is held before it.
    pub fn of(about: AboutToFail) -> FailedSight {
        FailedSight { about, stand: Stand::of(about.pid, about.tid) }
    }

    pub fn told(self, lookup: Lookup) -> FailedCall {
        let AboutToFail { call, errno, number, .. } = self.about;
        let place = match lookup {
            Lookup::Nothing => None,
            Lookup::Lines => Some(self.stand.place()),
        };
        FailedCall { call, errno, number, place }
    }
}
