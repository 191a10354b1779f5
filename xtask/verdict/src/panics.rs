//! Panics, as std reports them on standard error.

use expect::session::Stream;

use outcome::{Event, output};

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panic {
    pub thread: String,
    /// As the compiler was given it.
    pub file: String,
    pub line: u32,
    /// Without the note about backtraces.
    pub message: String,
}

impl Panic {
    /// The macro that says that there is nothing yet.
    pub fn placeholder(&self) -> Option<&'static str> {
        if self.message.starts_with("not yet implemented") {
            Some("todo!()")
        } else if self.message.starts_with("not implemented") {
            Some("unimplemented!()")
        } else {
            None
        }
    }
}

/// The first panic on standard error: the others follow from it.
pub fn panic_of(events: &[Event]) -> Option<Panic> {
    let stderr = output(events, Stream::Stderr);
    let stderr = String::from_utf8_lossy(&stderr);
    let mut lines = stderr.lines();
    let head = lines.by_ref().find_map(panic_head)?;
    let message: Vec<&str> =
        lines.take_while(|line| !line.starts_with("note: ") && panic_head(line).is_none()).collect();
    Some(Panic { message: message.join("\n").trim_end().to_owned(), ..head })
}

/// `thread 'main' (812) panicked at main.rs:12:5:`
fn panic_head(line: &str) -> Option<Panic> {
    let (thread, place) = line.strip_prefix("thread '")?.split_once(" panicked at ")?;
    let thread = thread.rsplit_once('\'')?.0;
    let mut place = place.strip_suffix(':')?.rsplitn(3, ':');
    let _column = place.next()?;
    let line = place.next()?.parse().ok()?;
    Some(Panic { thread: thread.to_owned(), file: place.next()?.to_owned(), line, message: String::new() })
}

#[cfg(test)]
mod tests {
    use expect::session::Stream;

    use super::{Panic, panic_of};
    use outcome::Event;

    fn stderr(text: &str) -> Vec<Event> {
        let line = |line: &str| Event::Line { stream: Stream::Stderr, text: line.into(), newline: true, at_us: 0 };
        text.lines().map(line).collect()
    }

    #[test]
    fn reads_what_std_writes() {
        let events = stderr(
            "\nthread 'main' (4711) panicked at exercises/sys/usage_int/main.rs:12:5:\nnot yet implemented: double\n\
             note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
        );
        let panic = panic_of(&events).unwrap();
        let expected = Panic {
            thread: "main".into(),
            file: "exercises/sys/usage_int/main.rs".into(),
            line: 12,
            message: "not yet implemented: double".into(),
        };
        assert_eq!(panic, expected);
        assert_eq!(panic.placeholder(), Some("todo!()"));
    }

    #[test]
    fn older_compilers_give_no_thread_number_and_messages_may_have_lines() {
        let events = stderr("thread 'it's mine' panicked at src/main.rs:7:9:\nassertion failed\n  left: 1\n right: 2");
        let panic = panic_of(&events).unwrap();
        assert_eq!((panic.thread.as_str(), panic.line), ("it's mine", 7));
        assert_eq!(panic.message, "assertion failed\n  left: 1\n right: 2");
    }

    #[test]
    fn the_first_panic_is_the_root() {
        let events =
            stderr("thread 'w' panicked at main.rs:3:1:\nboom\nnote: x\nthread 'main' panicked at main.rs:9:1:\nAny");
        assert_eq!(panic_of(&events).unwrap().line, 3);
        assert_eq!(panic_of(&stderr("it panicked at noon")), None);
    }
}
