//! The runner against the same work done by plain cargo: `cargo bench -p xtask`.
//!
//! Everything happens in a copy of the workspace in the temporary folder. Each pair of commands is run in turn, ten times,
//! and the medians are printed with their ratio: a ratio holds on a noisy machine, a time does not. Nothing is asserted.

use std::fs;
use std::io::{self, BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use nanoserde::DeJson;

const RUNS: usize = 10;

fn main() -> io::Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace");
    let bench = Bench::prepare(workspace)?;
    bench.first_build()?;
    bench.all_unchanged()?;
    bench.one_after_an_edit()?;
    bench.cached_answers()?;
    fs::remove_dir_all(&bench.copy)
}

/// A copy of the workspace to measure in.
struct Bench {
    copy: PathBuf,
    cargo: String,
}

/// As much of the JSON as is needed.
#[derive(DeJson)]
struct Results {
    results: Vec<Checked>,
}

#[derive(DeJson)]
struct Checked {
    id: String,
    wall_ms: u64,
}

impl Bench {
    fn prepare(workspace: &Path) -> io::Result<Bench> {
        let copy = std::env::temp_dir().join(format!("oslings-bench-{}", std::process::id()));
        copy_tree(workspace, &copy)?;
        Ok(Bench { copy, cargo: std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()) })
    }

    /// What a newcomer waits for: `cargo xtask` on a fresh clone, the sources of its dependencies already on the machine.
    fn first_build(&self) -> io::Result<()> {
        let took = self.time(&["xtask", "help"])?;
        println!("first cargo xtask on a fresh clone           {}", ms(took));
        Ok(())
    }

    /// Every solution, nothing changed and nothing from the cache, against cargo's no-op build and the programs' own time.
    fn all_unchanged(&self) -> io::Result<()> {
        let check = ["xtask", "check", "--solutions", "--no-cache"];
        self.time(&check)?;
        let (mut ours, mut plain, mut own) = (Vec::new(), Vec::new(), Vec::new());
        let topics = self.topics()?;
        let mut build = vec!["build", "-q", "--target-dir", "target/oslings", "--bins"];
        topics.iter().for_each(|package| build.extend(["-p", package]));
        for _ in 0..RUNS {
            ours.push(self.time(&check)?);
            plain.push(self.time(&build)?);
            own.push(self.programs_alone()?);
        }
        let (ours, plain, own) = (median(ours), median(plain), median(own));
        println!("check of all, unchanged, --no-cache          {}", ms(ours));
        println!("  plain cargo's no-op build of the same      {}", ms(plain));
        println!("  the programs' own time, on all cores       {}", ms(own));
        println!(
            "  ratio                                      {:.2}",
            ours.as_secs_f64() / (plain + own).as_secs_f64()
        );
        Ok(())
    }

    /// One exercise after an edit, as `cargo xtask check` and from a save to the verdict under `watch`, against
    /// `cargo build --bin` after such an edit.
    fn one_after_an_edit(&self) -> io::Result<()> {
        let exercise = self.copy.join("exercises/fork_wait/fork_sum/main.rs");
        let solution = fs::read_to_string(self.copy.join("solutions/fork_wait/fork_sum/main.rs"))?;
        let mut edits = 0..;
        let mut edit = || fs::write(&exercise, format!("{solution}\nconst _: Option<usize> = {:?};\n", edits.next()));
        let build = ["build", "-q", "--target-dir", "target/plain", "-p", "fork-wait-exercises", "--bin", "fork_sum"];
        let check = ["xtask", "check", "fork_sum"];
        self.time(&build)?;
        let mut watch = Watch::start(self)?;
        let (mut plain, mut ours, mut watched) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let saved = Instant::now();
            edit()?;
            watch.until_told()?;
            watched.push(saved.elapsed());
        }
        watch.stop()?;
        for _ in 0..RUNS {
            edit()?;
            plain.push(self.time(&build)?);
            edit()?;
            ours.push(self.time(&check)?);
        }
        let (plain, ours, watched) = (median(plain), median(ours), median(watched));
        let ratio = |took: Duration| took.as_secs_f64() / plain.as_secs_f64();
        println!("cargo build --bin after an edit              {}", ms(plain));
        println!("  check of the exercise after such an edit   {}  {:.2}", ms(ours), ratio(ours));
        println!("  from a save to the verdict under watch     {}  {:.2}", ms(watched), ratio(watched));
        Ok(())
    }

    /// Nothing changed, answered from the cache: with cargo's own start, and without it.
    fn cached_answers(&self) -> io::Result<()> {
        self.time(&["xtask", "check", "--solutions"])?;
        let (mut through_cargo, mut alone, mut cargo_alone) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            through_cargo.push(self.time(&["xtask", "check", "--solutions"])?);
            cargo_alone.push(self.time(&["xtask", "help"])?);
            alone.push(time(self.runner().args(["check", "--solutions"]))?);
        }
        println!("unchanged, from the cache, as cargo xtask    {}", ms(median(through_cargo)));
        println!("  cargo xtask help                           {}", ms(median(cargo_alone)));
        println!("  the runner alone                           {}", ms(median(alone)));
        println!("the runner's peak memory, --no-cache         {} MiB", self.peak_memory_mib()?);
        Ok(())
    }

    /// What the cases take by themselves, one at a time, spread over the cores as the runner spreads them.
    fn programs_alone(&self) -> io::Result<Duration> {
        let json = self.copy.join("results.json");
        let path = json.to_string_lossy();
        time(self.runner().args(["check", "--solutions", "--no-cache", "--jobs", "1", "--json", &path]))?;
        let results = Results::deserialize_json(&fs::read_to_string(&json)?).map_err(io::Error::other)?;
        let all: u64 =
            results.results.iter().filter(|checked| !checked.id.is_empty()).map(|checked| checked.wall_ms).sum();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Duration::from_millis(all) / cores as u32)
    }

    /// The largest resident set of the runner itself, without cargo's: the system's own
    /// high-water mark, read until it ends.
    fn peak_memory_mib(&self) -> io::Result<u64> {
        let mut child = quiet(self.runner().args(["check", "--solutions", "--no-cache"])).spawn()?;
        let mut peak_kib = 0;
        while child.try_wait()?.is_none() {
            let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
            let mark = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let mark = mark.and_then(|mark| mark.trim().trim_end_matches(" kB").parse().ok());
            peak_kib = peak_kib.max(mark.unwrap_or(0));
            #[expect(
                clippy::disallowed_methods,
                reason = "a sample now and then is enough for a mark that only rises"
            )]
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(peak_kib / 1024)
    }

    fn topics(&self) -> io::Result<Vec<String>> {
        let mut packages = Vec::new();
        for entry in fs::read_dir(self.copy.join("solutions"))? {
            packages.push(format!("{}-solutions", entry?.file_name().to_string_lossy().replace('_', "-")));
        }
        Ok(packages)
    }

    fn runner(&self) -> Command {
        let mut command = Command::new(self.copy.join("target/runner/xtask"));
        command.current_dir(&self.copy).env("CARGO", &self.cargo).env_remove("CARGO_TARGET_DIR");
        command
    }

    fn time(&self, arguments: &[&str]) -> io::Result<Duration> {
        time(Command::new(&self.cargo).args(arguments).current_dir(&self.copy).env_remove("CARGO_TARGET_DIR"))
    }
}

