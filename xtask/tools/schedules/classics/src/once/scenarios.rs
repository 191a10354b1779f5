//! What must hold for anything that is made once.

use std::thread;

use super::part::Config;

/// Two threads ask at the same time.
pub fn two_ask() {
    let config = Config::new();
    thread::scope(|scope| {
        scope.spawn(|| assert_eq!(config.get(), 42, "the value"));
        scope.spawn(|| assert_eq!(config.get(), 42, "the value"));
    });
    assert_eq!(config.made(), 1, "how often it was made");
}
