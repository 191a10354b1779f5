//! The step `at every moment`: at which moment it was done.

use hang::Place;
use nanoserde::{DeBin, SerBin};
use trace::Moment;

/// Where the signal of the step is to come in a run. Which moments there are only a run shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, SerBin, DeBin)]
pub enum Meet {
    /// When the program has come to rest, after all its moments.
    AtRest,
    /// At the moment of this number, from 1; at rest if there are fewer.
    At(u32),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Met {
    /// How many moments there were, the one that the signal met among them.
    pub moments: u32,
    /// None if nothing is known of it.
    pub at: Option<Meeting>,
}

/// The moment that the signal met, or where the program was at rest when it came.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct Meeting {
    pub moment: Moment,
    /// Where its thread stood. Only of a run that went wrong.
    pub place: Option<Place>,
    /// Where the signal's handler made its first call, if there was one and it made any. As above.
    pub handler: Option<HandlerCall>,
}

/// A call in a handler.
#[derive(Debug, Clone, PartialEq, SerBin, DeBin)]
pub struct HandlerCall {
    pub call: Moment,
    pub place: Place,
}
