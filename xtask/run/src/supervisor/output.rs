//! What the program prints: two pipes, read as it comes, cut into lines, up to a cap.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::os::fd::{AsRawFd, OwnedFd};
use std::time::{Duration, Instant};

use expect::session::Stream;

use super::poll::PollSet;
use outcome::Stopped;
use outcome::job::LEAST_BYTES_OF_A_LINE;

/// A flood is ended by the limit for output, also where a busy machine makes it slow: beyond its
/// time it goes on for at most this.
const MOST_FLOOD: Duration = Duration::from_secs(10);
/// A flood that has been silent for this long is over.
const FLOOD_SILENCE: Duration = Duration::from_secs(1);
/// The part of the limit for output that makes a flood.
const FLOOD_PART: u64 = 4;

/// A line that was not looked at yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub stream: Stream,
    /// Without the newline.
    pub text: Vec<u8>,
    pub newline: bool,
    pub at: Instant,
}

pub struct Output {
    pipes: [Pipe; 2],
    /// In the order of their ends.
    pub arrived: VecDeque<Arrived>,
    total_bytes: u64,
    most_bytes: u64,
    last_at: Instant,
}

struct Pipe {
    stream: Stream,
    /// None after end of file, and after `@hangup`.
    file: Option<File>,
    /// What stands after the last newline.
    partial: Vec<u8>,
}

impl Output {
    /// The descriptors are non-blocking. `most_bytes`: of both together.
    pub fn new(stdout: OwnedFd, stderr: OwnedFd, most_bytes: u64) -> Output {
        let pipe = |stream, fd: OwnedFd| Pipe { stream, file: Some(fd.into()), partial: Vec::new() };
        Output {
            pipes: [pipe(Stream::Stdout, stdout), pipe(Stream::Stderr, stderr)],
            arrived: VecDeque::new(),
            total_bytes: 0,
            most_bytes,
            last_at: Instant::now(),
        }
    }

    pub fn register(&self, set: &mut PollSet) {
        self.pipes.iter().filter_map(|pipe| pipe.file.as_ref()).for_each(|file| set.wait_to_read(file.as_raw_fd()));
    }

