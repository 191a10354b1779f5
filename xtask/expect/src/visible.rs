//! Bytes made visible and harmless: nothing a program printed may reach a terminal unescaped.

/// Text for display: control characters and bytes that are not UTF-8 become `\x1b`-like escapes, tab becomes `→`, CR `␍`, and blanks at
/// the end of the line become `·`. Never contains an escape code or a line break.
pub fn visible(line: &[u8]) -> String {
    let _ = line;
    todo!()
}
