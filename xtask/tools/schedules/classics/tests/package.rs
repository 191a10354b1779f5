//! The package that the runner writes builds and runs, in every edition a learner may write in.

use schedules::package::Package;
use schedules::real_std::path::{Path, PathBuf};
use schedules::real_std::process::Command;
use schedules::real_std::{env, fs, io};
use schedules::report::Report;
use schedules::scenario;

#[test]
#[ignore = "builds all that a check needs anew: half a minute of work"]
fn the_package_of_a_check() -> io::Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    let engine = source.parent().expect("it is in the folder of the engine");
    let topic = source.join("src/buffer");
    let scenarios_file = topic.join("scenarios.rs");
    let scenarios = scenario::scan(&fs::read_to_string(&scenarios_file)?).expect("they are documented");
    for (edition, program, fails) in [("2021", "right.rs", None), ("2024", "lost_wakeup.rs", Some("two_and_two"))] {
        let name = format!("check_{edition}");
        let package = Package {
            name: &name,
            module: "part",
            part: &topic.join(program),
            scenarios_file: &scenarios_file,
            scenarios: &scenarios,
            engine,
        };
        let report = build_and_run(&package, edition)?;
        assert_eq!(report.failed().map(|(line, _)| line.scenario.as_str()), fails, "{report:#?}");
    }
    Ok(())
}

fn build_and_run(package: &Package<'_>, edition: &str) -> io::Result<Report> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(package.name);
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), package.manifest(&format!("edition = {edition:?}\n")) + "\n[workspace]\n")?;
    fs::write(folder.join("src/main.rs"), package.main())?;
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("target");
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", &target)
        .status()?;
    assert!(built.success(), "{}", package.name);
    let output = Command::new(target.join("debug").join(package.name)).output()?;
    Report::parse(&String::from_utf8_lossy(&output.stdout)).map_err(io::Error::other)
}
