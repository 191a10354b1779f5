//! How a command ended: who is left, what the signals mean, what remains to be read.

use expect::session::{Command, Exit, FileAfter, Stream};
use expect::{Bindings, matcher::Matcher};

use super::folder::Folder;
use super::found::Found;
use super::refused;
use outcome::signal;
use outcome::{Ended, Event, Observed, Stopped};

/// What std writes on standard error before it aborts, when there is no memory left.
const OUT_OF_MEMORY: (&str, &str) = ("memory allocation of ", " bytes failed");
/// What it says where the kernel gives no room for one more thread, and where that has room, but not for all it needs.
const NO_THREAD: &str = "failed to spawn thread: Os { code: 11,";
const HALF_A_THREAD: &str = "failed to allocate an alternative stack: ";
/// This many threads take all that there is by their stacks alone.
const MANY_THREADS: u32 = 100;

type Files = Vec<(String, Option<Vec<u8>>)>;
type NoFiles = Vec<(String, String)>;

/// Why it was ended, with what only its own end shows. `most_threads`: as the looks at it have met, in one process.
pub fn explain(
    stopped: Option<Stopped>,
    ended: Ended,
    events: &[Event],
    observed: &Observed,
    (memory_bytes, most_threads): (u64, u32),
) -> Option<Stopped> {
    match ended {
        Ended::Signaled { signal: libc::SIGSYS, .. } => refused::explain(observed).or(stopped),
        // Of very many threads the next to ask finds no memory, even if it does not start another.
        Ended::Exited { code: 1.. } | Ended::Signaled { .. }
            if is_not_by_another_limit(stopped.as_ref())
                && (ran_out_of_threads(events) || most_threads >= MANY_THREADS && ran_out_of_memory(events)) =>
        {
            Some(Stopped::ThreadLimit { threads: running_threads(observed), bytes: memory_bytes })
        }
        Ended::Signaled { signal: libc::SIGABRT, .. } if ran_out_of_memory(events) => {
            Some(Stopped::MemoryLimit { bytes: memory_bytes })
        }
        Ended::Signaled { .. } | Ended::Exited { .. } | Ended::NotStarted => stopped,
    }
}

/// The thread that panicked ends alone, and those that ran may wait for it until the time is up.
fn is_not_by_another_limit(stopped: Option<&Stopped>) -> bool {
    matches!(stopped, None | Some(Stopped::NoContinuation | Stopped::Deadline { .. }))
}

fn ran_out_of_threads(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Line { stream: Stream::Stderr, text, .. } => {
            [NO_THREAD, HALF_A_THREAD].iter().any(|words| text.starts_with(words.as_bytes()))
        }
        Event::Line { .. } | Event::Step { .. } => false,
    })
}

/// At most this many threads ran at once, the first one among them.
fn running_threads(observed: &Observed) -> Option<u32> {
    let Observed::Recorded(recorded) = observed else { return None };
    let leader = recorded.events.first()?.pid;
    let (mut now, mut most) = (1_u32, 1);
    for event in recorded.events.iter().filter(|event| event.pid == leader) {
        if let trace::EventKind::StartedThread { .. } = event.what {
            now += 1;
        } else if let trace::EventKind::EndedThread { .. } = event.what {
            now = now.saturating_sub(1);
        }
        most = most.max(now);
    }
    (recorded.dropped == 0).then_some(most)
}

