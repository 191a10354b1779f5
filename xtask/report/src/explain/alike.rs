//! Does a line read as one that is expected?

use expect::Pattern;
use expect::session::Line;

use super::scene::Scene;
use verdict::finding::{Expected, ExpectedLine};

pub fn is_in_free_order(expected: &ExpectedLine) -> bool {
    expected.any_order || expected.stream.is_some()
}

pub fn is_written(line: &Line, expected: &ExpectedLine, scene: &Scene<'_>) -> bool {
    let reads_alike = match &expected.what {
        Expected::Literal(text) => is_exactly(&line.pattern, text, scene),
        Expected::Pattern(text) => line.pattern.show(scene.bindings) == *text,
        Expected::End => false,
    };
    expected.line == Some(line.line) && reads_alike
}

/// A pattern without open holes that reads like this.
pub fn is_exactly(pattern: &Pattern, text: &[u8], scene: &Scene<'_>) -> bool {
    pattern.fill(scene.bindings).is_ok_and(|filled| filled == text)
}

/// A pattern that matches, and not only because it matches anything.
pub fn is_this(pattern: &Pattern, text: &[u8], scene: &Scene<'_>) -> bool {
    says_something(pattern.source()) && pattern.matches(text, scene.bindings).is_some()
}

/// Is there a word outside the holes?
fn says_something(source: &str) -> bool {
    let mut depth = 0;
    source.chars().any(|letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0 && letter.is_alphanumeric()
    })
}
