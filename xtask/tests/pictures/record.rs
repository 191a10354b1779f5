//! Records made by hand: a tenth of a millisecond passes between two events, unless something else is said.

use trace::{
    Blocking, Dispositions, End, Ending, Event, EventKind, Fork, Found, Last, Open, Opened, Pid, Recorded, Remains,
    Sender, Stream,
};
use xtask::picture::text::{self, Options, Signs};
use xtask::picture::{Focus, Picture};
use xtask::report::Painter;

pub const PARENT: Pid = 800;

#[derive(Default)]
pub struct Record {
    pub events: Vec<Event>,
    now_us: u64,
    pub dropped: u64,
}

impl Record {
    /// The program has been executed.
    pub fn of(words: &[&str]) -> Record {
        Record::default().runs(PARENT, words)
    }

    pub fn add(self, pid: Pid, what: EventKind) -> Record {
        self.by_thread(pid, pid, what)
    }

    pub fn by_thread(mut self, pid: Pid, tid: Pid, what: EventKind) -> Record {
        self.events.push(Event { at_us: self.now_us, pid, tid, what });
        self.now_us += 100;
        self
    }

    pub fn later(mut self, us: u64) -> Record {
        self.now_us += us;
        self
    }

    pub fn runs(self, pid: Pid, words: &[&str]) -> Record {
        self.runs_with(pid, words, Vec::new())
    }

    pub fn runs_with(self, pid: Pid, words: &[&str], open: Vec<Open>) -> Record {
        let argv = words.iter().map(|word| word.as_bytes().to_vec()).collect();
        self.add(pid, EventKind::Executed { path: format!("/usr/bin/{}", words[0]).into_bytes(), argv, open })
    }

    pub fn forks(self, pid: Pid, child: Pid) -> Record {
        self.add(pid, EventKind::Forked { child, call: Fork::Fork })
    }

    pub fn spawns(self, pid: Pid, child: Pid) -> Record {
        self.add(pid, EventKind::Forked { child, call: Fork::Vfork })
    }

    pub fn starts(self, pid: Pid, thread: Pid) -> Record {
        self.add(pid, EventKind::StartedThread { thread })
    }

    pub fn writes(self, pid: Pid, text: &str) -> Record {
        let bytes = text.as_bytes().to_vec();
        let (count, began_us) = (bytes.len() as u64, self.now_us);
        self.add(pid, EventKind::Wrote { stream: Stream::Stdout, bytes, count, began_us })
    }

    pub fn ends(self, pid: Pid, ending: Ending, remains: Remains) -> Record {
        let began_us = self.now_us;
        self.add(pid, EventKind::Ended { ending, last: None, remains, began_us })
    }

    /// It is a zombie from now on.
    pub fn exits(self, pid: Pid, code: i32) -> Record {
        self.ends(pid, Ending::Exited { code }, Remains::Zombie)
    }

    /// The program itself ends.
    pub fn over(self) -> Record {
        self.ends(PARENT, Ending::Exited { code: 0 }, Remains::Ours)
    }

    /// The wait returns now and began so long ago.
    pub fn reaps(self, pid: Pid, child: Pid, waited_us: u64) -> Record {
        let began_us = self.now_us.saturating_sub(waited_us);
        self.add(
            pid,
            EventKind::Waited { began_us, found: Found::Reaped { child, ending: Ending::Exited { code: 0 } } },
        )
    }

    pub fn makes_pipe(self, pid: Pid, inode: u64, [read_fd, write_fd]: [i32; 2]) -> Record {
        self.add(pid, EventKind::MadePipe { inode, read_fd, write_fd })
    }

    pub fn closes(self, pid: Pid, fd: i32, inode: u64, end: End) -> Record {
        self.add(pid, EventKind::ClosedPipe { fd, inode, end })
    }

    pub fn kills(self, pid: Pid, to: Pid, signal: i32) -> Record {
        self.add(pid, EventKind::SentSignal { to, signal, errno: Some(0) })
    }

    pub fn gets(self, pid: Pid, signal: i32, from: Sender) -> Record {
        self.add(pid, EventKind::GotSignal { signal, from })
    }

    pub fn never_returns(self, pid: Pid, call: Blocking) -> Record {
        let began_us = self.now_us;
        self.add(pid, EventKind::NeverReturned { call, began_us })
    }

    pub fn recorded(self) -> Recorded {
        Recorded { events: self.events, dropped: self.dropped, ..Recorded::default() }
    }

    pub fn picture(self) -> Picture {
        Picture::of(&self.recorded(), None)
    }

    /// In 80 columns.
    pub fn drawn(self) -> String {
        drawn(&self.picture(), 80)
    }
}

/// Without colour. No line is too wide, and nothing in it could harm a terminal.
pub fn drawn(picture: &Picture, width: usize) -> String {
    drawn_as(picture, &Options::whole(width, Signs::Unicode))
}

pub fn drawn_as(picture: &Picture, options: &Options) -> String {
    let text = Painter::plain(options.width).paint(&text::draw(picture, options));
    assert!(!text.contains(|letter: char| letter.is_control() && letter != '\n'), "{text:?}");
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    assert!(longest <= options.width, "{longest} columns:\n{text}");
    // A line without indentation: that of the others counts.
    format!("{} columns\n{text}", options.width)
}

/// The part around the trouble, in so many lines.
pub fn cut(picture: &Picture, focus: Focus, most_lines: usize) -> String {
    let options = Options { most_lines, focus, ..Options::whole(80, Signs::Unicode) };
    let text = drawn_as(picture, &options);
    assert!(text.lines().count() <= 1 + most_lines, "{text}");
    text
}

pub fn pipe(fd: i32, inode: u64, end: End) -> Open {
    Open { fd, what: Opened::Pipe { inode, end } }
}

/// What a process that handles these signals leaves.
pub fn last(caught: u64) -> Option<Last> {
    let dispositions = Dispositions { caught, ..Dispositions::default() };
    Some(Last { open: Vec::new(), usage: trace::Usage::default(), dispositions })
}
