//! exercise.toml.

use std::path::Path;

use toml_span::value::Value;

use super::did::{self, Stated};
use super::folders::Folders;
use super::items::Items;
use super::schedules::{self, Scheduled};
use super::toml::{Document, Fields, filled_text, texts};
use fault::Fault;
use outcome::Limits;

/// What an exercise.toml says.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    pub title: String,
    pub points: u32,
    pub order: u32,
    pub covers: Vec<String>,
    /// Sources that the student leaves as they are, by their names.
    pub given: Vec<String>,
    /// Words that the student's sources may not have.
    pub forbids: Vec<String>,
    /// What must have happened in every case that runs it.
    pub did: Stated,
    pub limits: Limits,
    /// A part that is also tried under many schedules.
    pub scheduled: Option<Scheduled>,
}

/// Reads the exercise.toml of an exercise. Where the course lists items, it names some of them.
///
/// # Errors
/// Everything that is wrong with it, each with its place.
pub fn read(root: &Path, folders: &Folders, items: Option<&Items>) -> Result<Settings, Vec<Fault>> {
    let document = Document::read(root, &folders.settings()).map_err(|fault| vec![fault])?;
    let value = document.table().map_err(|fault| vec![fault])?;
    let Some(table) = value.as_table() else { return Err(vec![document.fault(0, "expected keys and values")]) };
    let mut fields = Fields::new(&document, table, "");

    let title = fields.required("title", "a text", filled_text);
    fields.must_have("points", "a whole number from 1 to 100");
    let points = fields.whole_number("points", 1..=100);
    fields.must_have("order", "a whole number, the place within the topic");
    let order = fields.whole_number("order", 1..=9_999);
    let ids = "ids of items, such as [\"S2-98\"]";
    if items.is_some() {
        fields.must_have("covers", ids);
    }
    let covers = fields.optional("covers", ids, |value| texts(value).filter(|ids| !ids.is_empty()));
    let own = schedules::own_file(table.get("schedules").and_then(Value::as_table));
    let expected = format!("names of .rs files other than {own}, such as [\"proof.rs\"]");
    let given = fields.optional("given", &expected, |value| given_names(value, &own)).unwrap_or_default();
    let forbids = fields.optional("forbids", "words, such as [\"set_var\"]", words).unwrap_or_default();
    fields.optional("did", "claims, such as [\"forks 4\", \"waits for all\"]", texts);
    fields.optional("allows", "[\"busy-wait\"] or [\"programs\"]", texts);
    let limits_table = fields.table("limits");
    let schedules_table = fields.table("schedules");
    let mut faults = fields.finish();

    if let Some(items) = items {
        faults.extend(unknown_items(&document, table.get("covers"), items));
    }
    faults.extend(undelivered(&document, table.get("given"), &own, folders));
    let did = did::read(&document, table.get("did"), table.get("allows")).map_err(|found| faults.extend(found));
    let scheduled = schedules::read(&document, schedules_table, root, folders).map_err(|found| faults.extend(found));
    let mut limits = Limits::default();
    if let Some(table) = limits_table {
        let mut fields = Fields::new(&document, table, "limits.");
        read_limits(&mut fields, &mut limits);
        faults.extend(fields.finish());
    }
    match (title, points, order, did, scheduled) {
        (Some(title), Some(points), Some(order), Ok(did), Ok(scheduled)) if faults.is_empty() => {
            let (points, order, covers) = (points as u32, order as u32, covers.unwrap_or_default());
            Ok(Settings { title, points, order, covers, given, forbids, did, limits, scheduled })
        }
        _ => Err(faults),
    }
}

fn unknown_items(document: &Document, covers: Option<&Value<'_>>, items: &Items) -> Vec<Fault> {
    let ids = covers.and_then(Value::as_array).into_iter().flatten();
    let unknown = ids.filter(|id| id.as_str().is_some_and(|text| items.get(text).is_none()));
    unknown
        .map(|id| {
            let message = format!("covers: there is no item {:?}", id.as_str().unwrap_or_default());
            document.fault(document.start(id), message).help("the items are listed in docs/items.tsv")
        })
        .collect()
}

/// Names, each of which is one word of a source.
fn words(value: &Value<'_>) -> Option<Vec<String>> {
    let is_word = |text: &String| !text.is_empty() && text.chars().all(|c| c == '_' || c.is_alphanumeric());
    texts(value).filter(|words| words.iter().all(is_word))
}

/// All but the file that is the student's own.
fn given_names(value: &Value<'_>, own: &str) -> Option<Vec<String>> {
    texts(value).filter(|names| names.iter().all(|name| name != own && name.ends_with(".rs")))
}

/// What is given but has no original to bring it back from.
fn undelivered(document: &Document, given: Option<&Value<'_>>, own: &str, folders: &Folders) -> Vec<Fault> {
    if !folders.has_solutions() {
        return Vec::new();
    }
    let names = given.and_then(|value| given_names(value, own)).unwrap_or_default();
    let values = given.and_then(Value::as_array).into_iter().flatten();
    let missing = values.zip(names).filter(|(_, name)| !folders.original(name).is_file());
    let fault = |(value, name)| {
        document.fault(document.start(value), format!("given: there is no {name:?} beside the solution"))
    };
    missing.map(fault).collect()
}

fn read_limits(fields: &mut Fields<'_>, limits: &mut Limits) {
    let size = |fields: &mut Fields<'_>, key| fields.optional(key, "a size such as \"64MiB\"", as_bytes);
    let time_ms = fields.optional("time", "a time from 10ms to 10m, such as \"5s\" or \"300ms\"", as_milliseconds);
    let memory_bytes = size(fields, "memory");
    let output_bytes = size(fields, "output");
    let processes = fields.whole_number("processes", 1..=4_096);
    let files = fields.whole_number("files", 8..=65_536);
    limits.time_ms = time_ms.unwrap_or(limits.time_ms);
    limits.memory_bytes = memory_bytes.unwrap_or(limits.memory_bytes);
    limits.output_bytes = output_bytes.unwrap_or(limits.output_bytes);
    limits.processes = processes.map_or(limits.processes, |number| number as u32);
    limits.files = files.map_or(limits.files, |number| number as u64);
}

fn as_milliseconds(value: &Value<'_>) -> Option<u64> {
    let (number, unit) = split_unit(value.as_str()?)?;
    let scale = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        _ => return None,
    };
    number.checked_mul(scale).filter(|ms| (10..=600_000).contains(ms))
}

fn as_bytes(value: &Value<'_>) -> Option<u64> {
    let (number, unit) = split_unit(value.as_str()?)?;
    let scale = match unit {
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        _ => return None,
    };
    number.checked_mul(scale).filter(|bytes| (1..=64 << 30).contains(bytes))
}

/// `512MiB` -> (512, "MiB")
fn split_unit(text: &str) -> Option<(u64, &str)> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    Some((number.parse().ok()?, unit))
}
