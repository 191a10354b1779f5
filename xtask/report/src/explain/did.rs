//! The output is right, but not what was done for it.

use expect::claim::Writer;
use expect::visible::excerpt;
use expect::words::quote;
use trace::Pid;

use super::scene::{Scene, Until, row, shown};
use super::{Told, counted, steps};
use display::duration;
use display::styled::{Row, Style, Styled, span};
use verdict::did::broken::{Bounds, LeftOpen, Ran, Seen, Unasked, Unwaited, Why, Written};
use verdict::did::{Broken, Busy};

/// Pids and descriptors that are listed.
const LISTED: usize = 8;
/// Lines that are shown with their writers.
const LINES: usize = 4;

pub fn tell(scene: &Scene<'_>, broken: &Broken) -> Told {
    let sentence = match &broken.seen {
        Seen::Forks { expected, made, first } => forks(*expected, *made, *first),
        Seen::NotWaitedFor { children, made } => not_waited_for(children, *made),
        Seen::Execs { name, expected, times, ran } => execs(&excerpt(name), *expected, *times, ran),
        Seen::Ran(ran) => format!("No other program should run, but one did: {}.", running(ran)),
        Seen::Shell(ran) => format!("No shell should be started, but one was: {}.", running(ran)),
        Seen::Threads { expected, started } => threads(*expected, *started),
        Seen::JoinedEarly { started, of } => format!(
            "The output is right, but the threads did not run together: your program had started {started} of {of} when it \
             waited for one to end, and started the others later."
        ),
        Seen::Idle { idle, of, longest_us } => {
            let at_most = duration::in_words(*longest_us);
            let idle = if *of == 1 { "the thread".to_owned() } else { format!("{idle} of {of} threads") };
            format!(
                "The output is right, but {idle} did next to nothing, with the processor for {at_most} at most. Who \
                 did the work?"
            )
        }
        Seen::WaitedEarly { made, of, child } => {
            let whom =
                child.map_or("for what comes through a pipe".to_owned(), |child| format!("for child {child} to end"));
            format!(
                "The output is right, but the children did not work at once: your program had made {made} of {of} when it \
                 waited {whom}, and made the next one later."
            )
        }
        Seen::NotSent { number, instead } => not_sent(*number, instead.as_ref()),
        Seen::SharedPipe { children: [one, other] } => format!(
            "The output is right, but children {one} and {other} sent their numbers through the same pipe. \
             Each of them should have one of its own."
        ),
        Seen::NotRead { child } => format!(
            "The output is right, but no process read what child {child} sent through its pipe, so what was printed is \
             not what it found out."
        ),
        Seen::NoEndOfFile => {
            "The output is right, but no end of file was read: not of a pipe, of a connection or of standard input. \
             At the end of the data a read gives nothing."
                .to_owned()
        }
        Seen::NotHandled { signal } => format!(
            "The output is right, but SIG{signal} was never handled: there was no handler for it, and nothing \
             waited for it."
        ),
        Seen::HandledLate { signal, line } => format!(
            "SIG{signal} was handled too late: '{}' came first. The signal may be sent as soon as that line is seen.",
            excerpt(line)
        ),
        Seen::Writers { stream, writer, lines, all } => writers(stream.as_deref(), *writer, lines, *all),
        Seen::NoChild { value, is_first } => no_child(&excerpt(value), *is_first),
        Seen::PipesOpen(left) => left_open(left, "a pipe end", "pipe ends"),
        Seen::ConnectionsOpen(left) => left_open(left, "a connection", "connections"),
        Seen::ManyPipes(left) => many_pipes(left),
        Seen::CreatedInTwoSteps { name } => format!(
            "The output is right, but the call that creates {name} also takes one that is there already: if another program \
             creates it after you have looked, both of you have it. Test and creation are to be one step."
        ),
        Seen::ListensElsewhere { host } => format!(
            "The output is right, but your program listens on {host}: others than this machine may come in. \
             It should listen on 127.0.0.1."
        ),
        Seen::PassedOn { to, fds } => passed_on(to, fds),
    };
    Told::sentence(sentence, evidence(scene, &broken.seen))
}

