//! Events -> lanes and rows.
//!
//! ```text
//! lives    who there was, with numbers that are used twice told apart
//! names    what they are called
//! moments  the events in the order of time
//! teller   moment by moment, with what each lane is
//! words    a happening in words
//! ```

mod lives;
mod moments;
mod names;
mod teller;
mod words;

use trace::Recorded;

use super::{Lane, Picture};
use lives::Lives;
use teller::Teller;

pub fn tell(recorded: &Recorded, hang: Option<&hang::Explanation>) -> Picture {
    let (lives, placed) = Lives::of(&recorded.events);
    let names = names::of(&lives, hang);
    let moments = moments::in_order(&lives, &placed);
    let mut teller = Teller::new(&lives);
    moments.iter().for_each(|moment| teller.take(moment));
    let rows = teller.conclude(hang);
    let lanes = lives.all.iter().zip(names).map(|(life, name)| Lane {
        name,
        pid: life.tid,
        program: life.became.clone(),
        parent: life.parent,
        alike: 1,
    });
    Picture { lanes: lanes.collect(), rows, dropped: recorded.dropped }
}