    /// Takes all that is there. More than the cap is read, but not kept.
    pub fn read(&mut self) -> Result<(), Stopped> {
        let mut buffer = [0; 64 << 10];
        for index in 0..self.pipes.len() {
            while let Some(file) = &mut self.pipes[index].file {
                match file.read(&mut buffer) {
                    Ok(0) => self.pipes[index].file = None,
                    Ok(count) => self.take(index, &buffer[..count])?,
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(_) => self.pipes[index].file = None,
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, index: usize, bytes: &[u8]) -> Result<(), Stopped> {
        self.last_at = Instant::now();
        let room = self.most_bytes.saturating_sub(self.total_bytes);
        let kept = bytes.len().min(usize::try_from(room).unwrap_or(usize::MAX));
        self.total_bytes += bytes.len() as u64;
        let pipe = &mut self.pipes[index];
        for piece in bytes[..kept].split_inclusive(|byte| *byte == b'\n') {
            match piece.strip_suffix(b"\n") {
                None => pipe.partial.extend_from_slice(piece),
                Some(end) => {
                    let mut text = std::mem::take(&mut pipe.partial);
                    text.extend_from_slice(end);
                    self.total_bytes += LEAST_BYTES_OF_A_LINE.saturating_sub(text.len() as u64 + 1);
                    self.arrived.push_back(Arrived { stream: pipe.stream, text, newline: true, at: self.last_at });
                }
            }
        }
        if self.total_bytes > self.most_bytes { Err(Stopped::OutputLimit { bytes: self.most_bytes }) } else { Ok(()) }
    }

    /// What stands unterminated on a stream.
    pub fn partial(&self, stream: Stream) -> &[u8] {
        &self.pipes[stream as usize].partial
    }

    /// Counts what stands unterminated as lines without a newline: a step is due, or the end has come.
    pub fn end_partials(&mut self) {
        for pipe in &mut self.pipes {
            if !pipe.partial.is_empty() {
                let text = std::mem::take(&mut pipe.partial);
                self.arrived.push_back(Arrived { stream: pipe.stream, text, newline: false, at: self.last_at });
            }
        }
    }

    /// Of both outputs, all that has come.
    pub fn total_bytes(&self) -> u64 {
        self.total_bytes
    }

    /// When something came last; the start, if nothing has come.
    pub fn last_at(&self) -> Instant {
        self.last_at
    }

    /// When the time of a program is up that has until `deadline`: later if it floods.
    pub fn time_until(&self, deadline: Instant) -> Instant {
        if self.total_bytes < self.most_bytes / FLOOD_PART {
            return deadline;
        }
        deadline.max((self.last_at + FLOOD_SILENCE).min(deadline + MOST_FLOOD))
    }

    /// `@hangup`: the next write to its standard output fails.
    pub fn hang_up(&mut self) {
        self.pipes[Stream::Stdout as usize].file = None;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn output(most_bytes: u64) -> (Output, std::io::PipeWriter, std::io::PipeWriter) {
        let (stdout, to_stdout) = std::io::pipe().unwrap();
        let (stderr, to_stderr) = std::io::pipe().unwrap();
        for fd in [stdout.as_raw_fd(), stderr.as_raw_fd()] {
            // SAFETY: no memory is involved.
            unsafe { libc::fcntl(fd, libc::F_SETFL, libc::O_NONBLOCK) };
        }
        (Output::new(stdout.into(), stderr.into(), most_bytes), to_stdout, to_stderr)
    }

    fn texts(output: &mut Output) -> Vec<(Vec<u8>, bool)> {
        output.arrived.drain(..).map(|line| (line.text, line.newline)).collect()
    }

    #[test]
    fn lines_are_put_together_from_pieces() {
        let (mut output, mut stdout, stderr) = output(100);
        stdout.write_all(b"one\ntw").unwrap();
        output.read().unwrap();
        assert_eq!(output.partial(Stream::Stdout), b"tw");
        stdout.write_all(b"o\r\n\nend").unwrap();
        drop((stdout, stderr));
        output.read().unwrap();
        output.end_partials();
        let expected = [("one", true), ("two\r", true), ("", true), ("end", false)];
        assert_eq!(texts(&mut output), expected.map(|(text, newline)| (text.as_bytes().to_vec(), newline)));
    }

    #[test]
    fn the_cap_is_for_both_streams_and_what_fits_is_kept() {
        let (mut output, mut stdout, mut stderr) = output(8);
        stdout.write_all(b"12345678").unwrap();
        assert_eq!(output.read(), Ok(()));
        stderr.write_all(b"9").unwrap();
        assert_eq!(output.read(), Err(Stopped::OutputLimit { bytes: 8 }));
        output.end_partials();
        assert_eq!(texts(&mut output), [(b"12345678".to_vec(), false)]);
    }

    #[test]
    fn a_flood_has_more_time_while_it_prints() {
        let (mut output, mut stdout, _stderr) = output(8);
        stdout.write_all(b"1").unwrap();
        output.read().unwrap();
        let (past, ahead) = (output.last_at() - MOST_FLOOD * 2, output.last_at() + MOST_FLOOD);
        assert_eq!(output.time_until(output.last_at()), output.last_at());
        stdout.write_all(b"2").unwrap();
        output.read().unwrap();
        let printed = output.last_at();
        assert_eq!(output.time_until(printed), printed + FLOOD_SILENCE);
        assert_eq!(output.time_until(ahead), ahead);
        assert_eq!(output.time_until(past), past + MOST_FLOOD);
    }

    #[test]
    fn after_hanging_up_the_writer_is_told() {
        let (mut output, mut stdout, _stderr) = output(8);
        output.hang_up();
        assert_eq!(stdout.write_all(b"x").unwrap_err().kind(), ErrorKind::BrokenPipe);
    }
}
