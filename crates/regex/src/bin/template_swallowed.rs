//! template_swallowed: `$1st` in a template is not group 1 and "st"; it is a group called `1st`, which does not exist.
//!
//! ```console
//! $ template_swallowed
//! $1st place    gives "in  place"
//! $1-st place   gives "in 1-st place"
//! ${{1}}st place  gives "in 1st place"
//! $$1 place     gives "in $1 place"
//! ```
//!
//! Notice the first line: the number is gone. The longest run of letters, digits and `_` after the `$` is the name,
//! and a name that no group has stands for nothing, without an error. In a program that rewrites files this is how
//! data gets lost, in the middle of a line where nobody looks.
//!
//! Python refuses a group that does not exist (*invalid group reference*), but only when it comes to the template.
//!
//! Always write the braces. Clippy does not see this one.
//!
//! Try this: `replace_all` with a closure that uses `&captures["1st"]`. When is the mistake found then?
//! Compare: `re_sub`.

use anyhow::Context;
use regex::Regex;

fn main() -> anyhow::Result<()> {
    let place = Regex::new("([0-9]+) place").context("pattern")?;
    for template in ["$1st place", "$1-st place", "${1}st place", "$$1 place"] {
        println!("{template:<13} gives {:?}", place.replace_all("in 1 place", template));
    }
    Ok(())
}
