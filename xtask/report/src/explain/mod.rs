//! A judgement -> the reason, the evidence, the one next thing to do. Never the answer, at most a screen.
//!
//! ```text
//! scene       the part of the session that is shown       difference  one line was expected, another came
//! choices     several could have come                     missing     the text ended, but more was expected
//! rules       a newline, `@not`                           order       too early, never reached, could not be done
//! endings     exit codes, panics, signals                 limits      too much output, memory, processes, time
//! left        orphans and zombies                         files       the working folder after the run
//! likeness    nearly the same: how, in words              marks       the places where two lines differ
//! misplaced   the line is right, but not here             holes       what {pid:pid} and its like stand for
//! sequence    another order, lines missing or too many    prepared    where the files of a case are
//! steps       a step, as written and in words             by_hand     the command that repeats it
//! hang        who waited for whom                         did         right output, but not what was done for it
//! picture     what the processes did, drawn              schedules   what went wrong under one of many
//! moments     where a signal at every moment came         failed      what the case made fail
//! phrases     a difference in a few words             history     what came before it
//! alike       does a line read as an expected one?
//! composed    the same letters, composed otherwise        window      of a long line the part that matters
//! ```

mod alike;
mod by_hand;
mod choices;
mod composed;
mod did;
mod difference;
mod endings;
mod failed;
mod files;
mod hang;
mod history;
mod holes;
mod left;
mod likeness;
mod limits;
mod marks;
mod misplaced;
mod missing;
mod moments;
mod order;
mod phrases;
mod picture;
mod prepared;
mod rules;
mod scene;
pub mod schedules;
mod sequence;
mod steps;
mod window;

use expect::Session;
use expect::session::Stream;
use expect::visible::{character_start, excerpt};

use super::{CaseReport, SubjectKind};
use display::duration;
use display::styled::{Block, Span, Style, Styled, span};
use outcome::Outcome;
use scene::Scene;
use verdict::finding::{Got, Text};
use verdict::{Combined, Finding, Judgement, Reason, Verdict, panics};

/// What is checked, for the commands that are recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a> {
    /// `fork_wait/fork_sum`
    pub id: &'a str,
    pub kind: SubjectKind,
}

impl<'a> Subject<'a> {
    /// The name without the topic.
    pub fn slug(&self) -> &'a str {
        self.id.rsplit('/').next().unwrap_or(self.id)
    }
}

/// A case of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case<'a> {
    pub subject: Subject<'a>,
    pub name: &'a str,
    pub session: &'a Session,
}

/// Puts one run's judgement into words.
pub fn explain(case: &Case<'_>, outcome: &Outcome, judgement: &Judgement) -> CaseReport {
    let wall_ms = outcome.wall_us / 1000;
    let Some((finding, scene)) =
        judgement.finding.as_ref().and_then(|finding| Scene::of(case, outcome, finding).map(|scene| (finding, scene)))
    else {
        return CaseReport { verdict: judgement.verdict, ..CaseReport::pass(case.name, wall_ms) };
    };
    let told = tell(&scene, &finding.reason).after(moments::story(&scene)).after(failed::story(&scene));
    let mut body = told.body;
    if let Some(later) = later_panic(&scene, &finding.reason) {
        body.prose(later);
    }
    if let Some(files) = prepared::location(&scene) {
        body.prose(files);
    }
    if let Some(picture) = picture::of(&scene, judgement.verdict) {
        body.append(picture);
    }
    body.items(next_steps(&scene, told.right_so_far));
    CaseReport {
        name: case.name.to_owned(),
        verdict: judgement.verdict,
        head: head(case, judgement.verdict, finding),
        message: bounded(told.message),
        wall_ms,
        moments: 0,
        body,
    }
}

/// A script, a log and a CI server get no more than this of one message, in bytes.
const MOST_MESSAGE: usize = 8_000;

/// Of very many long lines in one message what fits.
fn bounded(mut message: String) -> String {
    if message.len() > MOST_MESSAGE {
        let rest = message.split_off(character_start(message.as_bytes(), MOST_MESSAGE));
        message.push_str(&format!("… ({} more bytes)", rest.len()));
    }
    message
}

/// Puts several runs of the same case into words: how many passed, then the run that stands for the others.
pub fn explain_repeats(case: &Case<'_>, runs: &[(Outcome, Judgement)], combined: &Combined) -> CaseReport {
    let wall_ms = runs.iter().map(|(outcome, _)| outcome.wall_us / 1000).sum();
    let Some((outcome, judgement)) = combined.example.and_then(|index| runs.get(index)) else {
        return CaseReport { verdict: combined.verdict, ..CaseReport::pass(case.name, wall_ms) };
    };
    let mut report = CaseReport { wall_ms, ..explain(case, outcome, judgement) };
    if combined.verdict == Verdict::Flaky {
        let score = format!("{} of {} runs passed", combined.passed, combined.total);
        let mut body = Styled::new();
        body.prose(format!("{score}. The first that did not was {}:", judgement.verdict.title()));
        body.blank();
        body.append(report.body);
        report.head = format!("Flaky in case {}", case.name);
        report.message = format!("{score}; the first that did not: {}", report.message);
        report.body = body;
        report.verdict = Verdict::Flaky;
    }
    report
}

/// What is said about a reason.
struct Told {
    /// The reason in one paragraph, for scripts.
    message: String,
    /// Reason and evidence, for a person.
    body: Styled,
    /// Everything before the evidence was right.
    right_so_far: bool,
}

