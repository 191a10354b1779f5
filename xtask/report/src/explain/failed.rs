//! Calls that the case makes fail: which that were, and where.

use expect::visible::excerpt;

use super::scene::Scene;
use outcome::{FailedCall, errno};
use trace::FailingCall;

/// What failed first, and how many more did; None if nothing was made to fail.
pub fn story(scene: &Scene<'_>) -> Option<String> {
    let (first, more) = scene.run.failed.split_first()?;
    let others = match more.len() {
        0 => "",
        _ => ", and so were later ones",
    };
    Some(format!("{} was made to fail with {}{others}.", named(first), errno::name(first.errno)))
}

/// `The 3rd fork, at main.rs:74,`
fn named(failed: &FailedCall) -> String {
    let is_thread = failed.call == FailingCall::Thread;
    let call = if is_thread { "start of a thread" } else { failed.call.name() };
    let line = failed.place.as_ref().and_then(|place| place.line.as_ref());
    let line = line.map(|line| format!(", {},", excerpt(line.to_string().as_bytes()))).unwrap_or_default();
    format!("The {} {call}{line}", ordinal(failed.number))
}

/// `1st`, `2nd`, `3rd`, `4th`, `11th`
fn ordinal(number: u32) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn ordinals_have_their_endings() {
        assert_eq!([1, 2, 3, 4, 11, 12, 21, 112].map(ordinal).join(" "), "1st 2nd 3rd 4th 11th 12th 21st 112th");
    }
}
