//! dinner: lays the table of `table.rs` and sends people to it, for real. It needs no change.

mod table;

use std::env;
use std::io;
use std::process::ExitCode;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use table::Table;

fn main() -> ExitCode {
    let words = env::args_os().skip(1).map(|word| word.to_str()?.parse().ok());
    match words.collect::<Option<Vec<usize>>>().as_deref() {
        Some(&[diners, meals]) if (2..=16).contains(&diners) && (1..=1000).contains(&meals) => {
            alone(meals);
            side_by_side();
            in_a_ring(diners, meals);
            two_wait();
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("usage: dinner DINERS MEALS   (DINERS from 2 to 16, MEALS from 1 to 1000)");
            ExitCode::from(2)
        }
    }
}

/// A table for one: the only piece lies on both sides of the plate.
fn alone(meals: usize) {
    let table = Table::new(1);
    let eaten = AtomicUsize::new(0);
    for _ in 0..meals {
        table.eat_with(0, 0, || {
            eaten.fetch_add(1, Ordering::Relaxed);
        });
    }
    println!("alone, with one piece in both hands: {} of {meals} meals", eaten.into_inner());
}

/// Four pieces are enough for two. Each eats until the other one eats as well.
fn side_by_side() {
    let table = Table::new(4);
    let both_eat = Barrier::new(2);
    let meet = || {
        both_eat.wait();
    };
    thread::scope(|scope| {
        scope.spawn(|| table.eat_with(0, 1, meet));
        scope.spawn(|| table.eat_with(3, 2, meet));
    });
    println!("two with two pieces each eat at the same time");
}

/// As many pieces as diners. Each takes the one on the left, and the one on the right is the neighbour's left one.
fn in_a_ring(diners: usize, meals: usize) {
    let table = Table::new(diners);
    let pieces = Pieces::new(diners);
    let eaten = AtomicUsize::new(0);
    let start = Barrier::new(diners);
    thread::scope(|scope| {
        for left in 0..diners {
            let (table, pieces, eaten, start) = (&table, &pieces, &eaten, &start);
            scope.spawn(move || {
                let right = (left + 1) % diners;
                start.wait();
                for meal in 0..meals {
                    table.eat_with(left, right, || {
                        pieces.hold(left, right, || {
                            if meal.is_multiple_of(50) {
                                thread::yield_now(); // an invitation to whoever does not wait
                            }
                        });
                        eaten.fetch_add(1, Ordering::Relaxed);
                    });
                }
            });
        }
    });
    println!("{diners} in a ring: {} of {} meals", eaten.into_inner(), diners * meals);
    println!("a piece in two hands: {} times", pieces.shared.into_inner());
}

/// Kant and Plato come while main eats. Each finds one piece on the table, and waits for the other one.
fn two_wait() {
    let table = &Table::new(4);
    thread::scope(|scope| {
        table.eat_with(1, 2, || {
            println!("main eats, kant and plato come: press Enter");
            for (name, one, other) in [("kant", 0, 1), ("plato", 2, 3)] {
                let eat = move || table.eat_with(one, other, || println!("{name} eats"));
                thread::Builder::new().name(name.into()).spawn_scoped(scope, eat).expect("one more thread");
            }
            until_enter();
        });
    });
}

/// The end of the input will do as well.
fn until_enter() {
    io::stdin().read_line(&mut String::new()).expect("standard input");
}

/// Who holds what, as it is.
struct Pieces {
    in_use: Vec<AtomicBool>,
    shared: AtomicUsize,
}

impl Pieces {
    fn new(count: usize) -> Pieces {
        Pieces { in_use: (0..count).map(|_| AtomicBool::new(false)).collect(), shared: AtomicUsize::new(0) }
    }

    fn hold(&self, one: usize, other: usize, eat: impl FnOnce()) {
        for piece in [one, other] {
            if self.in_use[piece].swap(true, Ordering::SeqCst) {
                self.shared.fetch_add(1, Ordering::Relaxed);
            }
        }
        eat();
        for piece in [one, other] {
            self.in_use[piece].store(false, Ordering::SeqCst);
        }
    }
}
