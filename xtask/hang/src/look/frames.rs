//! Where the threads are: their stacks, and the lines that the code on them comes from.

use std::collections::BTreeMap;

use super::budget::Budget;
use super::proc::{self, Syscall};
use super::watched::Watched;
use crate::code::{Files, Images, LineRow, Memory, Site, walk};
use crate::snapshot::{Activity, Frame, Holds, Pid, Process};

/// The line that took a lock is at most this many bytes of code before the guard is in its place.
const TAKEN_BYTES: u64 = 512;

/// The programs of a tree, and what was found on the stacks of their threads.
pub struct Source {
    budget: Budget,
    files: Files,
    images: BTreeMap<Pid, Images>,
    /// Of each thread, once or more.
    sites: BTreeMap<(Pid, Pid), Vec<Vec<Site>>>,
}

impl Source {
    /// Reads the programs.
    pub fn prepare(pids: &[Pid], budget: Budget) -> Source {
        let mut files = Files::default();
        let mut images = BTreeMap::new();
        for pid in pids {
            if !budget.is_used_up() {
                images.extend(Images::read(*pid, &mut files).map(|image| (*pid, image)));
            }
        }
        Source { budget, files, images, sites: BTreeMap::new() }
    }

    /// Walks the stacks of all threads that wait.
    pub fn walk(&mut self, processes: &[Process], seen: &BTreeMap<(Pid, Pid), Watched>) {
        for process in processes {
            for thread in &process.threads {
                let syscall = match (&thread.activity, seen.get(&(process.pid, thread.tid))) {
                    (Activity::Still, Some(watched)) => watched.syscall(),
                    // Where it is now, if that is where it was seen to wait.
                    _ => proc::syscall(process.pid, thread.tid),
                };
                self.walk_thread(process.pid, thread.tid, syscall);
            }
        }
    }

    /// Is it not known where this thread is?
    pub fn misses(&self, pid: Pid, tid: Pid) -> bool {
        self.sites.get(&(pid, tid)).is_none_or(|samples| samples.iter().all(Vec::is_empty))
    }

    /// Is there no time left?
    pub fn is_late(&self) -> bool {
        self.budget.is_used_up()
    }

    /// Walks the stack of a thread, once more if that was done before.
    pub fn walk_thread(&mut self, pid: Pid, tid: Pid, syscall: Syscall) {
        let (Syscall::In { address, stack_pointer, .. } | Syscall::Outside { address, stack_pointer }) = syscall else {
            return;
        };
        if self.is_late() {
            return;
        }
        if !self.images.contains_key(&pid) {
            self.images.extend(Images::read(pid, &mut self.files).map(|images| (pid, images)));
        }
        let Some((images, memory)) = self.images.get(&pid).zip(Memory::open(pid)) else { return };
        let mut sites = walk(images, &memory, address, stack_pointer);
        // It has gone on while it was looked at: then what was read may be of two moments.
        if proc::syscall(pid, tid) != syscall {
            sites.iter_mut().for_each(|site| site.is_certain = false);
        }
        self.sites.entry((pid, tid)).or_default().push(sites);
    }

    /// Looks up the lines of everything found, each file once, and hands the frames to their threads.
    pub fn name_lines(mut self, processes: &mut [Process]) {
        let sites = std::mem::take(&mut self.sites);
        let mut lines = Lines::default();
        for site in sites.values().flatten().flatten() {
            lines.want(site);
        }
        lines.look_up();
        for process in processes {
            for thread in &mut process.threads {
                let found = sites.get(&(process.pid, thread.tid)).into_iter().flatten();
                let mut all = found.map(|sites| sites.iter().map(|site| lines.frame(site)).collect());
                thread.frames = all.next().unwrap_or_default();
                thread.samples = all.collect();
            }
        }
    }
}

/// The frames at these sites of one thread.
pub fn frames(sites: &[Site]) -> Vec<Frame> {
    let mut lines = Lines::default();
    sites.iter().for_each(|site| lines.want(site));
    lines.look_up();
    sites.iter().map(|site| lines.frame(site)).collect()
}

/// The lines of several programs.
#[derive(Default)]
struct Lines<'a> {
    /// By the address of the program in our memory.
    programs: BTreeMap<usize, Program<'a>>,
}

struct Program<'a> {
    site: &'a Site,
    wanted: Vec<u64>,
    lines: BTreeMap<u64, LineRow>,
}

impl<'a> Lines<'a> {
    fn want(&mut self, site: &'a Site) {
        let new = || Program { site, wanted: Vec::new(), lines: BTreeMap::new() };
        let program = self.programs.entry(site.program_key()).or_insert_with(new);
        program.wanted.push(site.place.address);
        for stored in site.holds.iter().filter_map(|held| held.stored) {
            program.wanted.extend(stored.saturating_sub(TAKEN_BYTES)..stored);
        }
    }

    fn look_up(&mut self) {
        for program in self.programs.values_mut() {
            program.lines = program.site.place.elf.lines(std::mem::take(&mut program.wanted));
        }
    }

    fn frame(&self, site: &Site) -> Frame {
        let lines = self.programs.get(&site.program_key()).map(|program| &program.lines);
        let line = |address: u64| lines?.get(&address).filter(|line| line.line != 0);
        let plain = |line: &LineRow| (line.file.clone(), line.line);
        // The nearest line of one's own before: between it and the guard there is only what
        // `unwrap` and the like bring along.
        let taken = |stored: u64| {
            let before = (stored.saturating_sub(TAKEN_BYTES)..stored).rev();
            before.filter_map(line).find(|line| crate::source::is_own(&line.file)).map(plain)
        };
        let holds = site.holds.iter().map(|held| Holds { lock: held.lock, taken: held.stored.and_then(taken) });
        Frame {
            symbol: site.place.elf.function(site.place.address).unwrap_or_default().to_owned(),
            line: line(site.place.address).map(plain),
            is_certain: site.is_certain,
            is_behind_pause: site.is_behind_pause,
            holds: holds.collect(),
        }
    }
}
