//! Each folder of `src` is a topic: `scenarios.rs`, and programs it is for. Each program becomes a module beside its own
//! copy of the scenarios, named `TOPIC_PROGRAM`, and each of its scenarios one of the check's: `TOPIC/PROGRAM/SCENARIO`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use schedules::scenario;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let (mut modules, mut table) = (String::new(), String::new());
    for topic in sorted(Path::new("src"))?.into_iter().filter(|path| path.is_dir()) {
        let scenarios_file = fs::canonicalize(topic.join("scenarios.rs"))?;
        let scenarios = scenario::scan(&fs::read_to_string(&scenarios_file)?)
            .map_err(|error| io::Error::other(error.to_string()))?;
        for program in sorted(&topic)?.into_iter().filter(|path| !path.ends_with("scenarios.rs")) {
            let (topic, variant) = (stem(&topic), stem(&program));
            let part = fs::canonicalize(program)?;
            let _ = writeln!(
                modules,
                "mod {topic}_{variant} {{\n    #[path = {part:?}]\n    pub mod part;\n\
                 \x20   #[path = {scenarios_file:?}]\n    pub mod scenarios;\n}}"
            );
            for scenario::Scenario { name, tries, .. } in &scenarios {
                let _ = writeln!(
                    table,
                    "    Scenario {{ name: \"{topic}/{variant}/{name}\", tries: {tries:?}, \
                     run: {topic}_{variant}::scenarios::{name} }},"
                );
            }
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it for build scripts"));
    fs::write(out.join("variants.rs"), format!("{modules}\nconst SCENARIOS: &[Scenario] = &[\n{table}];\n"))
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
