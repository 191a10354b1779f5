//! All that a learner may use is there, and does what std's does.

use super::part;

/// Statics are new in each run.
pub fn statics() {
    assert_eq!(part::statics(), 103);
}

/// Each thread has its own value.
pub fn locals() {
    assert_eq!(part::locals(), (6, 2));
}

/// Readers, a writer and a barrier.
pub fn readers_and_a_writer() {
    assert_eq!(part::readers_and_a_writer(), 7);
}

/// Channels with a bound.
pub fn channels() {
    assert_eq!(part::channels(), [1, 2, 3]);
}

/// Park and unpark.
pub fn parks() {
    assert!(part::parks());
}

/// A loop that waits comes to an end.
pub fn spins() {
    assert_eq!(part::spins(), 9);
    assert!(part::looks_again_and_again());
}

/// Time passes when somebody waits.
pub fn time_limits() {
    assert!((2..3).contains(&part::time_limits().as_secs()));
}

/// A caught panic poisons.
pub fn poison() {
    assert!(part::poison());
}

/// Unsized values.
pub fn unsized_values() {
    assert_eq!(part::unsized_values(), 2);
}

/// What is seldom used is there as well.
pub fn what_is_seldom_used() {
    assert!(part::what_is_seldom_used());
}

/// A panic that a join tells of is legal.
pub fn handled_panics() {
    assert_eq!(part::handled_panics(), [true; 3]);
}

/// A limit of an hour is no nap.
pub fn backstop() {
    assert!(part::backstop());
}
