//! Each claim, kept or not.

use expect::claim::{Amount, Claim, Count};
use expect::session::Command;
use expect::{Bindings, Pattern};
use trace::{Address, Event, EventKind, Facts, Fate, Process, Stream};

use super::broken::{Bounds, Seen, Unwaited, Why};
use super::busy::{self, Busy, Naps};
use super::family::Family;
use super::{descriptors, sent, together, writers};
use outcome::signal;

/// All that a claim is held against.
pub struct Judge<'a> {
    command: &'a Command,
    names: &'a Bindings,
    events: &'a [Event],
    facts: Facts,
    family: Family,
}

impl<'a> Judge<'a> {
    /// `names`: what the names stand for after the command.
    pub fn new(command: &'a Command, names: &'a Bindings, events: &'a [Event]) -> Judge<'a> {
        Judge { command, names, events, facts: Facts::from(events), family: Family::of(events) }
    }

    /// What was seen instead, if the claim is not kept. An error is the course's: a name that stands for nothing fitting.
    pub fn look(&self, claim: &Claim) -> Result<Option<Seen>, String> {
        Ok(match claim {
            Claim::Forks(amount) => {
                let (expected, made) = (self.bounds(amount)?, self.family.made.len());
                (!expected.holds(made)).then_some(Seen::Forks { expected, made, first: self.family.first })
            }
            Claim::WaitsForAll => self.unwaited(),
            Claim::Execs { program, times } => self.execs(program, times.as_ref())?,
            Claim::ExecsNothing => self.family.executed.first().map(|one| Seen::Ran(one.ran())),
            Claim::NoShell => self.family.executed.iter().find(|one| one.is_shell()).map(|one| Seen::Shell(one.ran())),
            Claim::Threads(amount) => {
                let (expected, started) = (self.bounds(amount)?, self.family.threads);
                (!expected.holds(started)).then_some(Seen::Threads { expected, started })
            }
            Claim::ThreadsTogether => {
                let of = self.family.threads;
                let early = self.family.threads_at_first_join.filter(|started| *started < of);
                early.map(|started| Seen::JoinedEarly { started, of })
            }
            Claim::ThreadsWork { least_ms } => self.idle(1000 * least_ms),
            Claim::ForksTogether => together::waited_early(self.events, &self.family),
            Claim::ChildrenSend { numbers } => sent::missing(numbers, &self.facts, &self.family),
            Claim::ReadsEndOfFile => {
                let ends =
                    self.facts.processes.iter().flat_map(|one| one.ends_read.iter().map(|end| (one.pid, end.at_us)));
                {
                    let mut own = ends.filter(|(pid, at_us)| self.family.is_own_at(*pid, *at_us));
                    own.next().is_none().then_some(Seen::NoEndOfFile)
                }
            }
            Claim::Handles { signal, before } => self.handles(signal, before.as_ref())?,
            Claim::StdoutBy { stream, writer } => {
                writers::look(stream.as_deref(), *writer, self.command, self.names, &self.facts)
            }
            Claim::IsChild { name } => self.is_child(name)?,
            Claim::NoPipeOpen => descriptors::pipes_open(&self.facts, &self.family),
            Claim::NoPipePassedOn => descriptors::passed_on(&self.family),
            Claim::OnePipeEach => descriptors::many_pipes(&self.facts, &self.family),
            Claim::CreatesInOneStep { name } => self.two_steps(name),
            Claim::ListensHereOnly => self.listens_elsewhere(),
            Claim::NoConnectionOpen => descriptors::connections_open(&self.facts, &self.family),
            // Asked for after all claims, since it holds without one as well.
            Claim::NoBusyWait => None,
        })
    }

    pub fn polls(&self, naps: Naps) -> Option<Busy> {
        busy::polls(&self.facts, &self.family, naps)
    }

    fn unwaited(&self) -> Option<Seen> {
        let unwaited = |process: &Process| {
            let why = match process.fate {
                Fate::Leader | Fate::Waited { .. } => return None,
                Fate::NeverWaited => Why::Never,
                Fate::Discarded => Why::Ignored,
                Fate::Running => Why::Running,
            };
            Some(Unwaited { pid: process.pid, why })
        };
        let own = self.facts.children().filter(|process| self.family.made.contains(&process.pid));
        let children: Vec<Unwaited> = own.filter_map(unwaited).collect();
        (!children.is_empty()).then_some(Seen::NotWaitedFor { children, made: self.family.made.len() })
    }

    fn idle(&self, least_us: u64) -> Option<Seen> {
        let all = &self.family.thread_cpu_us;
        let idle: Vec<u64> = all.iter().copied().filter(|cpu_us| *cpu_us < least_us).collect();
        let longest_us = idle.iter().copied().max()?;
        Some(Seen::Idle { idle: idle.len(), of: all.len(), longest_us })
    }

    fn two_steps(&self, name: &str) -> Option<Seen> {
        let is_it = |path: &[u8]| path.rsplit(|byte| *byte == b'/').next() == Some(name.as_bytes());
        let takes_any = |event: &&Event| {
            self.family.is_own_at(event.pid, event.at_us)
                && matches!(&event.what, EventKind::Creates { path, exclusive: false } if is_it(path))
        };
        self.events.iter().find(takes_any).map(|_| Seen::CreatedInTwoSteps { name: name.to_owned() })
    }

    fn listens_elsewhere(&self) -> Option<Seen> {
        let own = self.events.iter().filter(|event| self.family.is_own_at(event.pid, event.at_us));
        let mut hosts = own.filter_map(|event| {
            let EventKind::Listened { address: Address::Inet { host, .. }, errno: 0, .. } = &event.what else {
                return None;
            };
            (host != "127.0.0.1").then_some(host)
        });
        hosts.next().map(|host| Seen::ListensElsewhere { host: host.clone() })
    }

    fn execs(&self, program: &Pattern, times: Option<&Amount>) -> Result<Option<Seen>, String> {
        let name = program.fill(self.names).map_err(|name| format!("the name '{name}' stands for nothing here"))?;
        let at_least_once = Bounds { least: 1, most: None };
        let expected = times.map(|amount| self.bounds(amount)).transpose()?.unwrap_or(at_least_once);
        let times = self.family.times(&name);
        Ok((!expected.holds(times)).then(|| Seen::Execs { name, expected, times, ran: self.family.ran() }))
    }

    fn handles(&self, name: &str, before: Option<&Pattern>) -> Result<Option<Seen>, String> {
        let number = signal::number(name).ok_or_else(|| format!("this system has no signal {name}"))?;
        let times =
            self.facts.processes.iter().filter_map(|process| {
                process.handles(number).filter(|at_us| self.family.is_own_at(process.pid, *at_us))
            });
        let signal = name.to_owned();
        let Some(handled_us) = times.min() else { return Ok(Some(Seen::NotHandled { signal })) };
        let Some(pattern) = before else { return Ok(None) };
        let lines = self.facts.processes.iter().flat_map(|process| &process.written);
        let lines =
            lines.filter(|line| line.stream == Stream::Stdout && pattern.matches(&line.text, self.names).is_some());
        let first = lines.min_by_key(|line| line.at_us).filter(|line| line.at_us < handled_us);
        Ok(first.map(|line| Seen::HandledLate { signal, line: line.text.clone() }))
    }

    fn is_child(&self, name: &str) -> Result<Option<Seen>, String> {
        let value = self.names.get(name).ok_or_else(|| format!("the name '{name}' stands for nothing here"))?;
        let pid: Option<i32> = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
        let is_child = pid.is_some_and(|pid| self.family.made.contains(&pid));
        let is_first = pid == Some(self.family.first);
        Ok((!is_child).then(|| Seen::NoChild { value: value.clone(), is_first }))
    }

    fn bounds(&self, amount: &Amount) -> Result<Bounds, String> {
        Ok(Bounds {
            least: self.number(&amount.least)?,
            most: amount.most.as_ref().map(|most| self.number(most)).transpose()?,
        })
    }

    fn number(&self, count: &Count) -> Result<u64, String> {
        match count {
            Count::Number(number) => Ok(u64::from(*number)),
            Count::Name(name) => {
                let value = self.names.get(name).and_then(|value| std::str::from_utf8(value).ok());
                let number = value.and_then(|text| text.parse().ok());
                number.ok_or_else(|| format!("the name '{name}' stands for no number here"))
            }
        }
    }
}
