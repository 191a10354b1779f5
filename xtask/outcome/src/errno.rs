//! Errors of system calls by name.

/// Those that a case may name, and their numbers.
const NAMES: [(&str, i32); 20] = [
    ("EACCES", libc::EACCES),
    ("EADDRINUSE", libc::EADDRINUSE),
    ("EAGAIN", libc::EAGAIN),
    ("EBADF", libc::EBADF),
    ("ECHILD", libc::ECHILD),
    ("ECONNABORTED", libc::ECONNABORTED),
    ("ECONNREFUSED", libc::ECONNREFUSED),
    ("ECONNRESET", libc::ECONNRESET),
    ("EDQUOT", libc::EDQUOT),
    ("EFBIG", libc::EFBIG),
    ("EINTR", libc::EINTR),
    ("EINVAL", libc::EINVAL),
    ("EIO", libc::EIO),
    ("EMFILE", libc::EMFILE),
    ("ENFILE", libc::ENFILE),
    ("ENOBUFS", libc::ENOBUFS),
    ("ENOMEM", libc::ENOMEM),
    ("ENOSPC", libc::ENOSPC),
    ("EPIPE", libc::EPIPE),
    ("ETIMEDOUT", libc::ETIMEDOUT),
];

/// The number of the error called `name`.
pub fn number(name: &str) -> Option<i32> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, number)| *number)
}

/// `EAGAIN`, or `error 95` where a case has no name for it.
pub fn name(errno: i32) -> String {
    match NAMES.iter().find(|(_, number)| *number == errno) {
        Some((name, _)) => (*name).to_owned(),
        None => format!("error {errno}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{name, number};

    #[test]
    fn whatever_a_case_may_name_is_known() {
        for error in case::fails::ERRORS {
            assert_eq!(number(error).map(name).as_deref(), Some(error));
        }
        for call in case::fails::FAILING_CALLS {
            assert!(trace::FailingCall::from_name(call).is_some(), "{call}");
        }
        assert_eq!((number("EFBIG2"), name(4096).as_str()), (None, "error 4096"));
    }
}
