//! What must hold for any two accounts.

use std::thread;

use super::part::{Account, transfer};

/// Money goes both ways at once.
pub fn both_ways() {
    let (ours, theirs) = (Account::new(0, 100), Account::new(1, 100));
    thread::scope(|scope| {
        let there = || transfer(&ours, &theirs, 30);
        let back = || transfer(&theirs, &ours, 20);
        thread::Builder::new().name("there".into()).spawn_scoped(scope, there).unwrap();
        thread::Builder::new().name("back".into()).spawn_scoped(scope, back).unwrap();
    });
    assert_eq!((ours.balance(), theirs.balance()), (90, 110), "no money is lost");
}
