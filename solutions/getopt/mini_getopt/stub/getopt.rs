//! The classical parser: short options and long ones, up to the first word that is neither.

/// What the words say.
pub struct Parsed {
    /// Name with its dashes, and argument (empty if it takes none), in the order of the command line.
    pub opts: Vec<(String, String)>,
    /// The words behind the options.
    pub args: Vec<String>,
}

/// Parses `words`. In `short` a colon follows each letter that takes an argument (`"abc:"`), in `longs` an equals sign
/// ends each name that takes one (`["cond=", "testing"]`). The error is one of the six messages; a type of your own with
/// `Display` will do as well as a `String`.
pub fn getopt(words: &[String], short: &str, longs: &[&str]) -> Result<Parsed, String> {
    let _ = (short, longs);
    // TODO: from the left, while a word is an option:
    // TODO: a cluster of short options, letter by letter;
    // TODO: a long option, its name in full or cut short.
    Ok(Parsed { opts: Vec::new(), args: words.to_vec() })
}
