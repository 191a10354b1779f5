//! What the compiler says, cut to what matters: its first error whole, the others counted.

use display::styled::{Block, Styled};
use expect::colours::only_colours;
use outcome::BuildFailure;

/// The first error, and how many more there are.
pub fn explain(failure: &BuildFailure) -> Styled {
    let mut styled = Styled::new();
    styled.push(Block::Coloured(only_colours(failure.first_error.trim_end())));
    if failure.more_errors > 0 {
        styled.blank();
    }
    match failure.more_errors {
        0 => {}
        1 => styled.prose("and 1 more error"),
        more => styled.prose(format!("and {more} more errors")),
    }
    styled
}
