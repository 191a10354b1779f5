//! foo_import: a module that has something to do before its first use, and when it does it.
//!
//! ```console
//! $ foo_import
//! main: foo is in scope, and silent
//! Hi
//! I was imported as module modules_lesson::foo
//! 6
//! 15
//! ```
//!
//! Notice the order. In Python `import foo` would have run the module's body and printed the greeting first. In Rust
//! `use` is a remark to the compiler: it shortens a name and runs nothing. What must happen once is a `LazyLock` in
//! `src/foo.rs`, and the first call pays for it. The second call does not: 15, and no second greeting.
//!
//! Try this: call `f` from two threads at once. How many greetings? Then read `import_race`.

use modules_lesson::foo;

fn main() {
    println!("main: foo is in scope, and silent");
    println!("{}", foo::f(1, 2, 3));
    println!("{}", foo::f(4, 5, 6));
}
