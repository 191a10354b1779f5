//! sound_package: a tree of modules, the ways to name what is in it, and what cannot be named.
//!
//! ```console
//! $ sound_package
//! full path: wav(in) -> out, then ni after 0.7 s
//! prelude:   wav(in) -> out, then ni after 0.7 s
//! prelude:   hum | hum | hum
//! ```
//!
//! The tree is `crates/modules/src/sound/`: a folder for each package, `mod.rs` where Python has `__init__.py`, a file
//! for each module. A file belongs to the tree because a `mod` line says so; one that merely lies in the folder is not
//! compiled.
//!
//! Notice that no line says "import". The whole tree is there from the start, so `sound::effects` can be named without
//! further ado; in Python `import sound` alone leaves `sound.effects` unknown. A `use` only shortens a path. And notice
//! `reverse`: Python would let anyone in who ignores an underscore. Here it is no part of the language one can write
//! outside `effects`.
//!
//! Try this: write `sound::effects::reverse::reversed("abc")` here and read the error. Then make it `pub(crate)` there.

use modules_lesson::sound;
use modules_lesson::sound::effects::prelude::*;

fn main() {
    println!("full path: {}", sound::effects::echo::echofilter("in", "out", 0.7));
    println!("prelude:   {}", echofilter("in", "out", 0.7));
    println!("prelude:   {}", surround("hum", 3));
}
