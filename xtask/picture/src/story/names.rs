//! What processes and threads are called in a picture.

use super::lives::{Life, Lives};

/// So deep children of children are numbered within their parents.
const MOST_DEEP: usize = 2;

/// In the order of the lanes.
pub fn of(lives: &Lives, hang: Option<&hang::Explanation>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(lives.all.len());
    for (lane, life) in lives.all.iter().enumerate() {
        let name = match life.parent {
            None if lane == 0 => leader(lives, life),
            None => format!("pid {}", life.tid),
            Some(parent) if life.is_thread => {
                given(life, hang).unwrap_or_else(|| within(&names[parent], parent, &thread(lives, lane, parent)))
            }
            // Deep in a chain a path of numbers says nothing.
            Some(_) if depth(lives, lane) > MOST_DEEP => {
                format!("process {}", 1 + (0..lane).filter(|other| !lives.all[*other].is_thread).count())
            }
            Some(parent) => child(lives, lane, lives.process_of(parent), &names),
        };
        names.push(name);
    }
    names
}

/// Children of the leader are 1 deep.
fn depth(lives: &Lives, lane: usize) -> usize {
    // A parent always stands before its child.
    std::iter::successors(lives.all[lane].parent, |above| lives.all[*above].parent).count()
}

fn leader(lives: &Lives, life: &Life) -> String {
    if lives.children_of(0).next().is_some() {
        "parent".to_owned()
    } else if lives.threads_of(0).next().is_some() {
        "main".to_owned()
    } else {
        life.program.clone().unwrap_or_else(|| "your program".to_owned())
    }
}

/// `child 2`; `child 2.1` is its child. One alone has no number.
fn child(lives: &Lives, lane: usize, parent: usize, names: &[String]) -> String {
    let number = 1 + lives.children_of(parent).take_while(|sibling| *sibling != lane).count();
    let is_alone = lives.children_of(parent).count() == 1;
    match names[parent].strip_prefix("child") {
        _ if parent == 0 && is_alone => "child".to_owned(),
        _ if parent == 0 => format!("child {number}"),
        Some("") => format!("child .{number}"),
        Some(above) => format!("child{above}.{number}"),
        None => format!("child {number} of {}", names[parent]),
    }
}

/// The first thread is the process itself.
fn thread(lives: &Lives, lane: usize, process: usize) -> String {
    format!("thread {}", 2 + lives.threads_of(process).take_while(|sibling| *sibling != lane).count())
}

fn within(process: &str, lane: usize, name: &str) -> String {
    if lane == 0 { name.to_owned() } else { format!("{process}, {name}") }
}

/// As the program itself calls the thread, if a hang tells.
fn given(life: &Life, hang: Option<&hang::Explanation>) -> Option<String> {
    let wait = hang?.waits.iter().find(|wait| wait.thread == life.tid)?;
    let name = wait.name.split(" of ").next().unwrap_or(&wait.name);
    (!name.starts_with("thread ")).then(|| expect::visible::visible(name.as_bytes()))
}