pub fn tell_unasked(scene: &Scene<'_>, unasked: &Unasked) -> Told {
    let called = unasked.ran.argv.first().and_then(|word| word.rsplit(|byte| *byte == b'/').next());
    let file = match called == Some(&unasked.file) {
        true => String::new(),
        false => format!(", whose file is {}", excerpt(&unasked.file)),
    };
    let sentence = format!(
        "The output is right, but your program ran another one: {}{file}. The task does not ask for it: do its work in \
         your own code.",
        running(&unasked.ran)
    );
    Told::sentence(sentence, shown(vec![scene.command_row()]))
}

pub fn tell_busy(scene: &Scene<'_>, busy: &Busy) -> Told {
    let sentence = match busy {
        Busy::Restless { step, ran_us, .. } => {
            let awaited = scene.step(*step).map_or_else(|| "what comes next".to_owned(), steps::awaited_event);
            let ran = duration::in_words(*ran_us);
            format!("{} should wait for {awaited}, but it ran all the while, for {ran}.", scene.who())
        }
        Busy::Polled { pid, is_first, naps, looks, asked_us, took_us } => {
            let who = if *is_first { scene.who().to_owned() } else { capital(&process(*pid, false)) };
            polled(&who, *naps, *looks, *asked_us, *took_us)
        }
    };
    Told::sentence(sentence, shown(scene.history(Until::End)))
}

fn forks(expected: Bounds, made: usize, first: Pid) -> String {
    let children = amount(expected, "child", "children");
    match (made, expected.most) {
        (0, _) => format!(
            "The output is right, but nothing was forked: one process (pid {first}) did it all. {} expected.",
            capital(&were(expected, &children))
        ),
        (_, Some(0)) => format!("No child was expected, but your program made {made}."),
        _ => format!("The output is right, but {} expected, and your program made {made}.", were(expected, &children)),
    }
}

fn not_sent(number: u64, instead: Option<&(Pid, Vec<u8>)>) -> String {
    let instead = match instead {
        Some((pid, bytes)) => format!(": child {pid} wrote '{}'", excerpt(bytes)),
        None => String::new(),
    };
    format!(
        "The output is right, but no child sent {number} through its pipe{instead}. What a child has found out goes \
         through its pipe, as digits or as the bytes of an integer."
    )
}

fn not_waited_for(children: &[Unwaited], made: usize) -> String {
    let Some((first, rest)) = children.split_first() else { return String::new() };
    let sentence = match (rest, first.why) {
        ([], Why::Running) => return format!("Child {} was still running, and was not waited for.", first.pid),
        ([], Why::Never | Why::Ignored) => format!("Child {} ended, and was not waited for.", first.pid),
        _ => {
            let pids = children.iter().map(|child| child.pid);
            format!("{} of {made} children were never waited for: pids {}.", children.len(), listed(pids))
        }
    };
    if children.iter().all(|child| child.why == Why::Ignored) {
        let they = if rest.is_empty() { "it" } else { "they" };
        return format!("{sentence} SIGCHLD is ignored, so the program was not told how {they} ended.");
    }
    sentence
}

fn execs(name: &str, expected: Bounds, times: usize, ran: &[Vec<u8>]) -> String {
    let others = match ran {
        [] => "your program started no other".to_owned(),
        names => {
            let names: Vec<String> = names.iter().take(LISTED).map(|name| excerpt(name)).collect();
            format!("what ran is {}", names.join(", "))
        }
    };
    match (times, expected) {
        (_, Bounds { most: Some(0), .. }) => format!("{name} should not run, but it ran {}.", often(times)),
        (0, Bounds { least: 1, most: None }) => format!("The output is right, but {name} never ran: {others}."),
        (0, _) => format!("{name} should run {}, but it never did: {others}.", amount(expected, "time", "times")),
        _ => format!("{name} should run {}, but it ran {}.", amount(expected, "time", "times"), often(times)),
    }
}

