//! Sentences out of waits: the cause first, those who do the same together.

use super::wait::Found;
use crate::snapshot::{Pid, Snapshot};

/// More than this is no explanation any more.
const MOST_SENTENCES: usize = 8;
/// How many are called by name in one sentence.
const MOST_NAMES: usize = 3;

pub fn all(snapshot: &Snapshot, waits: &[Found], in_circle: &[Pid]) -> Vec<String> {
    let mut ordered: Vec<&Found> = waits.iter().collect();
    let position = |pid: Pid| snapshot.processes.iter().position(|process| process.pid == pid);
    // Children before their parents and threads before main: who waits comes after whom it waits for.
    ordered.sort_by_key(|found| {
        let circle = in_circle.iter().position(|thread| *thread == found.wait.thread).unwrap_or(usize::MAX);
        let depth = position(found.wait.process).map_or(0, |position| usize::MAX - position);
        (circle, !found.wait.whom.is_empty(), depth, found.is_first)
    });
    let mut groups: Vec<Vec<&Found>> = Vec::new();
    for found in ordered {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| is_alike(first, found))) {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    let more: usize = groups.iter().skip(MOST_SENTENCES).map(Vec::len).sum();
    let mut sentences: Vec<String> = groups.iter().take(MOST_SENTENCES).map(|group| sentence(group, waits)).collect();
    if more > 0 {
        sentences.push(format!("And {more} more wait."));
    }
    sentences
}

fn is_alike(one: &Found, other: &Found) -> bool {
    one.holds.is_none() && other.holds.is_none() && one.clause == other.clause && one.wait.place == other.wait.place
}

fn sentence(group: &[&Found], all: &[Found]) -> String {
    let Some(first) = group.first() else { return String::new() };
    let clause = &first.clause;
    let verb = if group.len() > 1 { plural(clause.verb) } else { clause.verb };
    let mut place = first.wait.place.as_ref().map(|place| format!(" {place}")).unwrap_or_default();
    if let Some(called_at) = first.wait.called_at.as_ref().filter(|_| clause.is_deep) {
        place += &format!(" (called {called_at})");
    }
    let mut object = clause.object.clone();
    let mut holds = String::new();
    if let Some(taken) = &first.holds {
        holds = format!(" holds the lock taken {taken} and");
        object = object.replacen("the lock that", "the one that", 1);
    }
    let object = if object.is_empty() { object } else { format!(" {object}") };
    // One waits at a line for something, but reads something at a line.
    let middle = if clause.verb == "waits" { place + &object } else { object + &place };
    let stuck = if is_mutual(first, all) { ", so neither can go on" } else { "" };
    capitalised(format!("{}{holds} {verb}{middle}{}{stuck}.", subject(group), clause.tail))
}

/// Two processes that wait for each other; told with the one that comes last.
fn is_mutual(found: &Found, all: &[Found]) -> bool {
    found.clause.object.starts_with("in waitpid")
        && all.iter().any(|other| {
            found.wait.whom == [other.wait.process]
                && other.wait.process != found.wait.process
                && other.wait.whom == [found.wait.process]
        })
}

fn plural(verb: &'static str) -> &'static str {
    match verb {
        "is" => "are",
        verb => verb.strip_suffix('s').unwrap_or(verb),
    }
}

fn subject(group: &[&Found]) -> String {
    let names: Vec<&str> = group.iter().take(MOST_NAMES).map(|found| found.wait.name.as_str()).collect();
    match (names.as_slice(), group.len().saturating_sub(MOST_NAMES)) {
        ([only], _) => (*only).to_owned(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (names, others) => format!("{} and {others} others", names.join(", ")),
    }
}

/// A sentence begins with a capital, unless it begins with a name.
fn capitalised(text: String) -> String {
    if ["the ", "your ", "pid ", "child ", "thread "].iter().any(|word| text.starts_with(word)) {
        let mut letters = text.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    } else {
        text
    }
}
