//! How the runner and a supervisor talk, over one socket: the job, then the outcome, each as a frame.
//!
//! A socket, since none can be opened anew through `/proc/PID/fd`. The job brings a key that the runner has drawn, and
//! the outcome is sealed with it. So nothing is decoded but what this supervisor has written: the decoder trusts the
//! lengths that it reads. The runner keeps its end open. When that is closed the runner is gone, and the supervisor
//! sweeps.

use std::fs::File;
use std::hash::Hasher;
use std::io::{self, Read, Write};

use nanoserde::{DeBin, SerBin};

use super::{Job, Outcome};

/// No case has a session this long; what claims to is not a job.
const MOST_JOB_BYTES: u64 = 64 << 20;
/// An outcome holds the output, a little for each line, and files up to the same size.
const MOST_OUTCOME_BYTES: u64 = 256 << 20;

/// What a supervisor seals its answer with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key([u64; 2]);

impl Key {
    /// Errors: there is no `/dev/urandom`.
    pub fn draw() -> io::Result<Key> {
        let mut bytes = [0; 16];
        File::open("/dev/urandom")?.read_exact(&mut bytes)?;
        Ok(Key::of(bytes))
    }

    fn of(bytes: [u8; 16]) -> Key {
        let both = u128::from_le_bytes(bytes);
        Key([both as u64, (both >> 64) as u64])
    }

    fn bytes(self) -> [u8; 16] {
        (u128::from(self.0[0]) | u128::from(self.0[1]) << 64).to_le_bytes()
    }

    /// SipHash-2-4, which is made for this: without the key the seal of no bytes can be found.
    #[expect(
        deprecated,
        reason = "DefaultHasher promises no algorithm; this one is SipHash-2-4 for good, with a key of one's own"
    )]
    fn seal(self, bytes: &[u8]) -> u64 {
        let mut hasher = std::hash::SipHasher::new_with_keys(self.0[0], self.0[1]);
        hasher.write(bytes);
        hasher.finish()
    }
}

pub fn send_job(to: &mut impl Write, job: &Job, key: Key) -> io::Result<()> {
    let bytes = job.serialize_bin();
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(&key.bytes())?;
    to.write_all(&bytes)?;
    to.flush()
}

/// Reads not one byte more than the job. It comes from the process that has started us.
pub fn receive_job(from: &mut impl Read) -> io::Result<(Job, Key)> {
    let bytes = length(from, MOST_JOB_BYTES)?;
    let mut key = [0; 16];
    from.read_exact(&mut key)?;
    let bytes = body(from, bytes)?;
    let job = Job::deserialize_bin(&bytes).map_err(|error| invalid(&error.to_string()))?;
    Ok((job, Key::of(key)))
}

pub fn send_outcome(to: &mut impl Write, outcome: &Outcome, key: Key) -> io::Result<()> {
    let bytes = outcome.serialize_bin();
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(&key.seal(&bytes).to_le_bytes())?;
    to.write_all(&bytes)?;
    to.flush()
}

/// Reads an outcome up to the end of file; None if there is nothing to read at all.
///
/// # Errors
/// The bytes are no whole outcome, or not one that was sealed with the key: they are not looked at then.
pub fn receive_outcome(from: &mut impl Read, key: Key) -> io::Result<Option<Outcome>> {
    let bytes = match length(from, MOST_OUTCOME_BYTES) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut seal = [0; 8];
    from.read_exact(&mut seal)?;
    let bytes = body(from, bytes)?;
    if from.read(&mut [0])? != 0 {
        return Err(invalid("its answer does not end"));
    }
    if key.seal(&bytes) != u64::from_le_bytes(seal) {
        return Err(invalid("its answer is not its own"));
    }
    Outcome::deserialize_bin(&bytes).map(Some).map_err(|error| invalid(&error.to_string()))
}

fn length(from: &mut impl Read, most: u64) -> io::Result<u64> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > most { Err(invalid(&format!("{length} bytes are too many"))) } else { Ok(length) }
}

