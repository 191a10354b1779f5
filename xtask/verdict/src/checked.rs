//! `@check`: the exercise's own functions. One that panics is the course's fault.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::Once;

use super::recorded::{CheckFn, Recorded};

/// What came of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    Holds,
    /// What is wrong, in the course's words.
    Wrong(String),
    /// How and where the function panicked.
    Panicked(String),
}

/// Calls the function with a run.
pub fn run(check: CheckFn, run: &Recorded) -> Checked {
    match catch_quietly(|| check(run)) {
        Ok(Ok(())) => Checked::Holds,
        Ok(Err(says)) => Checked::Wrong(says),
        Err(how) => Checked::Panicked(how),
    }
}

thread_local! {
    /// Some while this thread's panics are caught: then they are noted here and not printed.
    static NOTED: RefCell<Option<String>> = const { RefCell::new(None) };
}

fn catch_quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(note_caught_panics);
    NOTED.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let noted = NOTED.take().unwrap_or_default();
    result.map_err(|_| noted)
}

/// Std prints a panic before it unwinds, so only a hook can keep it quiet. Other threads' panics go the usual way.
fn note_caught_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let is_noted = NOTED.with_borrow_mut(|noted| {
            let Some(noted) = noted else { return false };
            let place = info.location().map_or(String::new(), |at| format!(" at {}:{}", at.file(), at.line()));
            *noted = format!("panicked{place}: {}", message(info));
            true
        });
        if !is_noted {
            usual(info);
        }
    }));
}

fn message<'a>(info: &'a PanicHookInfo<'_>) -> &'a str {
    let payload = info.payload();
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (None, Some(text)) => text,
        (None, None) => "no message",
    }
}

#[cfg(test)]
mod tests {
    use super::catch_quietly;

    #[test]
    fn a_panic_is_caught_with_its_place_and_message() {
        assert_eq!(catch_quietly(|| 7), Ok(7));
        let caught = catch_quietly(|| panic!("the case binds no name 'n'")).unwrap_err();
        assert!(caught.starts_with("panicked at ") && caught.ends_with(": the case binds no name 'n'"), "{caught}");
    }
}