fn threads(expected: Bounds, started: usize) -> String {
    if expected.most == Some(0) {
        return format!("One thread should do it all, but your program started {started} more.");
    }
    let threads = amount(expected, "thread", "threads");
    let started = if started == 0 { "none".to_owned() } else { started.to_string() };
    format!(
        "The output is right, but {} expected besides the first, and your program started {started}.",
        were(expected, &threads)
    )
}

fn writers(stream: Option<&str>, writer: Writer, lines: &[Written], all: usize) -> String {
    let what = match stream {
        Some(stream) => format!("the lines of {}", excerpt(stream.as_bytes())),
        None => "the lines".to_owned(),
    };
    let Some(first) = lines.first() else { return String::new() };
    let who = process(first.pid, first.is_first);
    let is_one = lines.iter().all(|line| line.pid == first.pid);
    let printed = match lines.len() {
        1 => format!("'{}' was printed by {who}", excerpt(&first.text)),
        2 if all == 2 && is_one => format!("both were printed by {who}"),
        many if many == all && is_one => format!("all {all} were printed by {who}"),
        many if is_one => format!("{many} of {all} were printed by {who}"),
        many => format!("{many} of {all} were not"),
    };
    match writer {
        Writer::Parent => {
            format!("The output is right, but {what} should come from your program's first process: {printed}.")
        }
        Writer::ChildEach if !first.is_first => {
            let many = lines.iter().filter(|line| line.pid == first.pid).count() + 1;
            format!("The output is right, but {what} should come from a child each: {who} printed {many} of them.")
        }
        Writer::Children | Writer::ChildEach => {
            format!("The output is right, but {what} should come from children: {printed}.")
        }
    }
}

fn no_child(value: &str, is_first: bool) -> String {
    let is = if is_first { "your program's first process" } else { "no process that your program made" };
    format!("{value} should be the pid of a child, but it is {is}.")
}

fn left_open(left: &[LeftOpen], one: &str, many: &str) -> String {
    let Some((first, rest)) = left.split_first() else { return String::new() };
    let who = capital(&process(first.pid, first.is_first));
    let also = match rest.len() {
        0 => String::new(),
        1 => " So did another process.".to_owned(),
        others => format!(" So did {others} other processes."),
    };
    format!("{who} ended and had {} still open: {}.{also}", some(first.fds.len(), one, many), descriptors(&first.fds))
}

fn many_pipes(left: &[LeftOpen]) -> String {
    let Some(first) = left.first() else { return String::new() };
    let many = if left.len() == 1 { String::new() } else { format!(" So did {} more.", left.len() - 1) };
    format!(
        "{} ended and held ends of several pipes: {}. It needs one pipe, its own; what it inherits of the others is \
         to be closed.{many}",
        capital(&process(first.pid, false)),
        descriptors(&first.fds)
    )
}

fn passed_on(to: &Ran, fds: &[i32]) -> String {
    let (many, descriptors) = (some(fds.len(), "a pipe end", "pipe ends"), descriptors(fds));
    let stay = if fds.len() == 1 { "that stays" } else { "those stay" };
    format!(
        "A program was started with {many} that it does not know of: {}, with {descriptors}. As long as it runs, \
         {stay} open.",
        running(to)
    )
}

fn polled(who: &str, naps: u64, looks: u64, asked_us: u64, took_us: u64) -> String {
    let took = duration::in_words(took_us);
    let nap = format!("{} ms", (asked_us / naps.max(1)).div_ceil(1000));
    match (naps, looks) {
        (0, _) => format!(
            "{who} asked {} times in a row whether something had happened, for {took}, without waiting for it.",
            grouped(looks)
        ),
        (_, 0) => format!(
            "{who} slept {} times in a row, about {nap} each time, and did nothing else in between. \
             A thread that waits can be woken when it happens.",
            grouped(naps)
        ),
        _ => format!(
            "{who} asked {} times in a row whether something had happened, and slept about {nap} after each. \
             A thread that waits can be woken when it happens.",
            grouped(looks.max(naps))
        ),
    }
}

