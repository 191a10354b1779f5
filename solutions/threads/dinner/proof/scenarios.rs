//! What must hold at any table.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::table::Table;

/// One wants fork and knife, the other one knife and fork.
pub fn fork_and_knife() {
    let dinner = Dinner::new(2);
    together([("kant", &|| dinner.eat(0, 1)), ("plato", &|| dinner.eat(1, 0))]);
    dinner.is_over();
}

/// The same, with pieces between and behind the two that nobody wants; each eats twice.
pub fn fork_and_spoon() {
    let dinner = Dinner::new(4);
    let twice = |one, other| {
        dinner.eat(one, other);
        dinner.eat(one, other);
    };
    together([("kant", &|| twice(0, 2)), ("plato", &|| twice(2, 0))]);
    dinner.is_over();
}

/// Three sit in a ring, with a piece between any two of them.
pub fn three_in_a_ring() {
    let dinner = Dinner::new(3);
    let (kant, plato, hegel) = (|| dinner.eat(0, 1), || dinner.eat(1, 2), || dinner.eat(2, 0));
    together([("kant", &kant), ("plato", &plato), ("hegel", &hegel)]);
    dinner.is_over();
}

/// Three sit in a ring, and one of them is hungry twice.
pub fn one_eats_twice() {
    let dinner = Dinner::new(3);
    let kant = || {
        dinner.eat(0, 1);
        dinner.eat(0, 1);
    };
    let (plato, hegel) = (|| dinner.eat(1, 2), || dinner.eat(2, 0));
    together([("kant", &kant), ("plato", &plato), ("hegel", &hegel)]);
    dinner.is_over();
}

/// Two want the same two pieces the other way round, and neither of the two is the first of the table.
pub fn not_the_first_piece() {
    let dinner = Dinner::new(4);
    together([("kant", &|| dinner.eat(1, 3)), ("plato", &|| dinner.eat(3, 1))]);
    dinner.is_over();
}

/// Two need different pieces, and each eats until the other one eats as well.
pub fn side_by_side() {
    let dinner = Dinner::new(4);
    let both_eat = Barrier::new(2);
    let meet = || {
        both_eat.wait();
    };
    let (kant, plato) = (|| dinner.eat_until(1, 0, &meet), || dinner.eat_until(2, 3, &meet));
    together([("kant", &kant), ("plato", &plato)]);
    dinner.is_over();
}

/// Two wait for a third one between them. Then they eat side by side, each until the other one eats as well.
pub fn both_neighbours_wait() {
    let dinner = Dinner::new(4);
    let middle_eats = Barrier::new(3);
    let both_eat = Barrier::new(2);
    let meet = || {
        both_eat.wait();
    };
    let middle = || {
        let until_they_come = || {
            middle_eats.wait();
        };
        dinner.eat_until(1, 2, &until_they_come);
    };
    let beside = |one, other| {
        middle_eats.wait();
        dinner.eat_until(one, other, &meet);
    };
    together([("middle", &middle), ("left", &|| beside(0, 1)), ("right", &|| beside(3, 2))]);
    dinner.is_over();
}

/// One eats with the same piece in both hands, and another one wants it too.
pub fn the_same_twice() {
    let dinner = Dinner::new(2);
    together([("kant", &|| dinner.eat(1, 1)), ("plato", &|| dinner.eat(0, 1))]);
    dinner.is_over();
}

/// A table, and which pieces are in somebody's hand, as the author sees it.
struct Dinner {
    table: Table,
    in_hand: Vec<AtomicBool>,
}

impl Dinner {
    fn new(pieces: usize) -> Dinner {
        Dinner { table: Table::new(pieces), in_hand: (0..pieces).map(|_| AtomicBool::new(false)).collect() }
    }

    fn eat(&self, one: usize, other: usize) {
        self.eat_until(one, other, &|| {});
    }

    fn eat_until(&self, one: usize, other: usize, full: &dyn Fn()) {
        let mut meals = 0;
        self.table.eat_with(one, other, || {
            meals += 1;
            self.hold(one, other, full);
        });
        assert!(meals == 1, "{} comes away from the table and has not eaten", name());
    }

    fn hold(&self, one: usize, other: usize, eat: &dyn Fn()) {
        let hands = if one == other { vec![one] } else { vec![one, other] };
        for &piece in &hands {
            let is_anothers = self.in_hand[piece].swap(true, Ordering::SeqCst);
            assert!(!is_anothers, "{} eats with piece {piece} while it is in another's hand", name());
        }
        eat();
        for piece in hands {
            self.in_hand[piece].store(false, Ordering::SeqCst);
        }
    }

    /// Everything lies on the table again.
    fn is_over(&self) {
        for piece in 0..self.in_hand.len() {
            self.eat(piece, piece);
        }
    }
}

fn name() -> String {
    thread::current().name().unwrap_or("main").to_owned()
}

/// Runs each of them in a thread of that name.
fn together<const N: usize>(works: [(&str, &(dyn Fn() + Sync)); N]) {
    thread::scope(|scope| {
        for (name, work) in works {
            thread::Builder::new().name(name.to_owned()).spawn_scoped(scope, work).expect("one more thread");
        }
    });
}