impl Told {
    /// A sentence, then the evidence.
    fn sentence(sentence: impl Into<String>, evidence: Styled) -> Told {
        let message = sentence.into();
        let mut body = Styled::new();
        body.prose(message.as_str());
        if !evidence.is_empty() {
            body.blank();
            body.append(evidence);
        }
        Told { message, body, right_so_far: false }
    }

    /// What led to it, told first.
    fn after(mut self, story: Option<String>) -> Told {
        if let Some(story) = story {
            self.message = format!("{story} {}", self.message);
            let rest = std::mem::replace(&mut self.body, Styled::new());
            self.body.prose(story);
            if matches!(rest.lines.first(), Some(Block::Rows(_))) {
                self.body.blank();
            }
            self.body.append(rest);
        }
        self
    }
}

fn tell(scene: &Scene<'_>, reason: &Reason) -> Told {
    match reason {
        Reason::Differs(difference) => difference::tell(scene, difference),
        Reason::Newline { text, index, got, expected_newline } => {
            rules::tell_newline(scene, text, *index, got, *expected_newline)
        }
        Reason::ForbiddenLine { stream, index, got, line } => rules::tell_forbidden(scene, *stream, *index, got, *line),
        Reason::TooEarly { stream, index, got, step } => order::tell_too_early(scene, *stream, *index, got, *step),
        Reason::OutOfPlace { stream, index, got, step } => order::tell_out_of_place(scene, *stream, *index, got, *step),
        Reason::EndedBeforeStep { step } => order::tell_ended_before(scene, *step),
        Reason::StepFailed { step, why } => order::tell_step_failed(scene, *step, why),
        Reason::Exit(exit) => endings::tell_exit(scene, exit),
        Reason::Signal { signal, expected, missing, .. } => {
            endings::tell_signal(scene, *signal, expected, missing.as_deref())
        }
        Reason::OutputLimit { bytes } => limits::tell_output(scene, *bytes),
        Reason::FolderLimit { bytes } => limits::tell_folder(scene, *bytes),
        Reason::MemoryLimit { bytes } => limits::tell_memory(scene, *bytes),
        Reason::ThreadLimit { threads, bytes } => limits::tell_threads(scene, *threads, *bytes),
        Reason::ProcessLimit { processes } => limits::tell_processes(scene, *processes),
        Reason::Refused { what } => limits::tell_refused(scene, what),
        Reason::TimedOut(timed_out) => limits::tell_timed_out(scene, timed_out),
        Reason::StillRunning(left) => left::tell_running(scene, left),
        Reason::NeverWaitedFor(left) => left::tell_zombies(scene, left),
        Reason::ClaimBroken(broken) => did::tell(scene, broken),
        Reason::RanUnasked(unasked) => did::tell_unasked(scene, unasked),
        Reason::Busy(busy) => did::tell_busy(scene, busy),
        Reason::FileMissing { name } => files::tell_missing(scene, name),
        Reason::NoFile { name, what } => files::tell_no_file(scene, name, what),
        Reason::FileThere { name } => files::tell_there(scene, name),
        Reason::Check { says, .. } => Told::sentence(sentence(says), scene.whole_output()),
    }
}

/// `WrongOutput in case uneven`
fn head(case: &Case<'_>, verdict: Verdict, finding: &Finding) -> String {
    let head = format!("{} in case {}", verdict.title(), case.name);
    if let Reason::TimedOut(timed_out) = &finding.reason {
        // A deadlock was there long before.
        let found = if verdict == Verdict::Deadlock { "found after" } else { "after" };
        return format!("{head}, {found} {}", seconds(timed_out.after_ms));
    }
    head
}

/// A line was wrong; the panic that came later is worth a word.
fn later_panic(scene: &Scene<'_>, reason: &Reason) -> Option<String> {
    let is_about_stdout = if let Reason::Differs(difference) = reason {
        difference.text == Text::Stream(Stream::Stdout) && difference.got != Got::End
    } else {
        matches!(reason, Reason::TooEarly { .. } | Reason::OutOfPlace { .. } | Reason::ForbiddenLine { .. })
    };
    let panic = panics::panic_of(&scene.run.events).filter(|_| is_about_stdout)?;
    Some(format!("Later it {}.", endings::panicked(scene, &panic)))
}

/// What to do now: repeat it by hand; ask for a hint.
fn next_steps(scene: &Scene<'_>, right_so_far: bool) -> Vec<Vec<Span>> {
    let mut items = Vec::new();
    if right_so_far {
        items.push(vec![span(Style::Plain, "All before it is right.")]);
    }
    if let Some(command) = moments::again(scene) {
        items.push(vec![span(Style::Plain, "This moment again: "), span(Style::Command, command)]);
    } else if let Some(command) = by_hand::command(scene) {
        items.push(vec![span(Style::Plain, "By hand: "), span(Style::Command, command)]);
    }
    if scene.case.subject.kind == SubjectKind::Exercise {
        let hint = format!("cargo xtask hint {}", scene.case.subject.slug());
        items.push(vec![span(Style::Plain, "Stuck: "), span(Style::Command, hint)]);
    }
    items
}

/// `5.0 s`, `200 ms`
fn seconds(ms: u64) -> String {
    duration::in_words(ms * 1000)
}

/// `1 line`, `2 lines`
fn counted(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

/// With a capital letter and a full stop.
fn sentence(text: &str) -> String {
    let text = visible_text(text);
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let rest = letters.as_str();
    let stop = if rest.ends_with(['.', '!', '?', ':']) { "" } else { "." };
    format!("{first}{rest}{stop}")
}

/// Text of the course's own, harmless: it may quote the program.
fn visible_text(text: &str) -> String {
    text.lines().map(|line| excerpt(line.trim().as_bytes())).collect::<Vec<_>>().join(" ")
}
