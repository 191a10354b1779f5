//! reentrant: a lock that its owner may take again, from the crate `parking_lot`. It is free when it has been given
//! back as often as it was taken.
//!
//! ```console
//! $ reentrant
//! main has it once, another thread tries: taken
//! main has it twice, another thread tries: taken
//! main has it once, another thread tries: taken
//! main has it no more, another thread tries: got it
//! transfer and pay both lock: 7 left
//! ```
//!
//! Notice how `transfer` may call `pay`, although both lock: the thread is the same. With a Mutex this would be
//! `lock_own_twice`. std has such a lock inside (standard output is one), but not for us in stable Rust.
//!
//! And notice the `Cell`. A Mutex hands out `&mut`, because nobody else can have the value. Here the owner itself may
//! have it twice, so there is only `&`. That is the price, in every language: while `transfer` is in the middle of a
//! change, `pay` sees it half done, and no lock says so.
//!
//! *By hand* it is an owner, a count, and a place to wait: that is the exercise `threads/my_rlock`.
//!
//! Try this: let another thread call `transfer` while main has the lock once. Who has to give back, and how often?

use std::cell::Cell;
use std::thread;

use parking_lot::ReentrantMutex;

struct Account {
    balance: ReentrantMutex<Cell<i64>>,
}

impl Account {
    fn pay(&self, amount: i64) {
        let balance = self.balance.lock();
        balance.set(balance.get() - amount);
    }

    fn transfer(&self, amount: i64, fee: i64) {
        let _both = self.balance.lock(); // nobody sees the amount gone and the fee not yet
        self.pay(amount);
        self.pay(fee);
    }
}

fn main() {
    let account = Account { balance: ReentrantMutex::new(Cell::new(10)) };

    let first = account.balance.lock();
    another_tries(&account, "once");
    let second = account.balance.lock();
    another_tries(&account, "twice");
    drop(second);
    another_tries(&account, "once");
    drop(first);
    another_tries(&account, "no more");

    account.transfer(2, 1);
    println!("transfer and pay both lock: {} left", account.balance.lock().get());
}

fn another_tries(account: &Account, times: &str) {
    thread::scope(|scope| {
        scope.spawn(|| {
            let got = if account.balance.try_lock().is_some() { "got it" } else { "taken" };
            println!("main has it {times}, another thread tries: {got}");
        });
    });
}
