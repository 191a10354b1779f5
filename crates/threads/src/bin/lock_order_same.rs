//! lock_order_same: plato and kant both take the fork first and then the knife. Compare `lock_order_opposite`.
//!
//! ```console
//! $ lock_order_same
//! plato has eaten 1000 times
//! kant has eaten 1000 times
//! the fork was used 2000 times, the knife 2000 times
//! ```
//!
//! Notice that nothing was added but an order: who has the fork may wait for the knife, and nobody who has the knife
//! ever waits for the fork. So whoever holds the last lock can always go on, and in the end everybody can.
//!
//! In a real program the locks have no names; then the order is a number: the account's, the directory's inode, in need
//! the address. Write the order down where the locks are declared.
//!
//! Locals are dropped in reverse, so the knife is put back first: the lab sheet's second rule, for free. (For deadlocks
//! it would not matter; it does for what others see in between.)
//!
//! No deadlock is not the same as a fair share: see `counter_starved`.
//!
//! Try this: let each eat with the pieces in its own order, but sort them by address in `dine`.

use std::sync::{Mutex, PoisonError};
use std::thread;

#[derive(Default)]
struct Table {
    /// Taken first.
    fork: Mutex<u32>,
    /// Taken second.
    knife: Mutex<u32>,
}

fn main() {
    let table = Table::default();
    let (plato, kant) = thread::scope(|scope| {
        let plato = scope.spawn(|| dine(&table));
        let kant = scope.spawn(|| dine(&table));
        (plato.join().expect("plato cannot panic"), kant.join().expect("kant cannot panic"))
    });
    println!("plato has eaten {plato} times");
    println!("kant has eaten {kant} times");

    let forks = table.fork.into_inner().unwrap_or_else(PoisonError::into_inner);
    let knives = table.knife.into_inner().unwrap_or_else(PoisonError::into_inner);
    println!("the fork was used {forks} times, the knife {knives} times");
}

fn dine(table: &Table) -> u32 {
    for _ in 0..1000 {
        let mut fork = table.fork.lock().unwrap_or_else(PoisonError::into_inner);
        let mut knife = table.knife.lock().unwrap_or_else(PoisonError::into_inner);
        *fork += 1;
        *knife += 1;
    }
    1000
}
