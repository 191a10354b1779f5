//! Each step of the language.

use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use expect::Pattern;
use expect::session::Step;
use expect::visible::visible;

use super::super::processes::{self, Pid, Stat};
use super::drive::{Driver, Halt};
use super::listening::listens;
use super::live::Live;
use super::peers::Peer;
use outcome::StepDone;
use outcome::signal;

/// A connection on this machine is there at once, unless the program's backlog is full.
const MOST_CONNECT: Duration = Duration::from_secs(1);
/// Between two looks at who is a zombie, or who listens.
const BETWEEN_LOOKS: Duration = Duration::from_millis(2);
/// How many times to look whether a program that rests still listens.
const LOOKS: u32 = 10;

/// What a step is to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepEffect {
    /// It may do something because of it.
    Acts,
    /// It notices nothing: the step only waits for what it does by itself. Its next lines may come before or after.
    Waits,
}

pub fn kind(step: &Step) -> StepEffect {
    match step {
        Step::Receive { .. } | Step::Accept { .. } | Step::Closed { .. } | Step::Crlf { .. } => StepEffect::Waits,
        Step::Signal { .. }
        | Step::Type(_)
        | Step::Eof
        | Step::Hangup
        | Step::Connect { .. }
        | Step::SendLine { .. }
        | Step::SendBytes { .. }
        | Step::Shut { .. }
        | Step::Close { .. }
        // Not to the program, but a look while it is at work would be luck.
        | Step::NotListening { .. }
        | Step::Zombies { .. } => StepEffect::Acts,
    }
}

/// Why a step that was waited for in vain was not done, in the course's words.
pub fn waited_for(step: &Step) -> String {
    match step {
        Step::Receive { conn, .. } => format!("no line came on {conn}"),
        Step::Accept { listener, .. } => format!("nothing connected to {listener}"),
        Step::Closed { conn } => format!("the program did not close its side of {conn}"),
        Step::Zombies { .. } => "the number of its zombies was never right".to_owned(),
        Step::Signal { .. }
        | Step::Type(_)
        | Step::Eof
        | Step::Hangup
        | Step::Connect { .. }
        | Step::SendLine { .. }
        | Step::SendBytes { .. }
        | Step::Shut { .. }
        | Step::Close { .. }
        | Step::NotListening { .. }
        | Step::Crlf { .. } => "it could not be done in time".to_owned(),
    }
}

/// The process that a signal is for, or why there is none.
pub(super) enum SignalTarget {
    Process(Pid),
    Missing(String),
}

