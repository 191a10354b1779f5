//! Lines with holes: what the holes stand for, and how far a line fits.

use expect::{Bindings, Pattern};

use verdict::finding::{Expected, ExpectedLine};

/// Holes that are explained; a line with more is explained by its first ones.
const MOST: usize = 3;

/// What the holes that are shown stand for. None if there are none: names that are bound are shown filled in.
pub fn legend(expected: &ExpectedLine) -> Option<String> {
    let Expected::Pattern(pattern) = &expected.what else { return None };
    sentence(holes(pattern).into_iter().map(|hole| (hole.to_owned(), meaning(hole))).collect())
}

/// How many bytes of the line fit the beginning of the pattern.
pub fn first_difference(pattern: &Pattern, got: &[u8], names: &Bindings) -> usize {
    const REST: &str = "rest_of_the_line";
    let source = pattern.source();
    let fits = |until: usize| {
        let beginning = Pattern::parse(&format!("{}{{{REST}:..}}", &source[..until])).ok()?;
        let rest = beginning.matches(got, names)?.remove(REST)?;
        got.len().checked_sub(rest.len())
    };
    places_outside_holes(source).into_iter().rev().find_map(fits).unwrap_or(0)
}

/// Where a pattern can be cut.
fn places_outside_holes(source: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut rest = source;
    while !rest.is_empty() {
        places.push(source.len() - rest.len());
        let step = if rest.starts_with("{{") || rest.starts_with("}}") {
            2
        } else if rest.starts_with('{') {
            rest.find('}').map_or(rest.len(), |close| close + 1)
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        rest = &rest[step..];
    }
    places.push(source.len());
    places
}

/// `{pid:pid} stands for a process id, {:0..255} for a number from 0 to 255.`
fn sentence(all: Vec<(String, String)>) -> Option<String> {
    let mut meanings: Vec<(String, String)> = Vec::new();
    for one in all {
        if !meanings.contains(&one) && meanings.len() < MOST {
            meanings.push(one);
        }
    }
    let (first, others) = meanings.split_first()?;
    let mut legend = format!("{{{}}} stands for {}", first.0, first.1);
    for (hole, meaning) in others {
        legend.push_str(&format!(", {{{hole}}} for {meaning}"));
    }
    legend.push('.');
    Some(legend)
}

/// The insides of the braces; doubled ones are literal.
fn holes(pattern: &str) -> Vec<&str> {
    let mut holes = Vec::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        rest = &rest[open + 1..];
        if let Some(after) = rest.strip_prefix('{') {
            rest = after;
            continue;
        }
        let Some(close) = rest.find('}') else { break };
        holes.push(&rest[..close]);
        rest = &rest[close + 1..];
    }
    holes
}

fn meaning(hole: &str) -> String {
    let kind = hole.split_once(':').map_or(hole, |(_, kind)| kind);
    let known = match kind {
        "int" => "a whole number",
        "float" => "a number",
        "word" => "a word",
        "port" => "a port",
        "pid" => "a process id",
        "path" => "a path",
        ".." => "any text",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    if let Some(regex) = kind.strip_prefix('/').and_then(|kind| kind.strip_suffix('/')) {
        return format!("what the pattern {regex} matches");
    }
    if let Some((from, to)) = kind.split_once("..") {
        return format!("a number from {from} to {to}");
    }
    match kind.split('|').collect::<Vec<_>>().as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => "a word".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use expect::{Bindings, Pattern};

    use super::{holes, meaning, sentence};

    fn legend(pattern: &str) -> Option<String> {
        sentence(holes(pattern).into_iter().map(|hole| (hole.to_owned(), meaning(hole))).collect())
    }

    #[test]
    fn a_line_fits_up_to_its_first_difference() {
        let fits = |pattern: &str, got: &str| {
            let names = Bindings::from([("pid".to_owned(), b"812".to_vec())]);
            super::first_difference(&Pattern::parse(pattern).unwrap(), got.as_bytes(), &names)
        };
        assert_eq!(fits("child {pid} ended with {code:0..255}", "child 812 ended with 256"), 23);
        assert_eq!(fits("child {pid} ended", "child 813 ended"), 6);
        assert_eq!(fits("{{a}} {n:int}!", "{a} 7?"), 5);
        assert_eq!(fits("{:..} x", "no"), 2);
        assert_eq!(fits("é{n:int}", "éx"), 2);
    }

    #[test]
    fn holes_in_words() {
        assert_eq!(
            legend("child {pid:pid} ended with {code:0..255}").unwrap(),
            "{pid:pid} stands for a process id, {code:0..255} for a number from 0 to 255."
        );
        assert_eq!(legend("{c:red|green|blue}").unwrap(), "{c:red|green|blue} stands for red, green or blue.");
        assert_eq!(legend("{..}{..}").unwrap(), "{..} stands for any text.");
        assert_eq!(legend("{pid} {who}").unwrap(), "{pid} stands for a process id, {who} for a word.");
        assert_eq!(legend("{{literal}}"), None);
    }
}
