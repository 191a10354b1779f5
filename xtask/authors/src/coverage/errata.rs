//! The documents' mistakes: each is told in a table of some lesson, `| E28 | what they say | what is true |`.

use std::collections::BTreeSet;
use std::fs;

use xtask::course::Course;
use xtask::fault::Fault;

/// They are called E01 to E94, but for a few that turned out to be none.
const LAST: usize = 94;
const NONE_AFTER_ALL: [usize; 4] = [30, 31, 67, 76];

/// A fault for each that no page tells, and for each row that is none.
pub fn untold(course: &Course) -> Vec<Fault> {
    let pages = course.topics.iter().map(|topic| format!("crates/{}/README.md", topic.name));
    let told = pages.map(|path| (fs::read_to_string(course.root.join(&path)).unwrap_or_default(), path));
    let numbers = (1..=LAST).filter(|number| !NONE_AFTER_ALL.contains(number));
    let mut known: BTreeSet<String> = numbers.map(|number| format!("E{number:02}")).collect();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (page, path) in told {
        for id in rows(&page) {
            if known.remove(&id) {
                seen.insert(id);
            } else if !seen.contains(&id) {
                faults.push(Fault::course(format!("there is no erratum {id}")).at(path.clone()));
            }
        }
    }
    faults.extend(known.iter().map(|id| Fault::course(format!("no lesson tells erratum {id}")).at("crates")));
    faults
}

/// The ids in the first column of a page's tables; several may share a row: `| E61, E62 |`.
fn rows(page: &str) -> Vec<String> {
    let first = |line: &str| Some(line.strip_prefix('|')?.split_once('|')?.0.trim().to_owned());
    let cells: Vec<String> = page.lines().filter_map(first).collect();
    let ids = cells.iter().flat_map(|cell| cell.split([',', ' '])).filter(|word| is_id(word));
    ids.map(str::to_owned).collect()
}

fn is_id(word: &str) -> bool {
    word.strip_prefix('E').is_some_and(|number| number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stand_in_the_first_column() {
        let page = "| | says | true |\n|---|---|---|\n| E61, E62 | x | y |\n| signal E63 | z |\nE64\n| EOF | a |\n";
        assert_eq!(rows(page), ["E61", "E62", "E63"]);
    }
}
