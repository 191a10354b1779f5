//! The macros of `std`, but for `thread_local!`, which is ours, and for those that read a file or tell where they are
//! compiled. In a module of their own: some share their name with a module that is not the real one here.

pub use ::std::{
    assert, assert_eq, assert_ne, cfg, column, compile_error, concat, dbg, debug_assert, debug_assert_eq,
    debug_assert_ne, eprint, eprintln, format, format_args, line, matches, panic, print, println, stringify, todo,
    unimplemented, unreachable, write, writeln,
};