/// `cargo xtask watch fork_sum`, which tells in a pipe.
struct Watch {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watch {
    /// Watches the stub, until that is told to be unsolved.
    fn start(bench: &Bench) -> io::Result<Watch> {
        let mut command = Command::new(&bench.cargo);
        command.args(["xtask", "watch", "fork_sum"]).current_dir(&bench.copy).env_remove("CARGO_TARGET_DIR");
        let mut process = quiet(&mut command).stdout(Stdio::piped()).spawn()?;
        let lines = BufReader::new(process.stdout.take().expect("it is piped")).lines();
        let mut watch = Watch { process, lines };
        watch.until_told()?;
        Ok(watch)
    }

    /// Reads on to the line with the next verdict.
    fn until_told(&mut self) -> io::Result<()> {
        for line in &mut self.lines {
            if ["✓", "✗", "·"].iter().any(|sign| line.as_ref().is_ok_and(|line| line.starts_with(sign))) {
                return Ok(());
            }
        }
        Err(io::Error::other("watch has ended"))
    }

    fn stop(mut self) -> io::Result<()> {
        self.process.kill()?;
        self.process.wait().map(drop)
    }
}

fn quiet(command: &mut Command) -> &mut Command {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null())
}

/// The wall time of a command that must succeed.
fn time(command: &mut Command) -> io::Result<Duration> {
    let started = Instant::now();
    let status = quiet(command).status()?;
    let took = started.elapsed();
    if status.success() { Ok(took) } else { Err(io::Error::other(format!("{command:?}: {status}"))) }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> String {
    format!("{:>8.1} ms", time.as_secs_f64() * 1000.0)
}

/// The workspace without what is built and without git's folder.
fn copy_tree(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "target" || name == ".git" {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_tree(&entry.path(), &to.join(&name))?;
        } else {
            fs::copy(entry.path(), to.join(&name))?;
        }
    }
    Ok(())
}
