//! Saves in an exercise's folder. Editors write in place, or rename a new file over the old one; both are seen.

use std::io;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread;

use inotify::{Inotify, WatchMask};

use super::Event;
use crate::fault::Fault;

/// Folders of an exercise in which something is edited.
const FOLDERS: [&str; 2] = ["", "cases"];

/// Sends an event for each save, from a thread that ends when the receiver is gone.
pub fn listen(folder: &Path, events: Sender<Event>) -> Result<(), Fault> {
    let failed = |error: io::Error| {
        Fault::course(format!("the folder cannot be watched: {error}")).at(folder.display().to_string())
    };
    let mut inotify = Inotify::init().map_err(failed)?;
    let mask = WatchMask::CLOSE_WRITE | WatchMask::MOVED_TO | WatchMask::DELETE;
    for name in FOLDERS {
        inotify.watches().add(folder.join(name), mask).map_err(failed)?;
    }
    let folder = folder.to_path_buf();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(seen) = inotify.read_events_blocking(&mut buffer) {
            let saved = seen.into_iter().any(|event| event.name.is_some_and(|name| is_ours(Path::new(name))));
            if saved && events.send(Event::Saved(folder.clone())).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// What a check depends on; not an editor's swap files.
fn is_ours(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("rs" | "session" | "toml" | "md"))
}