/// What is shown under the sentence.
fn evidence(scene: &Scene<'_>, seen: &Seen) -> Styled {
    match seen {
        Seen::Writers { lines, .. } => {
            let mut rows = vec![scene.command_row()];
            rows.extend(lines.iter().take(LINES).map(written));
            if lines.len() > LINES {
                let more = counted(lines.len() - LINES, "line", "lines");
                rows.push(row("  ", vec![span(Style::Dim, format!("({more} more)"))]));
            }
            shown(rows)
        }
        Seen::Forks { .. }
        | Seen::Execs { .. }
        | Seen::Ran(_)
        | Seen::Shell(_)
        | Seen::Threads { .. }
        | Seen::JoinedEarly { .. }
        | Seen::Idle { .. }
        | Seen::WaitedEarly { .. }
        | Seen::ListensElsewhere { .. }
        | Seen::CreatedInTwoSteps { .. }
        | Seen::NotSent { .. }
        | Seen::NotRead { .. }
        | Seen::SharedPipe { .. }
        | Seen::NoEndOfFile => scene.whole_output(),
        Seen::NotHandled { .. } | Seen::HandledLate { .. } | Seen::NoChild { .. } => shown(scene.history(Until::End)),
        Seen::NotWaitedFor { .. }
        | Seen::PipesOpen(_)
        | Seen::ConnectionsOpen(_)
        | Seen::ManyPipes(_)
        | Seen::PassedOn { .. } => shown(vec![scene.command_row()]),
    }
}

/// A line with who wrote it.
fn written(line: &Written) -> Row {
    let by = if line.is_first { "the first process" } else { "a child" };
    let note = vec![span(Style::Dim, format!("by pid {}, {by}", line.pid))];
    Row { note, ..row("+ ", vec![span(Style::Plain, excerpt(&line.text))]) }
}

/// `your program's first process (pid 812)`, `child 813`
fn process(pid: Pid, is_first: bool) -> String {
    if is_first { format!("your program's first process (pid {pid})") } else { format!("child {pid}") }
}

/// `sh -c 'sort | uniq' (pid 913)`
fn running(ran: &Ran) -> String {
    const LONGEST: usize = 60;
    let words: Vec<String> = ran.argv.iter().map(|word| excerpt(quote(word).as_bytes())).collect();
    let words = words.join(" ");
    let words = match words.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}..", &words[..cut]),
        None => words,
    };
    format!("{words} (pid {})", ran.pid)
}

/// `4 children`, `2 to 5 children`, `at least 2 children`
fn amount(bounds: Bounds, one: &str, many: &str) -> String {
    let noun = |number: u64| if number == 1 { one } else { many };
    match bounds {
        Bounds { least, most: None } => format!("at least {least} {}", noun(least)),
        Bounds { least, most: Some(most) } if least == most => format!("{least} {}", noun(least)),
        Bounds { least: 0, most: Some(most) } => format!("at most {most} {}", noun(most)),
        Bounds { least, most: Some(most) } => format!("{least} to {most} {many}"),
    }
}

/// `4 children were`, `1 child was`
fn were(bounds: Bounds, what: &str) -> String {
    let is_one = bounds.most.unwrap_or(bounds.least) == 1;
    format!("{what} {}", if is_one { "was" } else { "were" })
}

fn often(times: usize) -> String {
    match times {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        many => format!("{many} times"),
    }
}

fn some(number: usize, one: &str, many: &str) -> String {
    if number == 1 { one.to_owned() } else { format!("{number} {many}") }
}

fn descriptors(fds: &[i32]) -> String {
    format!("{} {}", if fds.len() == 1 { "fd" } else { "fds" }, listed(fds.iter().copied()))
}

/// `3, 4, 5, and 2 more`
fn listed(numbers: impl ExactSizeIterator<Item = i32>) -> String {
    let many = numbers.len();
    let mut texts: Vec<String> = numbers.take(LISTED).map(|number| number.to_string()).collect();
    if many > LISTED {
        texts.push(format!("and {} more", many - LISTED));
    }
    texts.join(", ")
}

/// `5,000`
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
