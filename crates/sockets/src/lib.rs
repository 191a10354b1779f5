//! Two ways to cut a stream of bytes into lines, and a stream that counts what they cost.

use std::io::{self, Read};

/// A stream that counts how often it is read: each read of a socket is a system call.
#[derive(Debug)]
pub struct CountedReads<R> {
    stream: R,
    reads: usize,
}

impl<R> CountedReads<R> {
    /// Counts from zero.
    pub fn new(stream: R) -> CountedReads<R> {
        CountedReads { stream, reads: 0 }
    }

    /// Reads so far, those that met end of file too.
    pub fn reads(&self) -> usize {
        self.reads
    }
}

impl<R: Read> Read for CountedReads<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reads += 1;
        self.stream.read(buffer)
    }
}

/// The next line with its newline, read byte by byte so that nothing behind it is taken from the stream.
/// The last line may lack its newline; empty means end of file.
///
/// # Errors
/// Whatever the stream's read reports.
pub fn read_line_by_hand(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    let mut byte = [0];
    while stream.read(&mut byte)? == 1 {
        line.push(byte[0]);
        if byte[0] == b'\n' {
            break;
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};

    use super::*;

    #[test]
    fn by_hand_and_buffered_find_the_same_lines() {
        for text in ["", "\n", "rest", "l1\nl2\nrest", "l1\r\n\nl3\n"] {
            let mut by_hand = text.as_bytes();
            let mut buffered = BufReader::with_capacity(3, text.as_bytes());
            loop {
                let line = read_line_by_hand(&mut by_hand).unwrap();
                let mut same = Vec::new();
                buffered.read_until(b'\n', &mut same).unwrap();
                assert_eq!(line, same, "in {text:?}");
                if line.is_empty() {
                    break;
                }
            }
        }
    }

    #[test]
    fn by_hand_takes_nothing_behind_the_line() {
        let mut stream = CountedReads::new(&b"one\ntwo"[..]);
        assert_eq!(read_line_by_hand(&mut stream).unwrap(), b"one\n");
        assert_eq!(stream.reads(), 4);
        assert_eq!(stream.stream, b"two");
    }
}
