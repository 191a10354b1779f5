//! What the bars and signs mean.

use super::shapes;
use super::xml::{Xml, width_of};
use picture::Mark;

/// Pixels.
pub const HEIGHT: f64 = 44.0;

pub fn draw(xml: &mut Xml, left: f64, top: f64) {
    let mut x = left;
    for (class, word) in [
        ("runs", "alive"),
        ("waits", "waits"),
        ("zombie", "zombie: ended, not yet waited for"),
        ("lost", "never waited for"),
    ] {
        xml.rect(class, (x, top), (8.0, 14.0));
        xml.words(x + 14.0, top + 11.0, "dim", word);
        x += 14.0 + width_of(word) + 18.0;
    }
    let mut x = left + 4.0;
    for (mark, word) in [(Mark::Born, "begins"), (Mark::End, "ends"), (Mark::Signal, "signal"), (Mark::Stuck, "stuck")]
    {
        shapes::sign(xml, mark, x, top + 31.0);
        xml.words(x + 12.0, top + 35.0, "dim", word);
        x += 12.0 + width_of(word) + 20.0;
    }
}
