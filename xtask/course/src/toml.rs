//! TOML with the line and column of every value, and faults that use them.

use std::path::{Path, PathBuf};

use toml_span::value::{Table, Value, ValueInner};

use super::nearest::nearest;
use super::text;
use fault::Fault;

/// A TOML file of the course.
pub struct Document {
    root: PathBuf,
    path: PathBuf,
    text: String,
}

impl Document {
    /// Reads the file; what it means is asked of [`Document::table`].
    pub fn read(root: &Path, path: &Path) -> Result<Document, Fault> {
        Ok(Document { root: root.to_path_buf(), path: path.to_path_buf(), text: text::read(root, path)? })
    }

    /// The values of the file.
    pub fn table(&self) -> Result<Value<'_>, Fault> {
        toml_span::parse(&self.text).map_err(|error| {
            let is_end = matches!(error.kind, toml_span::ErrorKind::UnexpectedEof);
            let message = if is_end { "unexpected end of the file".to_owned() } else { error.to_string() };
            self.fault(error.span.start, message)
        })
    }

    /// A fault at a byte of the file.
    pub fn fault(&self, offset: usize, message: impl Into<String>) -> Fault {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Fault::course(message).at(text::place(&self.root, &self.path, line as u32, column as u32))
    }

    /// A fault of the file as a whole.
    pub fn fault_of_file(&self, message: impl Into<String>) -> Fault {
        Fault::course(message).at(text::show(&self.root, &self.path))
    }

    /// Where a value begins, its quotation mark included.
    pub fn start(&self, value: &Value<'_>) -> usize {
        let quoted = value.as_str().is_some();
        value.span.start - usize::from(quoted && self.text[..value.span.start].ends_with(['"', '\'']))
    }
}

/// Takes values out of a table by key and collects what is wrong with them.
pub struct Fields<'a> {
    document: &'a Document,
    table: &'a Table<'a>,
    /// `limits.` for the keys of `[limits]`.
    prefix: &'static str,
    known: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl<'a> Fields<'a> {
    pub fn new(document: &'a Document, table: &'a Table<'a>, prefix: &'static str) -> Fields<'a> {
        Fields { document, table, prefix, known: Vec::new(), faults: Vec::new() }
    }

    /// The value of a key that must be there, as `read` understands it. `read` gives None for what it does not accept,
    /// which then is reported as "expected .., found ..".
    pub fn required<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&Value<'_>) -> Option<T>,
    ) -> Option<T> {
        self.must_have(key, expected);
        self.optional(key, expected, read)
    }

    /// A key that must be there.
    pub fn must_have(&mut self, key: &str, expected: &str) {
        if !self.table.contains_key(key) {
            let fault = self.document.fault_of_file(format!("{}{key}: missing; expected {expected}", self.prefix));
            self.faults.push(fault);
        }
    }

    /// The same for a key that may be absent.
    pub fn optional<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&Value<'_>) -> Option<T>,
    ) -> Option<T> {
        self.known.push(key);
        let value = self.table.get(key)?;
        let found = read(value);
        if found.is_none() {
            self.wrong(key, value, expected);
        }
        found
    }

    /// A whole number within a range. What is no number at all is told apart from one outside of the range.
    pub fn whole_number(&mut self, key: &'static str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
        self.known.push(key);
        let value = self.table.get(key)?;
        match value.as_integer() {
            Some(number) if range.contains(&number) => return Some(number),
            Some(_) => {
                let expected = format!("a whole number from {} to {}", range.start(), range.end());
                self.wrong(key, value, &expected);
            }
            None => self.wrong(key, value, "a whole number"),
        }
        None
    }

    /// The table of a key that may be absent.
    pub fn table(&mut self, key: &'static str) -> Option<&'a Table<'a>> {
        self.known.push(key);
        let value = self.table.get(key)?;
        let table = value.as_table();
        if table.is_none() {
            self.wrong(key, value, "a table");
        }
        table
    }

    /// Refuses the keys that were not asked for, and gives what was wrong.
    pub fn finish(mut self) -> Vec<Fault> {
        for key in self.table.keys().filter(|key| !self.known.contains(&key.name.as_ref())) {
            let fault = self.document.fault(key.span.start, format!("{}{}: unknown key", self.prefix, key.name));
            self.faults.push(match nearest(&key.name, self.known.iter().copied()).first() {
                Some(near) => fault.help(format!("did you mean '{near}'?")),
                None => fault.help(format!("known keys: {}", self.known.join(", "))),
            });
        }
        self.faults
    }

    fn wrong(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        let message = format!("{}{key}: expected {expected}, found {}", self.prefix, describe(value));
        self.faults.push(self.document.fault(self.document.start(value), message));
    }
}

/// A value as a message names it.
fn describe(value: &Value<'_>) -> String {
    match value.as_ref() {
        ValueInner::String(text) if text.chars().count() > 40 => {
            format!("{:?}..", text.chars().take(37).collect::<String>())
        }
        ValueInner::String(text) => format!("{text:?}"),
        ValueInner::Integer(number) => number.to_string(),
        ValueInner::Float(number) => number.to_string(),
        ValueInner::Boolean(truth) => truth.to_string(),
        ValueInner::Array(values) => format!("an array of {}", values.len()),
        ValueInner::Table(_) => "a table".to_owned(),
    }
}

/// The texts of an array that holds nothing else, none of them empty.
pub fn texts(value: &Value<'_>) -> Option<Vec<String>> {
    value.as_array()?.iter().map(filled_text).collect()
}

/// A text that is not empty.
pub fn filled_text(value: &Value<'_>) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}
