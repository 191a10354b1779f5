//! What processes did, made by hand: the program is 812, its children are 813 and so on.

use trace::{
    Disposition, Dispositions, End, Ending, Event, EventKind, Fork, Found, Last, Open, Opened, Pid, Recorded, Remains,
    Stream, Usage,
};
use xtask::outcome::Observed;

use crate::stage::Play;

/// The program's first process.
pub const FIRST: Pid = 812;
const OWN: &str = "/course/target/debug/program";

/// Events, one a millisecond.
#[derive(Clone, Default)]
pub struct Story {
    events: Vec<Event>,
    open: Vec<Open>,
}

impl Story {
    /// The program has been started.
    pub fn begin() -> Story {
        Story::begin_as(&["program"])
    }

    /// By this command line.
    pub fn begin_as(argv: &[&str]) -> Story {
        Story::default().runs(FIRST, OWN, argv)
    }

    pub fn add(self, pid: Pid, what: EventKind) -> Story {
        self.by_thread(pid, pid, what)
    }

    pub fn by_thread(mut self, pid: Pid, tid: Pid, what: EventKind) -> Story {
        let at_us = self.events.len() as u64 * 1000;
        self.events.push(Event { at_us, pid, tid, what });
        self
    }

    pub fn forks(self, pid: Pid, child: Pid) -> Story {
        self.add(pid, EventKind::Forked { child, call: Fork::Fork })
    }

    /// It becomes another program.
    pub fn runs(mut self, pid: Pid, path: &str, argv: &[&str]) -> Story {
        let argv = argv.iter().map(|one| one.as_bytes().to_vec()).collect();
        let open = std::mem::take(&mut self.open);
        self.add(pid, EventKind::Executed { path: path.into(), argv, open })
    }

    /// The next exec or end finds this pipe end open.
    pub fn with_pipe(mut self, fd: i32, inode: u64) -> Story {
        self.open.push(Open { fd, what: Opened::Pipe { inode, end: End::Write } });
        self
    }

    pub fn with_socket(mut self, fd: i32, inode: u64) -> Story {
        self.open.push(Open { fd, what: Opened::Socket { inode } });
        self
    }

    /// It exits, and is a zombie.
    pub fn exits(self, pid: Pid) -> Story {
        self.ends(pid, Ending::Exited { code: 0 }, Remains::Zombie)
    }

    pub fn ends(mut self, pid: Pid, ending: Ending, remains: Remains) -> Story {
        let open = std::mem::take(&mut self.open);
        let last = Last { open, usage: Usage::default(), dispositions: Dispositions::default() };
        let began_us = self.events.len() as u64 * 1000;
        self.add(pid, EventKind::Ended { ending, last: Some(last), remains, began_us })
    }

    pub fn waits(self, pid: Pid, child: Pid) -> Story {
        let found = Found::Reaped { child, ending: Ending::Exited { code: 0 } };
        self.add(pid, EventKind::Waited { began_us: 0, found })
    }

    /// It had ended, and is only cleared away.
    pub fn reaps(self, pid: Pid, child: Pid) -> Story {
        let began_us = self.events.len() as u64 * 1000;
        let found = Found::Reaped { child, ending: Ending::Exited { code: 0 } };
        self.add(pid, EventKind::Waited { began_us, found })
    }

    /// A child that does nothing, and is waited for.
    pub fn child(self, pid: Pid) -> Story {
        self.forks(FIRST, pid).exits(pid).waits(FIRST, pid)
    }

    /// A child that runs a program, and is waited for.
    pub fn command(self, pid: Pid, path: &str, argv: &[&str]) -> Story {
        self.forks(FIRST, pid).runs(pid, path, argv).exits(pid).waits(FIRST, pid)
    }

    pub fn writes(self, pid: Pid, text: &str) -> Story {
        let began_us = self.events.len() as u64 * 1000;
        let (bytes, count) = (text.as_bytes().to_vec(), text.len() as u64);
        self.add(pid, EventKind::Wrote { stream: Stream::Stdout, bytes, count, began_us })
    }

    /// It puts this into a pipe of its own.
    pub fn sends(self, pid: Pid, inode: u64, text: &str) -> Story {
        self.add(pid, EventKind::Sent { inode, bytes: text.into(), count: text.len() as u64 })
    }

    /// It gets something out of this pipe.
    pub fn receives(self, pid: Pid, inode: u64) -> Story {
        self.add(pid, EventKind::Received { inode, began_us: 0 })
    }

    pub fn reads_end(self, pid: Pid, fd: i32, inode: u64) -> Story {
        self.add(pid, EventKind::ReadEnd { fd, from: Opened::Pipe { inode, end: End::Read } })
    }

    pub fn starts_thread(self, pid: Pid, thread: Pid) -> Story {
        self.add(pid, EventKind::StartedThread { thread })
    }

    /// The program has waited for the end of this thread, since then.
    pub fn joins(self, thread: Pid, began_us: u64) -> Story {
        self.add(FIRST, EventKind::WaitedAtFutex { address: 1, expected: thread as u32, errno: 0, began_us })
    }

    pub fn handles(self, pid: Pid, signal: i32) -> Story {
        self.add(pid, EventKind::SetHandler { signal, disposition: Disposition::Caught })
    }

    pub fn polls(self, naps: u64, looks: u64, asked_us: u64) -> Story {
        let began_us = self.events.len() as u64 * 1000;
        self.add(
            FIRST,
            EventKind::Polled { naps, looks, asked_us, began_us, until_us: began_us + asked_us.max(40_000) },
        )
    }

    /// It has printed this, and done so.
    pub fn play(self, stdout: &str) -> Play {
        let recorded = Recorded { events: self.events, ..Recorded::default() };
        Play::new().out(stdout).with(|run| run.observed = Observed::Recorded(recorded))
    }
}
