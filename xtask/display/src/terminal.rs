//! What the place that is written to can do.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::os::fd::{AsFd, AsRawFd};

/// `--color`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

/// Columns of a terminal that does not tell how many it has.
const USUAL_COLUMNS: usize = 80;
const LEAST_COLUMNS: usize = 40;

/// Are colours wanted, and understood? `variable` looks up the environment.
///
/// See no-color.org for `NO_COLOR` and bixense.com/clicolors for `CLICOLOR_FORCE`; what the command line says comes first.
pub fn wants_colour(choice: ColorChoice, is_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if is_set("NO_COLOR") => false,
        ColorChoice::Auto if is_set("CLICOLOR_FORCE") && variable("CLICOLOR_FORCE") != Some("0".into()) => true,
        ColorChoice::Auto => is_terminal && is_set("TERM") && variable("TERM") != Some("dumb".into()),
    }
}

/// Columns of the terminal: `COLUMNS` if set, else what the terminal says, else 80.
pub fn columns(stream: impl AsFd, variable: impl Fn(&str) -> Option<OsString>) -> usize {
    let from_variable = || variable("COLUMNS")?.to_str()?.parse().ok().filter(|columns| *columns > 0);
    from_variable().or_else(|| window_columns(stream)).unwrap_or(USUAL_COLUMNS).max(LEAST_COLUMNS)
}

/// Can a line be rewritten there?
pub fn is_rewritable(stream: impl IsTerminal, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    stream.is_terminal() && variable("TERM").is_some_and(|term| !term.is_empty() && term != "dumb")
}

fn window_columns(stream: impl AsFd) -> Option<usize> {
    let mut size = libc::winsize { ws_row: 0, ws_col: 0, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: TIOCGWINSZ writes a winsize, which outlives the call; the descriptor is borrowed, so it is open.
    let done = unsafe { libc::ioctl(stream.as_fd().as_raw_fd(), libc::TIOCGWINSZ, &raw mut size) };
    (done == 0 && size.ws_col > 0).then_some(usize::from(size.ws_col))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::{ColorChoice, columns, wants_colour};

    fn environment(set: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<OsString> {
        move |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
    }

    #[test]
    fn automatic_colour_needs_a_terminal_that_knows_it() {
        let auto = |is_terminal, set| wants_colour(ColorChoice::Auto, is_terminal, environment(set));
        assert!(auto(true, &[("TERM", "xterm-256color")]));
        assert!(!auto(false, &[("TERM", "xterm-256color")]));
        assert!(!auto(true, &[("TERM", "dumb")]));
        assert!(!auto(true, &[]));
        assert!(!auto(true, &[("TERM", "xterm"), ("NO_COLOR", "1")]));
        assert!(auto(true, &[("TERM", "xterm"), ("NO_COLOR", "")]));
        assert!(auto(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!auto(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!auto(false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    }

    #[test]
    fn the_command_line_comes_before_the_environment() {
        assert!(wants_colour(ColorChoice::Always, false, environment(&[("NO_COLOR", "1")])));
        assert!(!wants_colour(ColorChoice::Never, true, environment(&[("CLICOLOR_FORCE", "1"), ("TERM", "xterm")])));
    }

    #[test]
    fn columns_come_from_the_environment_or_are_eighty() {
        let nowhere = std::fs::File::open("/dev/null").unwrap();
        assert_eq!(columns(&nowhere, environment(&[("COLUMNS", "132")])), 132);
        assert_eq!(columns(&nowhere, environment(&[("COLUMNS", "wide")])), 80);
        assert_eq!(columns(&nowhere, environment(&[("COLUMNS", "3")])), 40);
        assert_eq!(columns(&nowhere, environment(&[])), 80);
    }
}
