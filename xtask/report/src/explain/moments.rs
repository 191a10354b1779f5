//! A step at every moment went wrong at one of them: which that was, and where the program was then.

use expect::session::{Step, When};
use expect::visible::excerpt;

use super::scene::Scene;
use crate::SubjectKind;
use hang::Place;
use outcome::{Ended, Event, HandlerCall, Meeting, signal};
use trace::{Moment, Side};

/// Where the signal came, and what its handler did first; None if no such signal met a moment.
pub fn story(scene: &Scene<'_>) -> Option<String> {
    let meeting = scene.run.met.as_ref()?.at.as_ref()?;
    let signal = signal_of(scene)?;
    // At rest it comes as any other; it matters if nothing was done after it, or if it was the end.
    if meeting.moment.side == Side::In && !is_last_step(scene) && !is_killed_by(scene, signal) {
        return None;
    }
    let mut story = came(signal, meeting);
    if let Some(handler) = &meeting.handler {
        story.push(' ');
        story.push_str(&handled(handler));
    }
    Some(story)
}

/// The command that repeats this moment.
pub fn again(scene: &Scene<'_>) -> Option<String> {
    let met = scene.run.met.as_ref()?;
    met.at.as_ref().filter(|meeting| meeting.moment.side != Side::In)?;
    let option = match scene.case.subject.kind {
        SubjectKind::Exercise => "",
        SubjectKind::Solution => " --solutions",
        SubjectKind::Demo => " --demos",
        SubjectKind::Lesson => return None,
    };
    let (slug, case) = (scene.case.subject.slug(), scene.case.name);
    Some(format!("cargo xtask check {slug}{option} --case {case} --moment {}", met.moments))
}

/// `SIGINT came while main was inside println! at main.rs:14: its write had just ended.`
fn came(signal: &str, meeting: &Meeting) -> String {
    let Meeting { moment, place, .. } = meeting;
    let call = moment.call_name();
    let thread = place.as_ref().map_or_else(|| number(moment), |place| name(&place.thread));
    let line = place.as_ref().map(at).unwrap_or_default();
    let inside = place.as_ref().and_then(|place| place.inside.as_deref());
    match (moment.side, inside) {
        (Side::After, Some(inside)) => {
            format!("SIG{signal} came while {thread} was inside {inside}{line}: its {call} had just ended.")
        }
        (Side::After, None) => format!("SIG{signal} came in {thread} just after {call}{line}."),
        (Side::In, _) if is_for_another(moment) => {
            format!("SIG{signal} came while {thread} waited for another thread{line}.")
        }
        (Side::In, _) => format!("SIG{signal} came while {thread} waited in {call}{line}."),
        (Side::Before, _) if is_for_another(moment) => {
            format!("SIG{signal} came in {thread} just before it would wait for another thread{line}.")
        }
        (Side::Before, _) => format!("SIG{signal} came in {thread} just before {call}{line}: too early to end it."),
    }
}

/// `Its handler was inside println! at main.rs:9 then.`
fn handled(handler: &HandlerCall) -> String {
    let place = &handler.place;
    match &place.inside {
        Some(inside) => format!("Its handler went into {inside}{}, too.", at(place)),
        None => format!("Its handler called {}{}.", handler.call.call_name(), at(place)),
    }
}

/// Was the step at every moment the last one that was done?
fn is_last_step(scene: &Scene<'_>) -> bool {
    let done = scene.run.events.iter().rev().find_map(|event| match event {
        Event::Step { phase, .. } => Some(*phase as usize),
        Event::Line { .. } => None,
    });
    let step = done.and_then(|phase| scene.command.phases.get(phase)?.step.as_ref());
    step.is_some_and(|step| step.what.meets_moments())
}

fn is_killed_by(scene: &Scene<'_>, signal: &str) -> bool {
    matches!(scene.run.ended, Ended::Signaled { signal: number, .. } if signal::number(signal) == Some(number))
}

/// Locks, conditions, channels and joins come down to this.
fn is_for_another(moment: &Moment) -> bool {
    moment.call as libc::c_long == libc::SYS_futex
}

fn number(moment: &Moment) -> String {
    if moment.tid == moment.pid { "main".to_owned() } else { format!("thread {}", moment.tid) }
}

/// ` at main.rs:14`
fn at(place: &Place) -> String {
    place.line.as_ref().map(|line| format!(" {}", excerpt(line.to_string().as_bytes()))).unwrap_or_default()
}

fn name(thread: &str) -> String {
    if thread == "main" { thread.to_owned() } else { format!("thread {}", excerpt(thread.as_bytes())) }
}

fn signal_of<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    scene.steps().find_map(|step| {
        let Step::Signal { signal, when: When::EveryMoment, .. } = &step.what else { return None };
        Some(signal.as_str())
    })
}
