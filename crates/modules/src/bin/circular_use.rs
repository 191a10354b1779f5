//! circular_use: two modules that need each other.
//!
//! ```console
//! $ circular_use
//! 10 is even: true
//! 7 is odd: true
//! ```
//!
//! Notice that nothing had to be put in order. Names are resolved when all modules have been read, so it does not
//! matter who stands first. In Python `import` runs a module from top to bottom: if `odd` imports `even` while `even`
//! is still being run, it finds what `even` has defined *so far*. `import even` then works if nothing is used before
//! the end of the file; `from even import is_even` is an ImportError.
//!
//! The freedom ends at the border of a package: two crates cannot depend on each other. And it holds for what stands
//! still, functions and types. For what has to be set up, see `circular_init`.
//!
//! Try this: a `const` in `even` that is computed from a `const` in `odd`, and the other way round. What does the
//! compiler say?

mod even {
    use super::odd::is_odd;

    /// Nought is even, and so is what follows an odd number.
    pub fn is_even(number: u32) -> bool {
        number == 0 || is_odd(number - 1)
    }
}

mod odd {
    use super::even::is_even;

    /// Odd is what follows an even number.
    pub fn is_odd(number: u32) -> bool {
        number != 0 && is_even(number - 1)
    }
}

fn main() {
    println!("10 is even: {}", even::is_even(10));
    println!("7 is odd: {}", odd::is_odd(7));
}
