//! The rules of an exercise's README, and for each the wrong programs that show that it is held.
//!
//! `proof/rules.toml` names a rule by how it begins:
//!
//! ```toml
//! [rules]
//! "N is the only argument" = ["takes_any_number"]
//! ```
//!
//! A rule that no check can hold says so in the README, by the words *not checked*.

use std::collections::BTreeSet;
use std::path::Path;

use toml_span::value::{Table, Value};

use super::Proof;
use xtask::course::toml::{Document, texts};
use xtask::course::wrong::wrong_programs;
use xtask::course::{Exercise, text};
use xtask::fault::Fault;

/// What a rule says of itself if nothing can show that it is held.
const NOT_CHECKED: &str = "not checked";

/// The most that is shown of a rule, in characters.
const SHOWN: usize = 60;

/// A rule of the README.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    /// On one line.
    text: String,
    /// The names of wrong programs that break it.
    broken_by: Vec<String>,
}

/// Counts the rules that are held. One that no wrong program shows to be is a hole.
pub fn enter(root: &Path, exercise: &Exercise, proof: &mut Proof) {
    let (programs, _) = wrong_programs(root, exercise);
    let wrong = programs.into_iter().map(|program| program.name).collect();
    let (rules, holes) = rules(root, exercise, &wrong);
    let is_caught = |name: &String| proof.caught.contains(&format!("wrong/{name}"));
    proof.rules = rules.len();
    proof.rules_held = rules.iter().filter(|rule| rule.broken_by.iter().any(is_caught)).count();
    let open = rules.iter().filter(|rule| rule.broken_by.is_empty());
    proof.holes.extend(open.map(|rule| format!("no wrong program breaks this rule: {}", shown(&rule.text))));
    proof.holes.extend(holes);
}

/// The rules that are to be held, and what is wrong about the list of them. `wrong`: the names of the wrong programs.
fn rules(root: &Path, exercise: &Exercise, wrong: &BTreeSet<String>) -> (Vec<Rule>, Vec<String>) {
    let readme = match text::read(root, &exercise.folders.readme()) {
        Ok(readme) => readme,
        Err(fault) => return (Vec::new(), vec![fault.to_string()]),
    };
    let mut rules: Vec<Rule> = bullets(&readme).into_iter().map(|text| Rule { text, broken_by: Vec::new() }).collect();
    let path = exercise.folders.rules();
    if !path.exists() {
        rules.retain(|rule| !rule.text.contains(NOT_CHECKED));
        return (rules, Vec::new());
    }
    let holes = match Document::read(root, &path).and_then(|document| assign(&document, &mut rules, wrong)) {
        Ok(faults) => faults.iter().map(ToString::to_string).collect(),
        Err(fault) => vec![fault.to_string()],
    };
    rules.retain(|rule| !rule.text.contains(NOT_CHECKED));
    (rules, holes)
}

/// The bullets below a line in bold type, `**Rules**`, each on one line.
fn bullets(readme: &str) -> Vec<String> {
    let mut bullets: Vec<String> = Vec::new();
    let mut is_below = false;
    for line in readme.lines() {
        if line.starts_with("**") && line.ends_with("**") {
            is_below = true;
        } else if let Some(bullet) = line.strip_prefix("- ").filter(|_| is_below) {
            bullets.push(bullet.trim().to_owned());
        } else if let (Some(more), Some(bullet)) = (line.strip_prefix("  ").filter(|_| is_below), bullets.last_mut()) {
            bullet.push(' ');
            bullet.push_str(more.trim());
        } else {
            is_below = false;
        }
    }
    bullets
}

/// Gives each rule the programs that the list names for it; what is wrong with the list.
fn assign(document: &Document, rules: &mut [Rule], wrong: &BTreeSet<String>) -> Result<Vec<Fault>, Fault> {
    let value = document.table()?;
    let listed: Option<&Table<'_>> = value.pointer("/rules").and_then(Value::as_table);
    let listed = listed.ok_or_else(|| document.fault_of_file("expected a table [rules]"))?;
    let mut faults = Vec::new();
    for (key, value) in listed {
        let fault = |message: String| document.fault(key.span.start, message);
        let mut meant = rules.iter_mut().filter(|rule| rule.text.starts_with(key.name.as_ref()));
        let (Some(rule), None) = (meant.next(), meant.next()) else {
            faults.push(fault("expected how one rule of the README begins".to_owned()));
            continue;
        };
        match texts(value).filter(|names| !names.is_empty()) {
            Some(names) => rule.broken_by.extend(names),
            None => faults.push(fault("expected names of wrong programs, such as [\"one_wait\"]".to_owned())),
        }
        let unknown = rule.broken_by.iter().filter(|name| !wrong.contains(*name));
        faults.extend(unknown.map(|name| fault(format!("there is no wrong program '{name}'"))));
    }
    Ok(faults)
}

fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("'{}..'", text[..cut].trim_end()),
        None => format!("'{text}'"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use expect_test::expect;

    use super::{bullets, rules};
    use crate::tree::Tree;

    #[test]
    fn rules_stand_below_a_line_in_bold_type() {
        let readme = "# a: b\n\n- no rule\n\n**Rules**\n- One\n  goes on.\n- Two\n\n\
                      - no rule\n**Ends.** Not alone\n- no\n\n\
                      **Short options**\n- Three\n";
        assert_eq!(bullets(readme), ["One goes on.", "Two", "Three"]);
    }

    #[test]
    fn each_names_a_wrong_program_that_is_there() {
        let tree = Tree::with(&["sys/greet"]);
        let (readme, list) = ("exercises/sys/greet/README.md", "solutions/sys/greet/proof/rules.toml");
        let said = || {
            let course = tree.discover();
            let wrong: BTreeSet<String> = ["exit_one".to_owned(), "fixed_name".to_owned()].into();
            let (rules, holes) = rules(&tree.root, course.exercises().next().unwrap(), &wrong);
            format!("{} rules\n{}\n", rules.len(), holes.join("\n"))
        };
        assert_eq!(said(), "1 rules\n\n", "as new makes it");
        let more = "exit code 2.\n- NAME may be anything.\n- Be quick; that is not checked.\n";
        tree.replace(readme, "exit code 2.\n", more);
        let open = said();
        tree.write(
            list,
            "[rules]\n\"NAME\" = [\"nobody\"]\n\"Who\" = [\"exit_one\"]\n\"Without\" = []\n\"\" = [\"exit_one\"]\n",
        );
        let bad = said();
        tree.remove(list);
        expect![[r#"
            2 rules

            2 rules
            solutions/sys/greet/proof/rules.toml:5:1: expected how one rule of the README begins
            solutions/sys/greet/proof/rules.toml:2:2: there is no wrong program 'nobody'
            solutions/sys/greet/proof/rules.toml:3:2: expected how one rule of the README begins
            solutions/sys/greet/proof/rules.toml:4:2: expected names of wrong programs, such as ["one_wait"]
            2 rules

        "#]]
        .assert_eq(&(open + &bad + &said()));
    }
}
