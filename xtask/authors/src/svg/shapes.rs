//! The signs, each with a shape of its own.

use super::xml::{Xml, px};
use picture::Mark;

pub fn sign(xml: &mut Xml, mark: Mark, x: f64, y: f64) {
    match mark {
        Mark::Born => circle(xml, "sign", (x, y), 5.5),
        Mark::Did => circle(xml, "sign", (x, y), 3.5),
        Mark::End => xml.rect("sign", (x - 5.5, y - 5.5), (11.0, 11.0)),
        Mark::Signal => {
            let diamond = format!("M{} {}l6.5 6.5l-6.5 6.5l-6.5 -6.5Z", px(x), px(y - 6.5));
            xml.path("sign-signal", &diamond);
        }
        Mark::Zombie => circle(xml, "sign-stuck", (x, y), 3.5),
        Mark::Trouble => {
            circle(xml, "sign-trouble", (x, y), 8.0);
            xml.path("cross", &format!("M{} {}l6 6m0 -6l-6 6", px(x - 3.0), px(y - 3.0)));
        }
        Mark::Stuck => {
            let hourglass = format!("M{} {}h12l-12 14h12Z", px(x - 6.0), px(y - 7.0));
            xml.path("sign-stuck", &hourglass);
        }
    }
}

/// From one place to another on a level.
pub fn arrow(xml: &mut Xml, from: f64, to: f64, y: f64) {
    let back = if to > from { -7.0 } else { 7.0 };
    xml.path("arrow", &format!("M{} {}H{}", px(from), px(y), px(to + back)));
    xml.path("head", &format!("M{} {}l{} -4.5v9Z", px(to), px(y), px(back)));
}

fn circle(xml: &mut Xml, class: &str, (x, y): (f64, f64), radius: f64) {
    xml.empty("circle", &[("class", class), ("cx", &px(x)), ("cy", &px(y)), ("r", &px(radius))]);
}
