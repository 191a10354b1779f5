//! import_star: what `use .. ::*` brings in, and who wins when a name comes twice.
//!
//! ```console
//! $ import_star
//! effects::*, a module of it: modules_lesson::sound::effects::surround::surround
//! prelude::*, a function:     modules_lesson::sound::effects::surround::surround
//! twice, by a star and here:  import_star::echofilter
//! the hidden one, in full:    modules_lesson::sound::effects::echo::echofilter
//! ```
//!
//! Notice the third line. `echofilter` comes with the prelude, and a function of that name stands below. No error, no
//! warning: what is written out beats what comes with a star. So a library may add a name to its prelude and break
//! nobody. In Python the later of the two wins, whichever that is. Two stars that bring the same name are an error, but
//! only where the name is used: `src/sound/mod.rs` shows it in a test that must not compile.
//!
//! In Python a package's submodules do not come with the star unless `__all__` lists them, since that would mean to
//! find all of them and run them. Here the public ones come, because nothing runs; but a star goes one level deep, so
//! what is *in* them does not. A `prelude` is the list that `__all__` is: written by the author, with what most
//! people need. Unlike `__all__` it can't name what isn't there, or what is private.
//!
//! Try this: remove `echofilter` below. Then ask for `reverse::reversed`, which `effects` keeps to itself.

use std::any::type_name_of_val as path_of;

use modules_lesson::sound::effects::prelude::*; // the author's list: echofilter and surround
use modules_lesson::sound::effects::*; // the public items of one level: echo, prelude and surround, three modules

/// Beats the one from the prelude.
fn echofilter(_input: &str) -> &'static str {
    "silence"
}

fn main() {
    println!("effects::*, a module of it: {}", path_of(&surround::surround));
    println!("prelude::*, a function:     {}", path_of(&surround));
    println!("twice, by a star and here:  {}", path_of(&echofilter));
    println!("the hidden one, in full:    {}", path_of(&echo::echofilter));
}
