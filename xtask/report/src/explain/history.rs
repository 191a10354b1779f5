//! What came before a difference.

use super::files;
use super::scene::{Scene, Until};
use display::styled::Row;
use verdict::finding::{Difference, Text};

pub fn history(scene: &Scene<'_>, difference: &Difference) -> Vec<Row> {
    match &difference.text {
        Text::Stream(stream) => scene.history(Until::Line(*stream, difference.index)),
        Text::File(name) => files::history(scene, name, difference.index),
        Text::Connection { .. } => {
            let mut rows = scene.history(Until::End);
            // The step that received the line is the one that is shown as the difference.
            rows.pop();
            rows
        }
    }
}
