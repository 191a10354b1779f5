//! getopt_short: the C library's own getopt, which Python's module is modelled on, at work on the slides' example.
//!
//! ```console
//! $ getopt_short -ab -cfoo -d bar a1 a2
//! opts=[("-a", ""), ("-b", ""), ("-c", "foo"), ("-d", "bar")]
//! args=["a1", "a2"]
//!
//! $ getopt_short -c -a -- -b
//! opts=[("-c", "-a")]
//! args=["-b"]
//!
//! $ getopt_short -a file -b
//! opts=[("-a", "")]
//! args=["file", "-b"]
//!
//! $ getopt_short -az
//! 2> getopt_short: option -z not recognized
//! @exit 2
//!
//! $ getopt_short -c
//! 2> getopt_short: option -c requires argument
//! @exit 2
//! ```
//!
//! The letters are declared as `abc:d:`; a colon says that the letter before it takes an argument.
//!
//! Notice what counts as that argument: the rest of the word if there is any, else the whole next word, even one that
//! looks like an option. Notice also where it all ends: at the first word that is no option, or after `--`.
//!
//! This getopt talks to its caller through global variables, so it cannot serve two threads, or parse two lists by
//! turns. Python's and yours return a list. The `+` keeps GNU's library from hunting for options behind the first word;
//! the `:` after it has a missing argument reported as `:` and silences the library's own messages.
//!
//! Try this: remove the `+` and run the third example. Then set POSIXLY_CORRECT in the environment and run it again.
//! Then: exercise `mini_getopt`, the same without the library.

use std::env;
use std::ffi::{CStr, CString, c_char, c_int};
use std::process::ExitCode;
use std::ptr;

use anyhow::Context;

unsafe extern "C" {
    static mut optarg: *mut c_char;
    static mut optind: c_int;
    static mut optopt: c_int;
}

fn main() -> anyhow::Result<ExitCode> {
    let words: Vec<CString> = env::args().map(CString::new).collect::<Result<_, _>>().context("NUL in a word")?;
    let mut argv: Vec<*mut c_char> = words.iter().map(|word| word.as_ptr().cast_mut()).collect();
    let argc = c_int::try_from(argv.len()).context("number of words")?;
    argv.push(ptr::null_mut());

    let mut opts = Vec::new();
    loop {
        // SAFETY: argv holds argc strings and a null, and outlives the call; the process has one thread.
        let (letter, argument, culprit) = unsafe {
            optarg = ptr::null_mut(); // for an option without argument it is not set
            let letter = libc::getopt(argc, argv.as_ptr(), c"+:abc:d:".as_ptr());
            (letter, optarg, optopt)
        };
        let Ok(letter) = u8::try_from(letter) else { break }; // -1: no more options
        if letter == b'?' || letter == b':' {
            let what = if letter == b'?' { "not recognized" } else { "requires argument" };
            eprintln!("getopt_short: option -{} {what}", char::from(culprit as u8));
            return Ok(ExitCode::from(2));
        }
        let argument = if argument.is_null() {
            String::new()
        } else {
            // SAFETY: it points into one of the words.
            unsafe { CStr::from_ptr(argument) }.to_string_lossy().into_owned()
        };
        opts.push((format!("-{}", char::from(letter)), argument));
    }

    // SAFETY: as above; it is the index of the first word that is no option.
    let rest = usize::try_from(unsafe { optind }).context("optind")?;
    println!("opts={opts:?}");
    println!("args={:?}", env::args().skip(rest).collect::<Vec<_>>());
    Ok(ExitCode::SUCCESS)
}