/// As many bytes. Room is made as they come, not for what a length claims.
fn body(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: Key = Key([1, 2]);

    #[test]
    fn a_job_arrives_as_it_was_sent() {
        let job = Job {
            session: expect::parse("$ true\n{n:/[0-9]+/} {m:..}\n").unwrap(),
            programs: vec![("true".into(), "/bin/true".into())],
            solutions: Vec::new(),
            folder: "/tmp/x".into(),
            limits: Default::default(),
            observe: outcome::Observe::Processes,
            meet: outcome::Meet::AtRest,
            reach: outcome::Reach::Machine,
            seed: 7,
        };
        let mut pipe = Vec::new();
        send_job(&mut pipe, &job, KEY).unwrap();
        pipe.push(b'!');
        let mut rest = pipe.as_slice();
        let (arrived, key) = receive_job(&mut rest).unwrap();
        assert!(arrived == job && key == KEY);
        assert_eq!(rest, b"!");
        assert!(receive_job(&mut &pipe[..20]).is_err());
        assert!(receive_job(&mut [0xff; 64].as_slice()).is_err());
    }

    fn sent(key: Key) -> (Outcome, Vec<u8>) {
        let outcome = Outcome { commands: Vec::new(), fault: Some("no".into()), wall_us: 1, supervisor_cpu_us: 1 };
        let mut bytes = Vec::new();
        send_outcome(&mut bytes, &outcome, key).unwrap();
        (outcome, bytes)
    }

    #[test]
    fn an_outcome_arrives_whole_or_not_at_all() {
        let (outcome, bytes) = sent(KEY);
        assert_eq!(receive_outcome(&mut bytes.as_slice(), KEY).unwrap(), Some(outcome));
        assert_eq!(receive_outcome(&mut [].as_slice(), KEY).unwrap(), None);
        for end in 8..bytes.len() {
            assert!(receive_outcome(&mut &bytes[..end], KEY).is_err(), "of {} bytes {end}", bytes.len());
        }
        let longer = [bytes.as_slice(), b"!"].concat();
        assert!(receive_outcome(&mut longer.as_slice(), KEY).is_err());
    }

    /// It never comes to an end, and counts what was taken of it.
    struct Endless {
        begins: Vec<u8>,
        taken: usize,
    }

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(1 << 20);
            assert!(self.taken < 2 << 20, "it is read on and on");
            let begins = self.begins.get(self.taken..).unwrap_or_default();
            buffer[..count].fill(0);
            let known = begins.len().min(count);
            buffer[..known].copy_from_slice(&begins[..known]);
            self.taken += count;
            Ok(count)
        }
    }

    #[test]
    fn nothing_is_read_of_what_claims_to_be_too_long() {
        for claimed in [MOST_OUTCOME_BYTES + 1, 1 << 36, u64::MAX] {
            let mut answer = Endless { begins: claimed.to_le_bytes().to_vec(), taken: 0 };
            assert!(receive_outcome(&mut answer, KEY).is_err());
            assert_eq!(answer.taken, 8);
        }
        let mut job = Endless { begins: (MOST_JOB_BYTES + 1).to_le_bytes().to_vec(), taken: 0 };
        assert!(receive_job(&mut job).is_err());
        assert_eq!(job.taken, 8);
    }

    #[test]
    fn no_byte_of_an_outcome_can_be_another() {
        let (_, bytes) = sent(KEY);
        for place in 0..bytes.len() {
            let mut spoiled = bytes.clone();
            spoiled[place] ^= 1;
            assert!(receive_outcome(&mut spoiled.as_slice(), KEY).is_err(), "byte {place}");
        }
    }

    #[test]
    fn an_outcome_with_another_seal_is_not_looked_at() {
        let (_, bytes) = sent(Key([1, 3]));
        assert!(receive_outcome(&mut bytes.as_slice(), KEY).is_err());
        // Lengths inside it would be taken at their word.
        for garbage in [vec![0xff; 4096], [(1u64 << 36).to_le_bytes().as_slice(), &[0; 64]].concat(), vec![0; 4096]] {
            assert!(receive_outcome(&mut garbage.as_slice(), KEY).is_err());
        }
        let mut claims = Vec::new();
        claims.extend(24u64.to_le_bytes());
        claims.extend([0; 8]);
        claims.extend([0xff; 24]);
        assert!(receive_outcome(&mut claims.as_slice(), KEY).is_err());
    }
}
