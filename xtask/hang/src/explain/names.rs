//! What processes and threads are called.

use std::collections::BTreeMap;

use crate::snapshot::{Life, Pid, Process, Snapshot, Thread};

/// The names of all processes and threads in a snapshot.
pub struct Names {
    processes: BTreeMap<Pid, String>,
    threads: BTreeMap<Pid, String>,
}

impl Names {
    pub fn of(snapshot: &Snapshot) -> Names {
        let processes: BTreeMap<Pid, String> =
            snapshot.processes.iter().map(|process| (process.pid, process_name(snapshot, process))).collect();
        let mut threads = BTreeMap::new();
        for process in &snapshot.processes {
            for thread in &process.threads {
                threads.insert(thread.tid, thread_name(snapshot, process, thread, &processes[&process.pid]));
            }
        }
        Names { processes, threads }
    }

    pub fn process(&self, pid: Pid) -> String {
        self.processes.get(&pid).cloned().unwrap_or_else(|| format!("pid {pid}"))
    }

    pub fn thread(&self, tid: Pid) -> String {
        self.threads.get(&tid).cloned().unwrap_or_else(|| format!("thread {tid}"))
    }
}

fn process_name(snapshot: &Snapshot, process: &Process) -> String {
    let pid = process.pid;
    let others = || snapshot.processes.iter().filter(|other| other.pid != snapshot.leader);
    // The name of a zombie is cut off after 15 bytes.
    let is_forked = |other: &&Process| match (snapshot.process(snapshot.leader), other.life) {
        (Some(leader), Life::Zombie) => leader.program.starts_with(&other.program),
        (Some(leader), Life::Alive | Life::Stopped) => leader.program == other.program,
        (None, _) => false,
    };
    let is_child = |other: &&Process| is_forked(other) && other.parent == snapshot.leader;
    let named = || format!("{} (pid {pid})", process.program);
    if pid == snapshot.leader && snapshot.is_leader_systems {
        return named();
    }
    if pid == snapshot.leader {
        return match others().count() {
            0 => "your program".to_owned(),
            _ if others().any(|other| is_forked(&other)) => format!("the parent (pid {pid})"),
            _ => format!("your program (pid {pid})"),
        };
    }
    match others().filter(is_child).count() {
        _ if !is_forked(&process) || snapshot.is_leader_systems => named(),
        _ if process.parent != snapshot.leader => format!("pid {pid}, started by pid {}", process.parent),
        1 => format!("the child (pid {pid})"),
        _ => format!("child {pid}"),
    }
}

fn thread_name(snapshot: &Snapshot, process: &Process, thread: &Thread, process_name: &str) -> String {
    if process.threads.len() == 1 {
        return process_name.to_owned();
    }
    let is_first = process.threads.first().is_some_and(|first| first.tid == thread.tid);
    // A thread without a name of its own has that of the thread that started it.
    let namesakes = process.threads.iter().filter(|other| other.name == thread.name).count();
    let name = if is_first {
        "main".to_owned()
    } else if namesakes == 1 && !thread.name.is_empty() {
        thread.name.clone()
    } else {
        format!("thread {}", thread.tid)
    };
    let with_threads = snapshot.processes.iter().filter(|other| other.threads.len() > 1).count();
    let is_enough = if is_first { process.pid == snapshot.leader } else { with_threads == 1 };
    if is_enough { name } else { format!("{name} of {process_name}") }
}