impl Driver<'_> {
    /// Does the step. What the program prints meanwhile is kept for the phase after it.
    pub fn perform(&mut self, step: &Step) -> Result<StepDone, Halt> {
        match step {
            Step::Signal { signal, pid, .. } => self.signal(signal, pid.as_ref()),
            Step::Type(text) => {
                let text = [self.fill(text)?, b"\n".to_vec()].concat();
                self.live.input.push(&text);
                done()
            }
            Step::Eof => {
                self.live.input.end();
                done()
            }
            Step::Hangup => {
                self.live.output.hang_up();
                done()
            }
            Step::Connect { conn, address } => self.connect(conn, address),
            Step::Accept { conn, listener } => self.accept(conn, listener),
            Step::SendLine { conn, text } => {
                let text = self.fill(text)?;
                self.peer(conn)?.send_line(&text);
                done()
            }
            Step::SendBytes { conn, bytes } => {
                self.peer(conn)?.send(bytes);
                done()
            }
            Step::Crlf { conn } => {
                self.peer(conn)?.crlf = true;
                done()
            }
            Step::Shut { conn } => {
                self.peer(conn)?.shut();
                done()
            }
            Step::Close { conn } => match self.live.peers.remove(conn) {
                true => done(),
                false => Err(no_connection(conn)),
            },
            Step::Receive { conn, .. } => self.receive(conn),
            Step::Closed { conn } => self.closed(conn),
            Step::Zombies { least, most } => self.zombies(*least, *most),
            Step::NotListening { address } => self.not_listening(address),
        }
    }

    fn signal(&mut self, name: &str, pid: Option<&Pattern>) -> Result<StepDone, Halt> {
        let number = signal::number(name).ok_or_else(|| Halt::Fault(format!("there is no signal called {name}")))?;
        let target = match self.target(pid)? {
            SignalTarget::Process(target) => target,
            SignalTarget::Missing(why) => return failed(format!("SIG{name} was not sent: {why}")),
        };
        processes::send(target, number);
        done()
    }

    pub(super) fn target(&self, pid: Option<&Pattern>) -> Result<SignalTarget, Halt> {
        let found = match pid {
            None => self.live.children.leader().ok_or_else(|| "the program had ended".to_owned()),
            Some(pattern) => own_process(&self.fill(pattern)?),
        };
        Ok(found.map_or_else(SignalTarget::Missing, SignalTarget::Process))
    }

    fn connect(&mut self, conn: &str, address: &Pattern) -> Result<StepDone, Halt> {
        let address = match loopback(&self.fill(address)?) {
            Ok(address) => address,
            Err(why) => return failed(why),
        };
        let patience = MOST_CONNECT.min(self.live.deadline.0.saturating_duration_since(Instant::now()));
        match TcpStream::connect_timeout(&address, patience.max(Duration::from_millis(1))) {
            Ok(stream) => {
                let port = stream.local_addr().map(|local| local.port());
                self.open(conn, stream, port)
            }
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                failed(format!("nothing listens on {address}"))
            }
            Err(error) => failed(format!("no connection to {address}: {error}")),
        }
    }

    fn accept(&mut self, conn: &str, listener: &str) -> Result<StepDone, Halt> {
        let taken = self.wait_for(|live| live.services.accept(listener).map_err(Halt::Fault))?;
        match taken {
            Some(stream) => {
                let port = stream.peer_addr().map(|peer| peer.port());
                self.open(conn, stream, port)
            }
            None => failed(format!("the program ended and had not connected to {listener}")),
        }
    }

    /// A connection is there; its name stands for the port.
    fn open(&mut self, conn: &str, stream: TcpStream, port: std::io::Result<u16>) -> Result<StepDone, Halt> {
        let opened = port.and_then(|port| self.live.peers.add(conn, stream).map(|()| port));
        match opened {
            Ok(port) => Ok(StepDone::Done { bound: vec![(conn.to_owned(), port.to_string().into_bytes())] }),
            Err(error) => failed(format!("the connection {conn} broke at once: {error}")),
        }
    }

    fn receive(&mut self, conn: &str) -> Result<StepDone, Halt> {
        let line = self.wait_for(|live| {
            let peer = live.peers.get(conn).ok_or_else(|| no_connection(conn))?;
            Ok(peer.take_line())
        })?;
        match line {
            Some(line) => Ok(StepDone::Received { line: line.text, ended: line.ended }),
            None => failed(format!("the program ended and no line had come on {conn}")),
        }
    }

    fn closed(&mut self, conn: &str) -> Result<StepDone, Halt> {
        let rest = self.wait_for(|live| {
            let peer = live.peers.get(conn).ok_or_else(|| no_connection(conn))?;
            Ok(peer.closed())
        })?;
        match rest {
            Some(rest) if rest.is_empty() => done(),
            Some(more) => {
                let more = more.split(|byte| *byte == b'\n').next().unwrap_or_default();
                failed(format!("the program was to close {conn}, but sent more: {}", visible(more)))
            }
            None => failed(format!("something still holds {conn} open")),
        }
    }

    fn zombies(&mut self, least: u32, most: u32) -> Result<StepDone, Halt> {
        loop {
            let count = zombies(self.live.children.leader());
            if (least..=most).contains(&count) {
                return done();
            }
            if self.live.children.leader().is_none() {
                return failed("the program ended before the number of its zombies was right".to_owned());
            }
            self.live.round(Instant::now() + BETWEEN_LOOKS)?;
        }
    }

    /// It rests, so it has done what it was about to do; still it is given a few rounds.
    fn not_listening(&mut self, address: &Pattern) -> Result<StepDone, Halt> {
        let address = match loopback(&self.fill(address)?) {
            Ok(address) => address,
            Err(why) => return failed(why),
        };
        for _ in 0..LOOKS {
            if self.live.children.leader().is_none_or(|leader| !listens(leader, address.port())) {
                return done();
            }
            self.live.round(Instant::now() + BETWEEN_LOOKS)?;
        }
        failed("your program still listens there, so clients may queue up in vain".to_owned())
    }

    /// Goes round until `ready` gives something; None when the program is over. A wrong line ends the wait.
    fn wait_for<T>(&mut self, mut ready: impl FnMut(&mut Live) -> Result<Option<T>, Halt>) -> Result<Option<T>, Halt> {
        let mut ahead = self.reader.clone();
        if let Some(reader) = &mut ahead {
            reader.enter_next_phase();
        }
        let mut read = 0;
        loop {
            if let Some(value) = ready(&mut self.live)? {
                return Ok(Some(value));
            }
            if self.live.is_over() {
                return Ok(None);
            }
            // What has arrived belongs after the step; it is handed on then. Here it only shows whether waiting is of use.
            for line in self.live.output.arrived.iter().skip(read) {
                if let Some(reader) = &mut ahead
                    && reader.line(line.stream, &line.text, line.newline).is_err()
                {
                    return Err(Halt::Mismatch);
                }
                read += 1;
            }
            self.live.round_until_over()?;
        }
    }

    fn fill(&self, pattern: &Pattern) -> Result<Vec<u8>, Halt> {
        let Some(reader) = &self.reader else { return Err(Halt::Fault("a step without a reader".to_owned())) };
        pattern
            .fill(reader.bindings())
            .map_err(|name| Halt::Fault(format!("nothing binds {{{name}}} before this step")))
    }

    fn peer(&mut self, conn: &str) -> Result<&mut Peer, Halt> {
        self.live.peers.get(conn).ok_or_else(|| no_connection(conn))
    }
}

