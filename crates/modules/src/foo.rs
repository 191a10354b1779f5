//! The slides' `foo.py`: a module with a function, and something to be done once before its first use.

use std::sync::LazyLock;

/// What the body of `foo.py` does at import. A Rust module has no body, so its first user pulls the trigger.
static BODY: LazyLock<()> = LazyLock::new(|| {
    println!("Hi");
    println!("I was imported as module {}", module_path!());
});

/// The sum of three numbers.
///
/// ```
/// assert_eq!(modules_lesson::foo::f(1, 2, 3), 6);
/// ```
pub fn f(a: i32, b: i32, c: i32) -> i32 {
    LazyLock::force(&BODY);
    a + b + c
}
