//! "Did you mean": the names that are the fewest slips away.

use expect::nearest::edits;

/// Up to three of `names` that are near to what was typed, the nearest first.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    // A slip for every three letters; a name of two letters would else be near to everything.
    let most = (typed.chars().count() / 3).clamp(1, 4);
    let mut near: Vec<(usize, &str)> = Vec::new();
    for name in names {
        let slips = distance(typed, name);
        let is_near = slips <= most || (typed.len() > 3 && name.starts_with(typed));
        if is_near && !near.contains(&(slips, name)) {
            near.push((slips, name));
        }
    }
    near.sort_by_key(|(slips, _)| *slips);
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

/// `a`, `a or b`, `a, b or c`
pub fn one_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Slips of the hand from one to the other; `-` counts as `_`, and capitals as small letters.
fn distance(a: &str, b: &str) -> usize {
    let plain = |text: &str| text.replace('-', "_").to_ascii_lowercase();
    edits(&plain(a), &plain(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_near() {
        let names = ["fork_sum", "fork_hello", "echo_args", "sys", "os"];
        for typed in ["forksum", "fork-sum", "fokr_sum", "Fork_Sum", "fork_su"] {
            assert_eq!(nearest(typed, names), ["fork_sum"], "{typed}");
        }
        assert_eq!(nearest("fork", names), ["fork_sum", "fork_hello"]);
        assert_eq!(nearest("syss", names), ["sys"]);
        assert!(nearest("zzz", names).is_empty());
        assert!(nearest("", names).is_empty());
    }

    #[test]
    fn a_list_reads_as_a_sentence() {
        assert_eq!(one_of(&["a"]), "a");
        assert_eq!(one_of(&["a", "b", "c"]), "a, b or c");
    }
}