fn done() -> Result<StepDone, Halt> {
    Ok(StepDone::Done { bound: Vec::new() })
}

fn failed(reason: String) -> Result<StepDone, Halt> {
    Ok(StepDone::Failed { reason })
}

fn no_connection(conn: &str) -> Halt {
    Halt::Fault(format!("there is no open connection called {conn}"))
}

/// The address that is written so, if it is one of this machine.
fn loopback(text: &[u8]) -> Result<SocketAddr, String> {
    let text = String::from_utf8_lossy(text).replace("localhost:", "127.0.0.1:");
    let Ok(address) = text.parse::<SocketAddr>() else {
        return Err(format!("{} is no address like 127.0.0.1:4000", visible(text.as_bytes())));
    };
    if !address.ip().is_loopback() {
        return Err(format!("{address} is not on this machine"));
    }
    Ok(address)
}

/// The process of this number, if it is one of ours: no other is ever signalled.
fn own_process(text: &[u8]) -> Result<Pid, String> {
    let shown = visible(text);
    let pid: Pid = std::str::from_utf8(text)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| format!("{shown} is no pid"))?;
    if !processes::descendants(std::process::id() as Pid).contains(&pid) {
        return Err(format!("{shown} is not a process of the program"));
    }
    match Stat::of(pid) {
        Some(stat) if !stat.is_zombie() => Ok(pid),
        _ => Err(format!("process {shown} had ended")),
    }
}

/// Ended processes below the program that were not waited for.
fn zombies(leader: Option<Pid>) -> u32 {
    let below = leader.map(processes::descendants).unwrap_or_default();
    below.into_iter().filter_map(Stat::of).filter(Stat::is_zombie).count() as u32
}
