//! What a line of source calls the thing it makes: `not_empty` in `not_empty: Condvar::new(),`.

/// The name for what is made at this column (from 1, in characters) of a line (from 1), if the source gives one.
pub fn name_at(source: &str, line: u32, column: u32) -> Option<String> {
    let lines = source.lines().collect::<Vec<_>>();
    let at = (line as usize).checked_sub(1)?;
    let text = lines.get(at)?;
    let before = text.chars().take((column as usize).checked_sub(1)?).collect::<String>();
    let after = &text[before.len()..];
    if before.trim().is_empty() {
        // A field whose `Default` is derived, or the second half of a line that was too long.
        return field(after).or_else(|| assigned(lines.get(at.checked_sub(1)?)?.trim_end()));
    }
    assigned(&before).or_else(|| first_of_line(&before))
}

/// The name of what a method is called on, at the method's column: `state` in `self.state.lock()`.
pub fn receiver_at(source: &str, line: u32, column: u32) -> Option<String> {
    let text = source.lines().nth((line as usize).checked_sub(1)?)?;
    let before = text.chars().take((column as usize).checked_sub(1)?).collect::<String>();
    last_identifier(before.trim_end().strip_suffix('.')?)
}

/// `state` in `Self { state: Arc::new(std::sync::`.
fn assigned(before: &str) -> Option<String> {
    let mut rest = before.trim_end();
    loop {
        let shorter = rest.trim_end_matches(|c: char| c == '_' || c == ':' || c.is_ascii_alphanumeric());
        // A path, or `Arc::new(` and the like around it; but the colon of `state:` is not of a path.
        if let Some(outer) = rest.strip_suffix('(') {
            rest = outer.trim_end();
            let path = rest.trim_end_matches(|c: char| c == '_' || c == ':' || c.is_ascii_alphanumeric());
            rest = path.trim_end();
        } else if rest.ends_with("::") {
            rest = shorter.trim_end();
        } else {
            break;
        }
    }
    if let Some(field) = rest.strip_suffix(':') {
        return last_identifier(field);
    }
    let left = rest.strip_suffix('=')?;
    declared(left).or_else(|| last_identifier(left))
}

/// `forks` in `let forks: Vec<_> = (0..5).map(|_| `.
fn first_of_line(before: &str) -> Option<String> {
    declared(before).or_else(|| field(before))
}

/// `x` in `let mut x: T `, `static x: T `, `let (x, y) `.
fn declared(text: &str) -> Option<String> {
    let text = text.trim_start();
    let text = text.strip_prefix("pub ").unwrap_or(text);
    let name = ["let ", "static ", "const "].iter().find_map(|keyword| text.strip_prefix(keyword))?;
    let name = name.trim_start_matches(['(', ' ']).trim_start_matches("mut ");
    identifier(name)
}

/// `x` in `x: T`.
fn field(text: &str) -> Option<String> {
    let text = text.trim_start();
    let text = text.strip_prefix("pub ").unwrap_or(text);
    let name = identifier(text)?;
    let rest = text[name.len()..].trim_start();
    (rest.starts_with(':') && !rest.starts_with("::")).then_some(name)
}

/// The identifier at the beginning.
fn identifier(text: &str) -> Option<String> {
    let name = text.chars().take_while(|&c| c == '_' || c.is_alphanumeric()).collect::<String>();
    let begins = name.chars().next().is_some_and(|c| !c.is_numeric());
    (begins && name != "_").then_some(name)
}

/// The identifier at the end.
fn last_identifier(text: &str) -> Option<String> {
    let text = text.trim_end();
    identifier(&text[text.trim_end_matches(|c: char| c == '_' || c.is_alphanumeric()).len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The name of what is made where `^` stands.
    fn name(marked: &str) -> Option<String> {
        let at = marked.find('^').unwrap();
        let line = marked[..at].lines().count() as u32;
        let column = marked[..at].lines().last().unwrap_or_default().chars().count() as u32 + 1;
        name_at(&marked.replace('^', ""), line, column)
    }

    #[test]
    fn names_of_receivers() {
        assert_eq!(receiver_at("    let s = self.state.lock().unwrap();", 1, 24).as_deref(), Some("state"));
        assert_eq!(receiver_at("    lock().unwrap();", 1, 12), None);
    }

    #[test]
    fn names_from_source() {
        let cases = [
            ("    not_empty: ^Condvar::new(),", Some("not_empty")),
            ("  Queue { cap, state: ^Mutex::new(State { closed: false }), full: Condvar::new() }", Some("state")),
            ("  Queue { cap, state: Mutex::new(State { closed: false }), full: ^Condvar::new() }", Some("full")),
            ("let counter = Arc::new(^Mutex::new(0));", Some("counter")),
            ("let counter = std::sync::Arc::new(^std::sync::Mutex::new(0));", Some("counter")),
            ("let mut a: Mutex<i32> = ^Mutex::new(0);", Some("a")),
            ("pub static TOTAL: Mutex<u32> = ^Mutex::new(0);", Some("TOTAL")),
            ("let (tx, rx) = ^mpsc::channel();", Some("tx")),
            ("let forks: Vec<_> = (0..5).map(|_| ^Mutex::new(())).collect();", Some("forks")),
            ("forks: (0..5).map(|_| ^Mutex::new(())).collect(),", Some("forks")),
            ("let consumer =\n    ^thread::spawn(move || {", Some("consumer")),
            ("    ^state: Mutex<State>,", Some("state")),
            ("self.done = ^AtomicBool::new(false);", Some("done")),
            ("    handles.push(^thread::spawn(move || {", None),
            ("    ^Mutex::new(0)", None),
        ];
        for (source, expected) in cases {
            // The line before is empty unless given.
            let source = if source.contains('\n') { source.to_owned() } else { format!("\n{source}") };
            assert_eq!(name(&source).as_deref(), expected, "{source}");
        }
    }
}
