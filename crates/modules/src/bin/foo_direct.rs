//! foo_direct: who is the program, and who is a part of it? What Python asks of `__name__`.
//!
//! ```console
//! $ foo_direct
//! Hi
//! I was directly invoked, as foo_direct
//! the function is a part of modules_lesson::foo
//! Hi
//! I was imported as module modules_lesson::foo
//! 6
//! ```
//!
//! Notice that there is no question to ask. In Python a file is both, and `if __name__ == '__main__':` finds out at
//! run time which it is today. Cargo decides when it builds: files below `src/bin` become programs and have a `main`,
//! `lib.rs` becomes a library and has none. What both want goes into the library; the program is the thin part on
//! top.
//!
//! `module_path!()` is the name of the module it stands in, known to the compiler. It does not change with who calls.
//!
//! Try this: write a `fn main` into `src/foo.rs`. Is it an error, and does anybody run it?
//! Compare: `foo_twice`, which makes one file a part of both.

use modules_lesson::foo;

fn main() {
    println!("Hi");
    println!("I was directly invoked, as {}", module_path!());
    let path = std::any::type_name_of_val(&foo::f);
    println!("the function is a part of {}", path.trim_end_matches("::f"));
    println!("{}", foo::f(1, 2, 3));
}
