//! Calls that were made to fail.

use hang::Place;
use nanoserde::{DeBin, SerBin};
use trace::FailingCall;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, SerBin, DeBin)]
pub struct FailedCall {
    pub call: FailingCall,
    pub errno: i32,
    /// Of those of its kind that the command made, from 1.
    pub number: u32,
    /// Where it was made. Only of a run that went wrong.
    pub place: Option<Place>,
}
