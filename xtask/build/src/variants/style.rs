//! What clippy and rustfmt say of scratch programs, with the course's own lints and its own format.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Variant, folder, write};
use crate::{Follow, cargo, failure, limits};
use course::text;
use fault::Fault;

/// Something that clippy or rustfmt would have otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// In the variant's folder.
    pub file: PathBuf,
    pub line: u32,
    /// Its name, such as `clippy::needless_return`; [`FORMAT`] for what rustfmt says.
    pub lint: String,
    pub said: String,
}

/// The name of what rustfmt says, beside those of lints.
pub const FORMAT: &str = "rustfmt";

/// The remarks on all variants, in their order. One that does not compile has none of clippy's.
///
/// # Errors
/// As [`crate::build`], and where clippy or rustfmt is not installed.
pub fn remarks(root: &Path, variants: &[Variant], mut follow: Follow<'_>) -> Result<Vec<Vec<Remark>>, Fault> {
    let workspace = folder(root);
    let _lock = write(root, &workspace, variants)?;
    let mut sorted = Sorted::of(root, variants);
    clippy(root, &workspace, variants.len(), &mut follow, &mut sorted)?;
    rustfmt(root, &workspace, &mut sorted)?;
    Ok(sorted.remarks)
}

/// The remarks by the variants whose folders they are about.
struct Sorted {
    folders: BTreeMap<PathBuf, usize>,
    remarks: Vec<Vec<Remark>>,
}

impl Sorted {
    fn of(root: &Path, variants: &[Variant]) -> Sorted {
        let folders = variants.iter().map(|variant| super::sources(root, variant)).zip(0..).collect();
        Sorted { folders, remarks: vec![Vec::new(); variants.len()] }
    }

    /// Enters a remark on the file of this path.
    fn push(&mut self, path: &Path, line: u32, lint: &str, said: &str) {
        let Some((folder, index)) = path.ancestors().find_map(|folder| self.folders.get_key_value(folder)) else {
            return;
        };
        let file = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
        let remark = Remark { file, line, lint: lint.to_owned(), said: said.to_owned() };
        // A module of several programs is told once for each.
        if !self.remarks[*index].contains(&remark) {
            self.remarks[*index].push(remark);
        }
    }
}

fn clippy(root: &Path, workspace: &Path, of: usize, follow: &mut Follow<'_>, sorted: &mut Sorted) -> Result<(), Fault> {
    let mut words: Vec<OsString> =
        ["clippy", "--message-format=json", "--keep-going", "--bins", "--target-dir"].map(OsString::from).to_vec();
    words.push(workspace.join("target").into());
    // The target folder may lie elsewhere than the course, whose clippy.toml counts.
    words.extend(["--config".into(), format!("env.CLIPPY_CONF_DIR = {:?}", root.to_string_lossy()).into()]);
    let said = cargo::call(workspace, &words, of, limits::USUAL, follow)?;
    if said.errors.iter().any(|line| line.starts_with("error: no such command: `clippy`")) {
        return Err(Fault::course("clippy is not installed").help("rustup component add clippy"));
    }
    failure::reject_faults(&said)?;
    for diagnostic in said.messages.iter().filter_map(|message| message.message.as_ref()) {
        let Some(place) = diagnostic.spans.iter().find(|place| place.is_primary) else { continue };
        let Some(lint) = &diagnostic.code else { continue };
        sorted.push(&workspace.join(&place.file_name), place.line_start, &lint.code, &diagnostic.message);
    }
    Ok(())
}

fn rustfmt(root: &Path, workspace: &Path, sorted: &mut Sorted) -> Result<(), Fault> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["fmt", "--all", "--", "--check", "--color", "never"]);
    // Likewise.
    if let Some(settings) = ["rustfmt.toml", ".rustfmt.toml"].map(|name| root.join(name)).iter().find(|it| it.is_file())
    {
        command.arg("--config-path").arg(settings);
    }
    let output = command.current_dir(workspace).output();
    let output =
        output.map_err(|error| Fault::course(format!("rustfmt cannot be started: {}", text::reason(&error))))?;
    let said = String::from_utf8_lossy(&output.stdout);
    let differences = differences(&said);
    if differences.is_empty() && !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().find(|line| line.to_lowercase().starts_with("error")).unwrap_or("it gives no reason");
        let fault = Fault::course(format!("rustfmt: {first}"));
        return Err(fault.help("if it is not installed: rustup component add rustfmt"));
    }
    for Difference { path, line, written } in differences {
        let said = match written {
            Some(written) => format!("expected `{}`", written.trim()),
            None => "expected nothing here".to_owned(),
        };
        sorted.push(Path::new(path), line, FORMAT, &said);
    }
    Ok(())
}

/// Where rustfmt would write something else.
#[derive(Debug, PartialEq)]
struct Difference<'a> {
    path: &'a str,
    line: u32,
    /// The first line that it would write.
    written: Option<&'a str>,
}

/// `Diff in /a/main.rs:12:`, and below it the lines from there on, those that change behind a `+` or a `-`.
fn differences(said: &str) -> Vec<Difference<'_>> {
    let mut differences: Vec<Difference<'_>> = Vec::new();
    let mut is_before_change = false;
    for text in said.lines() {
        let place = text.strip_prefix("Diff in ").and_then(|rest| rest.trim_end_matches(':').rsplit_once(':'));
        if let Some((path, Ok(line))) = place.map(|(path, line)| (path, line.parse())) {
            differences.push(Difference { path, line, written: None });
            is_before_change = true;
            continue;
        }
        let Some(last) = differences.last_mut() else { continue };
        is_before_change &= text.starts_with(' ') || text.is_empty();
        last.line += u32::from(is_before_change);
        if let Some(written) = text.strip_prefix('+') {
            last.written.get_or_insert(written);
        }
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::{Difference, differences};

    #[test]
    fn the_places_that_rustfmt_names_are_read() {
        let said = "Diff in /a: b/main.rs:1:\n fn main() {\n-  let a=1;\n+    let a = 1;\n+    let b = 1;\n }\n\
                    Diff in /a: b/queue.rs:12:\n-\n }\n";
        assert_eq!(
            differences(said),
            [
                Difference { path: "/a: b/main.rs", line: 2, written: Some("    let a = 1;") },
                Difference { path: "/a: b/queue.rs", line: 12, written: None },
            ]
        );
        assert_eq!(differences("error: expected `;`\n"), []);
    }
}
