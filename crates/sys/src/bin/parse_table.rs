//! parse_table: twelve words, as Python 2's `int` reads them and as Rust's `parse` does.
//!
//! ```console
//! $ parse_table
//! word                    Python 2              Rust
//! "42"                    42                    42
//! "-5"                    -5                    -5
//! "+5"                    5                     5
//! "010"                   10                    10
//! " 12 "                  12                    InvalidDigit: invalid digit found in string
//! "0x10"                  ValueError            InvalidDigit: invalid digit found in string
//! "1_000"                 ValueError            InvalidDigit: invalid digit found in string
//! "3.5"                   ValueError            InvalidDigit: invalid digit found in string
//! "abc"                   ValueError            InvalidDigit: invalid digit found in string
//! ""                      ValueError            Empty: cannot parse integer from empty string
//! "99999999999999999999"  99999999999999999999  PosOverflow: number too large to fit in target type
//! "-9223372036854775809"  -9223372036854775809  NegOverflow: number too small to fit in target type
//! ```
//!
//! Notice the last two rows. Python changes to a type of any length and says nothing. `i64` is a promise about size,
//! so a word that breaks it is an error, with a `kind()` of its own: a program can say "too large" where it is too
//! large.
//!
//! The blanks of the fifth row are often a line's newline: what `read_line` gives ends with one, so `trim` comes first.
//!
//! Try this: parse as `u8`, then as `u64`. Which rows change? And what does `i64::from_str_radix` want for `0x10`?

/// The word, and what `int` of Python 2.7 makes of it.
const WORDS: [(&str, &str); 12] = [
    ("42", "42"),
    ("-5", "-5"),
    ("+5", "5"),
    ("010", "10"),
    (" 12 ", "12"),
    ("0x10", "ValueError"),
    ("1_000", "ValueError"),
    ("3.5", "ValueError"),
    ("abc", "ValueError"),
    ("", "ValueError"),
    ("99999999999999999999", "99999999999999999999"),
    ("-9223372036854775809", "-9223372036854775809"),
];

fn main() {
    println!("{:<23} {:<21} Rust", "word", "Python 2");
    for (word, python) in WORDS {
        let rust = match word.parse::<i64>() {
            Ok(number) => number.to_string(),
            Err(error) => format!("{:?}: {error}", error.kind()),
        };
        println!("{:<23} {python:<21} {rust}", format!("{word:?}"));
    }
}
