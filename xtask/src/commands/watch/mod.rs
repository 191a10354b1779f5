//! `cargo xtask watch [SELECTOR]`: check again on every save, and go on to the next exercise when one is solved.
//!
//! The check runs in a thread of its own, so that a save and a key are seen while it runs. A save cancels it: a program
//! that hangs does not hold up the watch.

mod keys;
mod saves;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::arguments::Arguments;
use super::hint::{self, Which};
use super::states::States;
use super::{Place, list, say, show, write};
use crate::check::{self, Checked, Options, Silent, Subject};
use crate::course::{self, Among};
use crate::fault::{Exit, Fault};
use crate::report::Summary;
use crate::report::paint::{ColorChoice, Painter};
use crate::report::text::{self, Detail, Others, State};
use crate::run::{self, Cancel, interrupt};

/// What the loop waits for.
enum Event {
    /// A file in the folder of a watched exercise.
    Saved(PathBuf),
    Key(u8),
    /// The check of this number is over.
    Checked(u32, Result<Checked, Fault>),
    /// A signal asks for the end.
    Signal,
}

pub fn run(mut arguments: Arguments) -> Result<Exit, Fault> {
    let selectors = arguments.words()?;
    run::prepare_runner()?;
    let keys = keys::SingleKeys::enter();
    // Ctrl-C comes as a key; a SIGTERM must still give the terminal back first.
    let hold = interrupt::hold();
    let (sender, events) = mpsc::channel();
    let signals = sender.clone();
    interrupt::when_requested(move || drop(signals.send(Event::Signal)));
    if keys.is_some() {
        keys::listen(sender.clone());
    }
    let place = arguments.place()?;
    let mut watch = Watch {
        place,
        selectors,
        color: arguments.color,
        has_keys: keys.is_some(),
        sender,
        events,
        checks: 0,
        open: 0,
    };
    let ended = watch.run();
    watch.settle();
    drop((keys, hold));
    interrupt::end_if_requested();
    ended
}

impl Watch {
    /// One exercise after another.
    fn run(&mut self) -> Result<Exit, Fault> {
        while let Some(id) = self.next_unsolved()? {
            if let Turn::Quit = self.exercise(&id)? {
                return Ok(Exit::AllPass);
            }
        }
        say("Everything selected is solved.      cargo xtask list");
        Ok(Exit::AllPass)
    }

    /// Waits for the checks that were cancelled: each has a folder to remove.
    fn settle(&mut self) {
        let deadline = Instant::now() + MOST_PATIENCE;
        while self.open > 0 {
            match self.events.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(Event::Checked(..)) => self.open -= 1,
                Ok(Event::Saved(_) | Event::Key(_) | Event::Signal) => {}
                Err(_) => return,
            }
        }
    }
}

struct Watch {
    place: Place,
    selectors: Vec<String>,
    color: ColorChoice,
    has_keys: bool,
    sender: Sender<Event>,
    events: Receiver<Event>,
    /// Checks started; each has its number, so that the end of a cancelled one is not taken for the latest's.
    checks: u32,
    /// Those that are not over.
    open: u32,
}

/// What comes after an exercise.
enum Turn {
    Next,
    Quit,
}

impl Watch {
    /// The first of those selected that does not pass.
    fn next_unsolved(&self) -> Result<Option<String>, Fault> {
        let Place { root, here } = &self.place;
        let course = course::discover_among(root, &self.selectors, Among::Exercises, here);
        let selected = course::select(&course, &self.selectors, Among::Exercises, here)?;
        let states = States::new(root);
        let mut exercises = selected.exercises.into_iter();
        let next = exercises.find(|exercise| states.of(root, exercise) != State::Solved);
        Ok(next.map(|exercise| exercise.id()))
    }

