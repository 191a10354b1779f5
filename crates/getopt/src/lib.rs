//! The C library's `getopt_long` behind a function that returns what Python's `getopt.getopt` does: pairs, and the rest.

use std::ffi::{CStr, CString, c_char, c_int};
use std::ptr::{null, null_mut};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, bail};

unsafe extern "C" {
    static mut optarg: *mut c_char;
    static mut optind: c_int;
    static mut optopt: c_int;
}

/// The library keeps its place in global variables: one list at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Long options are told apart from letters by their number.
const FIRST_LONG: c_int = 256;

/// What was found on a command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Parsed {
    /// Options and their arguments, in the order in which they were given. `""` stands for no argument.
    pub opts: Vec<(String, String)>,
    /// The words that are left.
    pub args: Vec<String>,
}

/// Parses `words`, without the program's name. `short` is as in Python, `"abc:d:"`; `long` too, `["cond=", "testing"]`.
///
/// ```
/// let words = ["--cond=foo", "-x", "--test", "a1"].map(String::from);
/// let parsed = getopt_lesson::getopt_long(&words, "x", &["cond=", "testing"])?;
/// assert_eq!(parsed.opts[0], ("--cond".to_owned(), "foo".to_owned()));
/// assert_eq!(parsed.opts[2], ("--testing".to_owned(), String::new())); // cut short, told in full
/// assert_eq!(parsed.args, ["a1"]);
/// # Ok::<(), anyhow::Error>(())
/// ```
///
/// # Errors
/// An option that is not known or not unique, and an argument that is missing or too many.
pub fn getopt_long(words: &[String], short: &str, long: &[&str]) -> anyhow::Result<Parsed> {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);

    let words: Vec<CString> =
        [""].into_iter().chain(words.iter().map(String::as_str)).map(CString::new).collect::<Result<_, _>>()?;
    let mut argv: Vec<*mut c_char> = words.iter().map(|word| word.as_ptr().cast_mut()).collect();
    let argc = c_int::try_from(argv.len()).context("number of words")?;
    argv.push(null_mut());

    // `+`: stop at the first word that is no option. `:`: tell a missing argument apart, and print nothing.
    let short = CString::new(format!("+:{short}"))?;
    let names: Vec<CString> = long.iter().map(|it| CString::new(it.trim_end_matches('='))).collect::<Result<_, _>>()?;
    let mut options: Vec<libc::option> = Vec::new();
    for ((name, declared), val) in names.iter().zip(long).zip(FIRST_LONG..) {
        options.push(libc::option {
            name: name.as_ptr(),
            has_arg: c_int::from(declared.ends_with('=')),
            flag: null_mut(),
            val,
        });
    }
    options.push(libc::option { name: null(), has_arg: 0, flag: null_mut(), val: 0 });

    let called = |option: c_int| match u8::try_from(option) {
        Ok(letter) => format!("-{}", char::from(letter)),
        Err(_) => format!("--{}", long[(option - FIRST_LONG) as usize].trim_end_matches('=')),
    };
    // SAFETY: only who holds the lock comes here. 0 has the library begin anew.
    unsafe { optind = 0 };
    let mut opts = Vec::new();
    loop {
        // SAFETY: argv holds argc strings and a null, options end with a row of zeroes; all outlive the call.
        let (found, argument, culprit, next) = unsafe {
            optarg = null_mut(); // for an option without argument it is not set
            let found = libc::getopt_long(argc, argv.as_ptr(), short.as_ptr(), options.as_ptr(), null_mut());
            (found, optarg, optopt, optind as usize)
        };
        if found == -1 {
            let args = words[next..].iter().map(|word| word.to_string_lossy().into_owned()).collect();
            return Ok(Parsed { opts, args });
        }
        match u8::try_from(found) {
            Ok(b':') => bail!("option {} requires argument", called(culprit)),
            Ok(b'?') if culprit >= FIRST_LONG => bail!("option {} must not have an argument", called(culprit)),
            Ok(b'?') if culprit > 0 => bail!("option {} not recognized", called(culprit)),
            Ok(b'?') => bail!("option {} not recognized, or not unique", words[next - 1].to_string_lossy()),
            _ => {}
        }
        let argument = if argument.is_null() {
            String::new()
        } else {
            // SAFETY: it points into one of the words.
            unsafe { CStr::from_ptr(argument) }.to_string_lossy().into_owned()
        };
        opts.push((called(found), argument));
    }
}

#[cfg(test)]
mod tests {
    use super::getopt_long;

    const LONG: [&str; 6] = ["cond=", "testing", "test", "verbose", "version", "output="];

    /// In the form in which Python's results were recorded.
    fn parsed(line: &str, short: &str) -> String {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        match getopt_long(&words, short, &LONG) {
            Ok(parsed) => {
                let opts: Vec<String> =
                    parsed.opts.iter().map(|(name, argument)| format!("{name}={argument}")).collect();
                format!("{} | {}", opts.join(" "), parsed.args.join(" "))
            }
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn short_options_as_python_has_them() {
        assert_eq!(parsed("-ab -cfoo -d bar a1 a2", "abc:d:"), "-a= -b= -c=foo -d=bar | a1 a2");
        assert_eq!(parsed("-c=foo", "c:"), "-c==foo | ");
        assert_eq!(parsed("-c --", "c:"), "-c=-- | ");
        assert_eq!(parsed("-a -a", "a"), "-a= -a= | ");
        assert_eq!(parsed("-az", "a"), "option -z not recognized");
        assert_eq!(parsed("-ac", "ac:"), "option -c requires argument");
    }

    #[test]
    fn long_options_as_python_has_them() {
        assert_eq!(parsed("--cond=foo --testing --output abc.def", ""), "--cond=foo --testing= --output=abc.def | ");
        assert_eq!(parsed("--test --testi --verb", ""), "--test= --testing= --verbose= | ");
        assert_eq!(parsed("--cond= --cond=a=b --cond --testing", ""), "--cond= --cond=a=b --cond=--testing | ");
        assert_eq!(parsed("--testing=1", ""), "option --testing must not have an argument");
        assert_eq!(parsed("--con", ""), "option --cond requires argument");
        assert_eq!(parsed("--nosuch=1", ""), "option --nosuch=1 not recognized, or not unique");
        assert_eq!(parsed("--ver", ""), "option --ver not recognized, or not unique");
        assert_eq!(parsed("-testing", "x"), "option -t not recognized");
    }

    #[test]
    fn where_options_end() {
        assert_eq!(parsed("-a file -b", "ab"), "-a= | file -b");
        assert_eq!(parsed("-a -- -b", "ab"), "-a= | -b");
        assert_eq!(parsed("-a - -b", "ab"), "-a= | - -b");
        // With the program's name in front nothing is found: it is the first word that is no option.
        assert_eq!(parsed("prog -a", "a"), " | prog -a");
    }
}