/// Who becomes one program after another is in no call for long, and what it was in when it was looked at says nothing.
pub fn told_of_execs(hang: hang::Explanation, observed: &Observed) -> hang::Explanation {
    const LOOP: usize = 16;
    /// From the last program to the last thing that was seen of it: no longer than a start takes, on a busy machine too.
    const START_US: u64 = 300_000;
    let Observed::Recorded(recorded) = observed else { return hang };
    let Some(leader) = recorded.events.first().map(|event| event.pid) else { return hang };
    let own = || recorded.events.iter().filter(|event| event.pid == leader);
    let execs = || own().filter(|event| matches!(event.what, trace::EventKind::Executed { .. }));
    let ends = (execs().next_back().map_or(0, |event| event.at_us), own().next_back().map_or(0, |event| event.at_us));
    let count = execs().count();
    if count < LOOP || ends.0 + START_US < ends.1 {
        return hang;
    }
    let sentence =
        format!("Your program becomes one program after another, without an end: it has executed {count} so far.");
    hang::Explanation { sentences: vec![sentence], waits: Vec::new(), ..hang }
}

fn ran_out_of_memory(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Line { stream: Stream::Stderr, text, .. } => {
            let text = String::from_utf8_lossy(text);
            text.starts_with(OUT_OF_MEMORY.0) && text.contains(OUT_OF_MEMORY.1)
        }
        Event::Line { .. } | Event::Step { .. } => false,
    })
}

/// The files that the case asks about, and what stands in the place of those that are none.
pub fn files(command: &Command, folder: &Folder, most_bytes: u64) -> (Files, NoFiles) {
    let (mut files, mut none) = (Vec::new(), Vec::new());
    for file in &command.files {
        let (FileAfter::Holds { name, .. } | FileAfter::Absent { name } | FileAfter::AsSolution { name }) = &file.what;
        let content = match folder.read_after(name, most_bytes) {
            Found::Nothing => None,
            Found::File(content) => Some(content),
            Found::NoFile(what) => {
                none.push((name.clone(), what.to_owned()));
                Some(Vec::new())
            }
        };
        files.push((name.clone(), content));
    }
    (files, none)
}

/// What the names stand for after the command; None if it is wrong, and the case over.
pub fn bindings(
    command: &Command,
    after_output: Option<Bindings>,
    ended: Ended,
    files: &[(String, Option<Vec<u8>>)],
) -> Option<Bindings> {
    let mut names = after_output?;
    if !command.as_solution {
        names = after_exit(&command.exit.what, ended, names)?;
    }
    for (file, (_, content)) in command.files.iter().zip(files) {
        if let FileAfter::Holds { nodes, .. } = &file.what {
            let mut matcher = Matcher::new(nodes, &names);
            for line in content.as_ref()?.split_inclusive(|byte| *byte == b'\n') {
                let text = line.strip_suffix(b"\n").unwrap_or(line);
                matcher.feed(text, text.len() < line.len()).ok()?;
            }
            names = matcher.accepted().cloned()?;
        }
    }
    Some(names)
}

fn after_exit(exit: &Exit, ended: Ended, names: Bindings) -> Option<Bindings> {
    match (exit, ended) {
        (Exit::Code(pattern), Ended::Exited { code }) => pattern.matches(code.to_string().as_bytes(), &names),
        (Exit::Died(name), Ended::Signaled { signal, .. }) => (signal::number(name) == Some(signal)).then_some(names),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_threads_are_told_whichever_of_them_finds_no_room_first() {
        let explained = |line: &str, most_threads: u32| {
            let text = line.as_bytes().to_vec();
            let line = Event::Line { stream: Stream::Stderr, text, newline: true, at_us: 1 };
            let ended = Ended::Signaled { signal: libc::SIGABRT, core: false };
            explain(None, ended, &[line], &Observed::Unasked, (1 << 20, most_threads))
        };
        let too_many = Some(Stopped::ThreadLimit { threads: None, bytes: 1 << 20 });
        let no_stack = "failed to allocate an alternative stack: Cannot allocate memory (os error 12)";
        let no_memory = "memory allocation of 4096 bytes failed";
        assert_eq!(explained(no_stack, 1), too_many);
        assert_eq!(explained(no_memory, 250), too_many);
        assert_eq!(explained(no_memory, 8), Some(Stopped::MemoryLimit { bytes: 1 << 20 }));
        assert_eq!(explained("something else", 250), None);
    }
}