    /// Watches one until it is solved and you ask for the next, or for the end.
    fn exercise(&mut self, id: &str) -> Result<Turn, Fault> {
        let folder = self.place.root.join("exercises").join(id);
        saves::listen(&folder, self.sender.clone())?;
        let mut cancel = self.start(id);
        let mut solved = false;
        while let Ok(event) = self.events.recv() {
            if let Event::Checked(..) = event {
                self.open -= 1;
            }
            match event {
                Event::Saved(path) if path.starts_with(&folder) => {
                    cancel.pull();
                    cancel = self.start(id);
                }
                Event::Checked(number, checked) if number == self.checks => solved = self.show(checked),
                // Of an exercise or a check that is no longer the one.
                Event::Saved(_) | Event::Checked(..) => {}
                Event::Key(b'n') if solved => return Ok(Turn::Next),
                Event::Key(b'r') => {
                    cancel.pull();
                    cancel = self.start(id);
                }
                Event::Signal | Event::Key(b'q' | CTRL_C | CTRL_D | CTRL_BACKSLASH) => {
                    cancel.pull();
                    return Ok(Turn::Quit);
                }
                Event::Key(key) => self.answer(key, id, solved)?,
            }
        }
        Ok(Turn::Quit)
    }

    fn answer(&self, key: u8, id: &str, solved: bool) -> Result<(), Fault> {
        let course = course::discover(&self.place.root);
        match key {
            b'h' => {
                let exercise = course::one_exercise(&course, id, &self.place.root)?;
                show(&self.painter(), &hint::next(&self.place.root, exercise, Which::Next)?);
            }
            b'l' => {
                let selection = course::select(&course, &self.selectors, Among::Exercises, &self.place.here)?;
                show(&self.painter(), &list::rows(&course, &selection));
            }
            _ => {}
        }
        self.say_keys(solved);
        Ok(())
    }

    /// Starts a check in a thread of its own; its end comes as an event.
    fn start(&mut self, id: &str) -> Cancel {
        self.checks += 1;
        self.open += 1;
        if self.has_keys && io::stdout().is_terminal() && self.painter().ink == crate::report::paint::Ink::Colour {
            write("\x1b[2J\x1b[3J\x1b[H");
        }
        say(format_args!("checking {id} .."));
        let (number, sender, cancel) = (self.checks, self.sender.clone(), Cancel::new());
        let (root, id, its_cancel) = (self.place.root.clone(), id.to_owned(), cancel.clone());
        thread::spawn(move || {
            let checked = check_one(&root, &id, &its_cancel);
            let _ = sender.send(Event::Checked(number, checked));
        });
        cancel
    }

    /// Shows what was found; true if the exercise is solved. A fault of the course may be mended by the next save.
    fn show(&self, checked: Result<Checked, Fault>) -> bool {
        let painter = self.painter();
        let Checked { reports, faults } =
            checked.unwrap_or_else(|fault| Checked { reports: vec![], faults: vec![fault] });
        for report in &reports {
            show(&painter, &text::exercise(report, Detail::Full));
        }
        show(&painter, &text::limits(&Summary::of(&reports, &[], 0)));
        for fault in &faults {
            show(&painter, &text::fault(fault, Others::Stopped));
        }
        let solved = reports.iter().any(|report| report.verdict.is_pass());
        self.say_keys(solved);
        solved
    }

    fn say_keys(&self, solved: bool) {
        if self.has_keys {
            let next = if solved { "n next   " } else { "" };
            say(format_args!("\n{next}h hint   r run again   l list   q quit      waiting for a save"));
        }
        let _ = io::stdout().flush();
    }

    fn painter(&self) -> Painter {
        Painter::from_env(self.color, &io::stdout())
    }
}

const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const CTRL_BACKSLASH: u8 = 0x1c;
/// A check that was cancelled ends as soon as its supervisors have swept.
const MOST_PATIENCE: Duration = Duration::from_secs(10);

fn check_one(root: &Path, id: &str, cancel: &Cancel) -> Result<Checked, Fault> {
    let course = course::discover_among(root, &[id.to_owned()], Among::Exercises, root);
    let exercise = course::one_exercise(&course, id, root)?;
    check::check(root, &[Subject::of_exercise(exercise)], &Options::usual()?, cancel, &mut Silent)
}
