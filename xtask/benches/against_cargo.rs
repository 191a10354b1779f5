//! The runner against the same work done by plain cargo: `cargo bench -p xtask`.
//!
//! Everything happens in a copy of the workspace under `target/bench`. Each pair of commands is run in turn, ten times, and the
//! medians are printed with their ratio: the ratio holds on a noisy machine, the times do not. Nothing is asserted.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 10;

fn main() -> io::Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace");
    let bench = Bench::prepare(workspace)?;
    bench.first_build()?;
    bench.all_unchanged()?;
    bench.one_after_an_edit()?;
    bench.cached()?;
    Ok(())
}

/// A copy of the workspace to measure in.
struct Bench {
    copy: PathBuf,
}

impl Bench {
    fn prepare(workspace: &Path) -> io::Result<Bench> {
        let copy = workspace.join("target/bench/oslings");
        if copy.exists() {
            fs::remove_dir_all(&copy)?;
        }
        copy_tree(workspace, &copy)?;
        Ok(Bench { copy })
    }

    /// What a newcomer waits for: `cargo xtask` on a fresh clone, the registry's files already on the machine.
    fn first_build(&self) -> io::Result<()> {
        let took = self.time(self.cargo(&["xtask", "help"]))?;
        println!("first cargo xtask on a fresh clone          {}", ms(took));
        Ok(())
    }

    /// Every solution, nothing changed, nothing from the cache, against cargo's no-op build and the programs' own time.
    fn all_unchanged(&self) -> io::Result<()> {
        let check = ["xtask", "check", "--solutions", "--no-cache"];
        self.time(self.cargo(&check))?;
        let (mut ours, mut plain, mut own) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            ours.push(self.time(self.cargo(&check))?);
            plain.push(self.time(self.cargo(&self.no_op_build()?))?);
            own.push(self.programs_own_time()?);
        }
        let (ours, plain, own) = (median(ours), median(plain), median(own));
        println!("check of all, unchanged, --no-cache         {}", ms(ours));
        println!("  cargo's no-op build of the same           {}", ms(plain));
        println!("  the programs' own time on these cores     {}", ms(own));
        println!("  ratio                                     {:.2}", ours.as_secs_f64() / (plain + own).as_secs_f64());
        Ok(())
    }

    /// One solution after an edit, against `cargo build --bin` after the same edit in the same target folder.
    fn one_after_an_edit(&self) -> io::Result<()> {
        let source = self.copy.join("solutions/sys/usage_int/main.rs");
        let build = ["build", "-q", "--target-dir", "target/oslings", "-p", "sys-solutions", "--bin", "usage_int_solution"];
        let check = ["xtask", "check", "--solutions", "usage_int"];
        let original = fs::read_to_string(&source)?;
        let (mut ours, mut plain) = (Vec::new(), Vec::new());
        for run in 0..RUNS {
            fs::write(&source, format!("{original}\n// edit {run} a\nconst _: usize = {run};\n"))?;
            plain.push(self.time(self.cargo(&build))?);
            fs::write(&source, format!("{original}\n// edit {run} b\nconst _: usize = 1000 + {run};\n"))?;
            ours.push(self.time(self.cargo(&check))?);
        }
        fs::write(&source, original)?;
        let (ours, plain) = (median(ours), median(plain));
        println!("one exercise after an edit                  {}", ms(ours));
        println!("  cargo build --bin after the same edit     {}", ms(plain));
        println!("  ratio                                     {:.2}", ours.as_secs_f64() / plain.as_secs_f64());
        Ok(())
    }

    /// Nothing changed, answered from the cache; with cargo's own start and without it. And the runner's memory.
    fn cached(&self) -> io::Result<()> {
        let check = ["xtask", "check", "--solutions"];
        self.time(self.cargo(&check))?;
        let (mut through_cargo, mut directly) = (Vec::new(), Vec::new());
        for _ in 0..RUNS {
            through_cargo.push(self.time(self.cargo(&check))?);
            directly.push(self.time(self.runner(&check[1..]))?);
        }
        println!("unchanged, from the cache, as cargo xtask   {}", ms(median(through_cargo)));
        println!("  the runner alone                          {}", ms(median(directly)));
        println!("runner's peak memory, --no-cache            {} MiB", self.peak_memory_mib()?);
        Ok(())
    }

    /// cargo's build of exactly what the check builds, everything fresh.
    fn no_op_build(&self) -> io::Result<Vec<&'static str>> {
        Ok(vec!["build", "-q", "--target-dir", "target/oslings", "--bins", "-p", "*-solutions"])
    }

    /// The sum of what the cases took by themselves, spread over the cores as the runner spreads it.
    fn programs_own_time(&self) -> io::Result<Duration> {
        let json = self.copy.join("target/bench.json");
        let mut command = self.runner(&["check", "--solutions", "--no-cache", "--jobs", "1", "--json"]);
        self.time(&mut { command.arg(&json); command })?;
        let text = fs::read_to_string(&json)?;
        let total_ms: f64 = text.split("\"cases\":[").skip(1).flat_map(case_times).sum();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Ok(Duration::from_secs_f64(total_ms / 1000.0 / cores as f64))
    }

    fn peak_memory_mib(&self) -> io::Result<i64> {
        todo!()
    }
}
