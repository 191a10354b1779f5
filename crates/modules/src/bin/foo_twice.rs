//! foo_twice: one file is made a module of the library and of the program, and becomes two modules.
//!
//! ```console
//! $ foo_twice
//! foo_twice::counter::count       1
//! foo_twice::counter::count       2
//! modules_lesson::counter::count  1
//! ```
//!
//! Notice the third line. There are two numbers, though there is one file. A `mod` line says *compile this file here,
//! as a part of me*; it has been said twice, here and in `lib.rs`. Everything in it exists twice: statics, and types
//! too, which the compiler then tells apart ("expected `Config`, found a different `Config`").
//!
//! Python's form of this bug is a script that imports itself by its own name, or through another module: its body runs
//! twice, once as `__main__` and once as `foo`.
//!
//! The repair is to say `mod` in one place and `use` in all others: `use modules_lesson::counter;`.
//!
//! Try this: make that repair. What does the third line say now?

#[path = "../counter.rs"] // the mistake: the library has this file already
mod counter;

use std::any::type_name_of_val;

fn main() {
    println!("{:<31} {}", type_name_of_val(&counter::count), counter::count());
    println!("{:<31} {}", type_name_of_val(&counter::count), counter::count());

    let of_the_library = modules_lesson::counter::count;
    println!("{:<31} {}", type_name_of_val(&of_the_library), of_the_library());
}
