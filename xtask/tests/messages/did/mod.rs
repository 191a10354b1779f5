//! The output is right, but not what was done for it. In a topic whose failures come without a
//! picture: that is shown elsewhere.

mod at_once;
mod busy;
mod fair;
mod left_open;
mod played;
mod story;
mod waiting;
