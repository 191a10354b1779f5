//! Lines of a case with their names filled in.

use expect::Bindings;
use expect::session::TextLine;

/// As one text. The error is the case's.
pub fn of(lines: &[TextLine], bindings: &Bindings) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    for line in lines {
        text.extend(line.text.fill(bindings).map_err(|name| format!("nothing binds {{{name}}} yet"))?);
        if line.newline {
            text.push(b'\n');
        }
    }
    Ok(text)
}
