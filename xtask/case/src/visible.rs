//! Bytes made visible and harmless: nothing a program printed may reach a terminal unescaped.

use std::fmt::Write;

/// Text for display: control characters and bytes that are not UTF-8 become `\x1b`-like escapes, tab becomes `→`, CR `␍`,
/// and blanks at the end of the line become `·`. Never contains an escape code or a line break.
///
/// Characters that reorder or hide text (bidi controls, ignorable ones, unusual blanks) become `\u{202e}`-like escapes.
/// What has been made visible once stays as it is the second time.
pub fn visible(line: &[u8]) -> String {
    let tail = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).map_or(0, |last| last + 1);
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for chunk in line.utf8_chunks() {
        for c in chunk.valid().chars() {
            push_char(&mut out, c, at >= tail);
            at += c.len_utf8();
        }
        for byte in chunk.invalid() {
            push(&mut out, format_args!("\\x{byte:02x}"));
        }
        at += chunk.invalid().len();
    }
    out
}

/// Bytes of a line that [`excerpt`] shows: more than fit a screen's width, and less than fill a log.
pub const MOST_SHOWN: usize = 1_000;

/// As [`visible`]; of a long line its beginning, and how much is not shown: `xxx… (999000 more bytes)`.
pub fn excerpt(line: &[u8]) -> String {
    if line.len() <= MOST_SHOWN {
        return visible(line);
    }
    let (head, rest) = line.split_at(character_start(line, MOST_SHOWN));
    format!("{}… ({} more bytes)", visible(head), rest.len())
}

/// The last place up to `at` where a character begins, if the line is text there.
pub fn character_start(line: &[u8], at: usize) -> usize {
    const LONGEST: usize = 4;
    let is_inside = |at: usize| line.get(at).is_some_and(|byte| byte & 0xc0 == 0x80);
    (at.saturating_sub(LONGEST - 1)..=at).rev().find(|at| !is_inside(*at)).unwrap_or(at)
}

fn push_char(out: &mut String, c: char, in_tail: bool) {
    match c {
        ' ' if in_tail => out.push('·'),
        '\t' => out.push('→'),
        '\r' => out.push('␍'),
        '\0'..='\x1f' | '\x7f' => push(out, format_args!("\\x{:02x}", u32::from(c))),
        _ if misleads(c) => push(out, format_args!("\\u{{{:x}}}", u32::from(c))),
        _ => out.push(c),
    }
}

/// Not seen, not what it looks like, or able to move what stands around it.
fn misleads(c: char) -> bool {
    c != ' ' && c.is_whitespace()
        || is_without_width(c)
        || matches!(c,
            '\u{80}'..='\u{9f}' // C1 controls: U+009B starts an escape code by itself
            | '\u{2028}'..='\u{2029}'
            | '\u{fff9}'..='\u{fffb}')
}

/// Takes no place in a line: Default_Ignorable_Code_Point of Unicode 18.0. Letters are among them (the Hangul fillers),
/// which a font may draw as a blank.
pub fn is_without_width(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Can this be typed and read as it is?
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| !c.is_control() && !misleads(c))
}

fn push(out: &mut String, piece: std::fmt::Arguments<'_>) {
    out.write_fmt(piece).expect("writing to a String does not fail");
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{MOST_SHOWN, excerpt, is_without_width, visible};

    #[test]
    fn a_long_line_is_cut_between_characters_and_says_so() {
        assert_eq!(excerpt("é".repeat(MOST_SHOWN / 2).as_bytes()), "é".repeat(MOST_SHOWN / 2));
        let odd = format!("x{}", "é".repeat(1_000));
        assert_eq!(excerpt(odd.as_bytes()), format!("x{}… (1002 more bytes)", "é".repeat(499)));
        assert_eq!(excerpt(&[0x80; 900_000]), format!("{}… (899000 more bytes)", "\\x80".repeat(MOST_SHOWN)));
    }

    #[test]
    fn plain_text_stays() {
        assert_eq!(visible("héllo  wörld → ok".as_bytes()), "héllo  wörld → ok");
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(visible(b"total 42 \r"), "total 42·␍");
        assert_eq!(visible(b"a\tb  "), "a→b··");
        assert_eq!(visible(b"   "), "···");
        assert_eq!(visible(b"\x1b[31mred\x07"), "\\x1b[31mred\\x07");
        assert_eq!(visible(b"ab\xff\xfec"), "ab\\xff\\xfec");
        assert_eq!(visible(b"a\nb"), "a\\x0ab");
    }

    #[test]
    fn what_takes_no_place_is_shown() {
        for c in "\u{fe0f}\u{e0100}\u{34f}\u{115f}\u{3164}\u{ffa0}\u{17b4}\u{1d173}\u{1bca0}\u{e0fff}\u{180f}".chars() {
            assert_eq!(visible(format!("a{c}b").as_bytes()), format!("a\\u{{{:x}}}b", u32::from(c)));
        }
    }

    /// These are as many as the file of Unicode 18.0 names. From 14.0 on no version has added any, so Perl's table of one
    /// of them must be the same, where there is one.
    #[test]
    fn what_takes_no_place_is_what_unicode_says() {
        let own: Vec<char> = (char::MIN..=char::MAX).filter(|c| is_without_width(*c)).collect();
        assert_eq!(own.len(), 4_174);
        let script = "use Unicode::UCD; exit 1 if Unicode::UCD::UnicodeVersion() !~ /^1[4-8]\\./; \
             for (0..0xd7ff, 0xe000..0x10ffff) { printf '%x ', $_ if chr =~ /\\p{Default_Ignorable_Code_Point}/ }";
        let Ok(output) = Command::new("perl").args(["-e", script]).output() else { return };
        if !output.status.success() {
            return;
        }
        let own: String = own.iter().map(|c| format!("{:x} ", u32::from(*c))).collect();
        assert_eq!(own, String::from_utf8(output.stdout).unwrap());
    }

    #[test]
    fn nothing_reorders_or_hides() {
        assert_eq!(
            visible("a\u{202e}b\u{9b}1m\u{2028}\u{feff}\u{a0}".as_bytes()),
            "a\\u{202e}b\\u{9b}1m\\u{2028}\\u{feff}\\u{a0}"
        );
    }
}
