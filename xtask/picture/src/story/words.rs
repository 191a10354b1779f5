//! Happenings in words: short, since they stand in a lane. What a program wrote is made harmless here.

use expect::visible::visible;
use expect::words::quote;
use trace::{Address, Blocking, Disposition, End, Ending, Fork, Stream, Taking};

use display::duration;
use outcome::signal;

pub fn fork(call: Fork) -> &'static str {
    match call {
        Fork::Fork => "forks",
        Fork::Vfork => "spawns",
        Fork::Clone => "clones",
    }
}

/// `TERM`
pub fn signal(number: i32) -> String {
    let name = signal::name(number);
    name.strip_prefix("SIG").unwrap_or(&name).to_owned()
}

pub fn ending(ending: Ending) -> String {
    match ending {
        Ending::Exited { code } => format!("exits {code}"),
        Ending::Signaled { signal: number, .. } => format!("killed by {}", signal(number)),
    }
}

/// `runs sort -r`
pub fn program(path: &[u8], argv: &[Vec<u8>]) -> String {
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or(path);
    let words = argv.iter().skip(1).map(|word| format!(" {}", visible(quote(word).as_bytes())));
    format!("runs {}{}", visible(name), words.collect::<String>())
}

/// `"hello"`, `2> "no such file"`, `"1" and 27 more lines`. `line`: the first one, of which `more`
/// bytes are not kept; `lines`: all.
pub fn written(stream: Stream, line: &[u8], more: u64, lines: u64) -> String {
    let first = visible(line);
    let text = match more {
        0 => format!("{}\"{first}\"", mark(stream)),
        _ => format!("{}\"{first}\"… ({more} more bytes)", mark(stream)),
    };
    match lines.saturating_sub(1) {
        0 => text,
        1 => format!("{text} and 1 more line"),
        more => format!("{text} and {more} more lines"),
    }
}

/// Of which only the number is known.
pub fn written_bytes(stream: Stream, count: u64) -> String {
    format!("{}{count} bytes", mark(stream))
}

fn mark(stream: Stream) -> &'static str {
    match stream {
        Stream::Stdout => "",
        Stream::Stderr => "2> ",
    }
}

pub fn end(end: End) -> &'static str {
    match end {
        End::Read => "read end",
        End::Write => "write end",
        End::Both => "both ends",
    }
}

/// `stdin`, `fd 4`
pub fn fd(fd: i32) -> String {
    match fd {
        0 => "stdin".to_owned(),
        1 => "stdout".to_owned(),
        2 => "stderr".to_owned(),
        other => format!("fd {other}"),
    }
}

pub fn address(address: &Address) -> String {
    match address {
        Address::Inet { host, port } => visible(format!("{host}:{port}").as_bytes()),
        Address::Unix { path } => visible(path),
        Address::Unknown => "an unknown address".to_owned(),
    }
}

/// None for what the libraries do by themselves: Rust's runtime guards stacks and ignores PIPE, the C
/// library keeps two for threads.
pub fn handler(number: i32, disposition: Disposition) -> Option<String> {
    let name = signal(number);
    match (number, disposition) {
        (libc::SIGSEGV | libc::SIGBUS | 32 | 33, _) | (libc::SIGPIPE, Disposition::Ignored | Disposition::Default) => {
            None
        }
        (_, Disposition::Caught) => Some(format!("handles {name}")),
        (_, Disposition::Ignored) => Some(format!("ignores {name}")),
        (_, Disposition::Default) => Some(format!("resets {name} to its default")),
    }
}

pub fn blocked(set: u64) -> String {
    if set == 0 { "blocks no signals".to_owned() } else { format!("blocks {}", signals(set)) }
}

pub fn awaits(set: u64, by: Taking) -> String {
    match by {
        Taking::SignalFd => format!("makes a signalfd for {}", signals(set)),
        Taking::Wait => format!("waits for {}", signals(set)),
    }
}

/// `INT, TERM`; bit n - 1 stands for signal n.
fn signals(set: u64) -> String {
    const MOST: usize = 4;
    let names: Vec<String> = (1..=64).filter(|number| set >> (number - 1) & 1 == 1).map(signal).collect();
    if names.len() <= MOST { names.join(", ") } else { format!("{} signals", names.len()) }
}

/// A sleep, a look, or a loop of them.
pub fn polled(naps: u64, looks: u64, asked_us: u64) -> String {
    match (naps, looks) {
        (0 | 1, 0) => format!("sleeps {}", duration::in_words(asked_us)),
        (_, 0) => format!("sleeps {naps} times, {} in all", duration::in_words(asked_us)),
        (0, 1) => "looks: not yet".to_owned(),
        (_, 1) => "waits in vain".to_owned(),
        (0, _) => format!("looks {looks} times: not yet"),
        (_, _) => format!("looks {looks} times, sleeps between"),
    }
}

/// What a call that may wait does.
pub fn blocking(call: Blocking) -> &'static str {
    match call {
        Blocking::Wait => "waits for a child",
        Blocking::Accept => "waits for a client",
        Blocking::Connect => "waits for a connection",
        Blocking::Lock => "waits for a file lock",
        Blocking::Futex => "waits for a thread",
        Blocking::Write(_) => "writes, and nobody reads",
        Blocking::Read => "waits to read",
        Blocking::Signal => "waits for a signal",
        Blocking::Nap => "sleeps",
    }
}

/// `: no such file or directory` where there was an error.
pub fn failed(errno: i32) -> String {
    if errno == 0 {
        return String::new();
    }
    let text = std::io::Error::from_raw_os_error(errno).to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    format!(": {}", text.to_lowercase())
}

/// Where it stood at the end: `waits at main.rs:31 for the lock that kant holds`.
pub fn wait(wait: &hang::Wait) -> String {
    let what = visible(wait.what.as_bytes());
    let Some(place) = &wait.place else { return what };
    let place = visible(place.to_string().as_bytes());
    match what.strip_prefix("waits") {
        Some(object) => format!("waits {place}{object}"),
        None => format!("{what} {place}"),
    }
}
