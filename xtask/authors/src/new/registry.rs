//! The list of the exercises' `check.rs` files, as a file of the runner.

use std::path::{Path, PathBuf};

use xtask::course::folders::EXERCISES;
use xtask::course::{self, Folders, Topics, text};
use xtask::fault::Fault;

/// Where it stands, from the root on.
const PATH: &str = "xtask/verdict/src/checks.rs";

/// rustfmt's max_width: what fits stays on one line.
const WIDTH: usize = 120;

/// The file and what it must hold; None in a tree without a runner.
pub fn expected(root: &Path, topics: &Topics) -> Result<Option<(PathBuf, String)>, Fault> {
    let path = root.join(PATH);
    if !path.parent().is_some_and(Path::is_dir) {
        return Ok(None);
    }
    let mut ids = Vec::new();
    for topic in topics.names() {
        for folder in course::exercise_folders(root, EXERCISES, topic)? {
            let slug = text::name_of(&folder);
            if Folders::of(root, topic, &slug).check_functions().is_file() {
                ids.push((topic, slug));
            }
        }
    }
    Ok(Some((path, source(&ids))))
}

/// The source, as rustfmt would have it.
fn source(ids: &[(&str, String)]) -> String {
    let mut modules: Vec<(String, String)> = ids
        .iter()
        .map(|(topic, slug)| (format!("{topic}_{slug}"), format!("../../../exercises/{topic}/{slug}/cases/check.rs")))
        .collect();
    // rustfmt sorts modules by name.
    modules.sort();
    let modules: String = modules.iter().map(|(name, path)| format!("#[path = \"{path}\"]\nmod {name};\n")).collect();
    let entries: Vec<String> =
        ids.iter().map(|(topic, slug)| format!("(\"{topic}/{slug}\", {topic}_{slug}::CHECKS)")).collect();
    let head = "pub const CHECKS: &[(&str, &[(&str, CheckFn)])] = &[";
    let on_one_line = format!("{head}{}];", entries.join(", "));
    let list = match on_one_line.len() {
        ..=WIDTH => on_one_line,
        _ => format!("{head}\n{}];", entries.iter().map(|entry| format!("    {entry},\n")).collect::<String>()),
    };
    let gap = if modules.is_empty() { "" } else { "\n" };
    format!(
        "//! The `@check` functions of all exercises, by `topic/slug`. `cargo xtask new` writes this file.\n\n\
         use super::recorded::CheckFn;\n{gap}{modules}\n/// Each exercise's own `CHECKS`, from its `check.rs`.\n{list}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_well() {
        let ids = [("threads", "parallel_sum".to_owned()), ("sync", "semaphore".to_owned())];
        expect_test::expect![[r#"
            //! The `@check` functions of all exercises, by `topic/slug`. `cargo xtask new` writes this file.

            use super::recorded::CheckFn;

            #[path = "../../../exercises/sync/semaphore/cases/check.rs"]
            mod sync_semaphore;
            #[path = "../../../exercises/threads/parallel_sum/cases/check.rs"]
            mod threads_parallel_sum;

            /// Each exercise's own `CHECKS`, from its `check.rs`.
            pub const CHECKS: &[(&str, &[(&str, CheckFn)])] = &[
                ("threads/parallel_sum", threads_parallel_sum::CHECKS),
                ("sync/semaphore", sync_semaphore::CHECKS),
            ];
        "#]]
        .assert_eq(&source(&ids));
        expect_test::expect![[r#"
            //! The `@check` functions of all exercises, by `topic/slug`. `cargo xtask new` writes this file.

            use super::recorded::CheckFn;

            /// Each exercise's own `CHECKS`, from its `check.rs`.
            pub const CHECKS: &[(&str, &[(&str, CheckFn)])] = &[];
        "#]]
        .assert_eq(&source(&[]));
    }
}
