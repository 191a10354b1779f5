//! Threads and objects, each with a name of its own.

use std::collections::HashMap;
use std::fs;

use schedules_std::scheduler::{Execution, ObjectId, ObjectKind, SourceLocation, ThreadId};

use super::source;

/// As the story calls them.
pub struct Names {
    pub threads: Vec<String>,
    objects: Vec<String>,
}

impl Names {
    /// A thread is called what the program calls it, or what its handle is called; an object what the
    /// variable or the field is called.
    pub fn of(execution: &Execution) -> Self {
        let mut sources = Sources::default();
        let threads = execution.threads.iter().enumerate().map(|(id, thread)| {
            let of_handle = || thread.spawned.and_then(|at| sources.name_at(at));
            let name = if id == 0 { Some("main".to_owned()) } else { thread.name.clone().or_else(of_handle) };
            (name, "thread".to_owned())
        });
        let threads = tell_apart(threads.collect());
        let objects = (0..).zip(&execution.objects).map(|(id, object)| {
            let name = sources.name_at(object.made).or_else(|| sources.receiver_at(first_use(execution, id)?));
            (name.map(|name| format!("`{name}`")), of_kind(object.kind).to_owned())
        });
        let objects = tell_apart(objects.collect());
        Self { threads, objects }
    }

    pub fn thread(&self, id: ThreadId) -> &str {
        &self.threads[id]
    }

    /// A value in which threads are called by their names: `ThreadId(2)` is the first that was started.
    pub fn in_place_of_ids(&self, value: &str) -> String {
        let mut text = value.to_owned();
        for (id, name) in self.threads.iter().enumerate() {
            text = text.replace(&format!("ThreadId({})", id + 1), name);
        }
        text
    }

    pub fn object(&self, id: ObjectId) -> &str {
        &self.objects[id as usize]
    }
}

/// Those that share a name, or have none but what they are, get numbers.
fn tell_apart(found: Vec<(Option<String>, String)>) -> Vec<String> {
    let mut given = HashMap::<String, u32>::new();
    let mut how_many = HashMap::<String, u32>::new();
    for name in found.iter().filter_map(|(name, _)| name.as_ref()) {
        *how_many.entry(name.clone()).or_default() += 1;
    }
    let mut number = |name: &str| {
        let number = given.entry(name.to_owned()).or_default();
        *number += 1;
        format!("{name} {number}")
    };
    let named = found.into_iter().map(|(name, kind)| match name {
        Some(name) if how_many[&name] == 1 => name,
        Some(name) => number(&name),
        None => number(&kind),
    });
    named.collect()
}

/// Where the program first did something with it: for one whose `Default` was derived, which is made on no line of its own.
fn first_use(execution: &Execution, id: ObjectId) -> Option<SourceLocation> {
    execution.events.iter().find(|event| event.action.object() == Some(id))?.place
}

fn of_kind(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Mutex => "lock",
        ObjectKind::RwLock => "rwlock",
        ObjectKind::Condvar => "condition",
        ObjectKind::Barrier => "barrier",
        ObjectKind::Once => "once",
        ObjectKind::Atomic => "atomic",
        ObjectKind::Channel => "channel",
    }
}

/// Files, each read once. One that cannot be read gives no names.
#[derive(Default)]
struct Sources(HashMap<&'static str, String>);

impl Sources {
    fn name_at(&mut self, at: SourceLocation) -> Option<String> {
        source::name_at(self.text(at), at.line(), at.column())
    }

    fn receiver_at(&mut self, at: SourceLocation) -> Option<String> {
        source::receiver_at(self.text(at), at.line(), at.column())
    }

    fn text(&mut self, at: SourceLocation) -> &str {
        self.0.entry(at.file()).or_insert_with(|| fs::read_to_string(at.file()).unwrap_or_default())
    }
}
