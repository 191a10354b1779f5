//! How the runner and a supervisor talk: the job with its length before it, then the outcome up to end of file.
//!
//! The runner keeps its end of the job's pipe open. When that is closed the runner is gone, and the supervisor sweeps.

use std::io::{self, Read, Write};

use nanoserde::{DeBin, SerBin};

use super::{Job, Outcome};

/// No case has a session this long; what claims to is not a job.
const MOST_JOB_BYTES: u64 = 64 << 20;

pub fn send_job(to: &mut impl Write, job: &Job) -> io::Result<()> {
    let bytes = job.serialize_bin();
    to.write_all(&(bytes.len() as u64).to_le_bytes())?;
    to.write_all(&bytes)?;
    to.flush()
}

/// Reads not one byte more than the job.
pub fn receive_job(from: &mut impl Read) -> io::Result<Job> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    if length > MOST_JOB_BYTES {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "this is not a job"));
    }
    let mut bytes = vec![0; length as usize];
    from.read_exact(&mut bytes)?;
    Job::deserialize_bin(&bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error.to_string()))
}

pub fn send_outcome(to: &mut impl Write, outcome: &Outcome) -> io::Result<()> {
    to.write_all(&outcome.serialize_bin())?;
    to.flush()
}

/// None if these bytes are no whole outcome.
pub fn read_outcome(bytes: &[u8]) -> Option<Outcome> {
    Outcome::deserialize_bin(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_arrives_as_it_was_sent() {
        let job = Job {
            session: expect::parse("$ true\n{n:/[0-9]+/} {m:..}\n").unwrap(),
            programs: vec![("true".into(), "/bin/true".into())],
            solutions: Vec::new(),
            folder: "/tmp/x".into(),
            limits: Default::default(),
            observe: outcome::Observe::Processes,
            seed: 7,
        };
        let mut pipe = Vec::new();
        send_job(&mut pipe, &job).unwrap();
        pipe.push(b'!');
        let mut rest = pipe.as_slice();
        assert_eq!(receive_job(&mut rest).unwrap(), job);
        assert_eq!(rest, b"!");
        assert!(receive_job(&mut &pipe[..20]).is_err());
        assert!(receive_job(&mut [0xff; 64].as_slice()).is_err());
    }

    #[test]
    fn a_cut_outcome_is_none() {
        let outcome = Outcome { commands: Vec::new(), fault: Some("no".into()), wall_us: 1 };
        let mut bytes = Vec::new();
        send_outcome(&mut bytes, &outcome).unwrap();
        assert_eq!(read_outcome(&bytes), Some(outcome));
        assert_eq!(read_outcome(&bytes[..bytes.len() - 1]), None);
        assert_eq!(read_outcome(b""), None);
    }
}
