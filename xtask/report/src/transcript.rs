//! A run of a case as it went: what was typed, what came, what the checker did. For `run --case`.

use expect::session::{Command, Session, Stream};
use expect::visible::excerpt;
use expect::words::quote;

use display::styled::{Row, Style, Styled, span};
use outcome::Outcome;
use outcome::{CommandOutcome, Ended, Event, LeftState, StepDone};

/// Everything that happened, with the time since the start of the command behind each line; `text` is the case as written.
pub fn of(session: &Session, text: &str, outcome: &Outcome) -> Styled {
    let mut styled = Styled::new();
    let lines: Vec<&str> = text.lines().collect();
    for (command, run) in session.commands.iter().zip(&outcome.commands) {
        styled.rows(rows(command, run, &lines));
    }
    if let Some(fault) = &outcome.fault {
        styled.prose(format!("The checker could not do its part: {fault}"));
    }
    styled
}

fn rows(command: &Command, run: &CommandOutcome, lines: &[&str]) -> Vec<Row> {
    let env = run.env.iter().map(|(name, value)| format!("{name}={} ", quote(value)));
    let words: Vec<String> = run.words.iter().map(|word| quote(word)).collect();
    let typed = env.collect::<String>() + &words.join(" ");
    let mut rows = vec![row("$ ", Style::Command, &excerpt(typed.as_bytes()), "")];
    for event in &run.events {
        rows.push(match event {
            Event::Line { stream, text, newline, at_us } => {
                let prefix = if *stream == Stream::Stderr { "2> " } else { "  " };
                let end = if *newline { "" } else { " (no newline)" };
                row(prefix, Style::Plain, &(excerpt(text) + end), &ms(*at_us))
            }
            Event::Step { phase, done, at_us } => {
                let step = command.phases.get(*phase as usize).and_then(|phase| phase.step.as_ref());
                let written = step.and_then(|step| lines.get(step.line as usize - 1)).copied().unwrap_or_default();
                row("  ", Style::Dim, &format!("{}{}", excerpt(written.as_bytes()), came(done)), &ms(*at_us))
            }
        });
    }
    rows.push(row("  ", Style::Dim, &ended(run), &ms(run.wall_us)));
    for left in &run.left {
        let state = match left.state {
            LeftState::Ended => "ended and was never waited for",
            LeftState::Running => "was still running and has been stopped",
        };
        rows.push(row("  ", Style::Bad, &format!("{} (pid {}) {state}", excerpt(&left.command), left.pid), ""));
    }
    rows
}

fn came(done: &StepDone) -> String {
    match done {
        StepDone::Done { bound } => {
            let bound = bound.iter().map(|(name, value)| format!("    {name} = {}", excerpt(value)));
            bound.collect()
        }
        StepDone::Received { ended: true, .. } => "    came: the end".into(),
        StepDone::Received { line, .. } => format!("    came: {}", excerpt(line)),
        StepDone::Failed { reason } => format!("    failed: {}", excerpt(reason.as_bytes())),
    }
}

fn ended(run: &CommandOutcome) -> String {
    let how = match run.ended {
        Ended::Exited { code } => format!("exit code {code}"),
        Ended::Signaled { signal, .. } => format!("killed by signal {signal}"),
        Ended::NotStarted => "not started".into(),
    };
    if run.stopped.is_some() { format!("{how}, stopped by the checker") } else { how }
}

fn ms(us: u64) -> String {
    format!("{} ms", us / 1000)
}

fn row(prefix: &str, style: Style, text: &str, note: &str) -> Row {
    Row {
        gutter: vec![span(Style::Dim, prefix)],
        text: vec![span(style, text)],
        note: vec![span(Style::Dim, note)],
        ..Row::default()
    }
}
