//! What the holes of an expected line stand for, in words.

/// Holes that are explained; a line with more is explained by its first ones.
const MOST: usize = 3;

/// `{pid:pid} is a process id, {:0..255} a number from 0 to 255.` None if there are no open holes.
pub fn legend(pattern: &str) -> Option<String> {
    let mut meanings: Vec<(String, String)> = Vec::new();
    for hole in holes(pattern) {
        let meaning = meaning(hole);
        if !meanings.iter().any(|(known, _)| known == hole) && meanings.len() < MOST {
            meanings.push((hole.to_owned(), meaning));
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
    use super::legend;

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
