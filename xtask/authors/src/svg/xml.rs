//! Elements and their text. Nothing gets into the document unescaped but what is written here.

use std::fmt::Write;

use display::layout::columns;
use display::xml::escaped;

/// Pixels of a column of the fixed-width font, a little more than it needs.
const COLUMN: f64 = 7.3;

#[derive(Default)]
pub struct Xml {
    out: String,
}

impl Xml {
    pub fn new() -> Xml {
        Xml::default()
    }

    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push_str(">\n");
    }

    pub fn close(&mut self, name: &str) {
        let _ = writeln!(self.out, "</{name}>");
    }

    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.out.push_str("/>\n");
    }

    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.begin(name, attributes);
        let _ = writeln!(self.out, ">{}</{name}>", escaped(text));
    }

    /// A line of text that begins at this place.
    pub fn words(&mut self, x: f64, y: f64, class: &str, text: &str) {
        self.text("text", &[("class", class), ("x", &px(x)), ("y", &px(y))], text);
    }

    pub fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let place = [px(x), px(y), px(width), px(height)];
        let [x, y, width, height] = place.each_ref().map(String::as_str);
        self.empty("rect", &[("class", class), ("x", x), ("y", y), ("width", width), ("height", height), ("rx", "2")]);
    }

    pub fn path(&mut self, class: &str, path: &str) {
        self.empty("path", &[("class", class), ("d", path)]);
    }

    /// As it is.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub fn finish(self) -> String {
        self.out
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.out, "<{name}");
        for (key, value) in attributes {
            let _ = write!(self.out, " {key}=\"{}\"", escaped(value));
        }
    }
}

/// Pixels, as short as they can be written.
pub fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// About how wide a text is, in pixels.
pub fn width_of(text: &str) -> f64 {
    text.chars().map(columns).sum::<usize>() as f64 * COLUMN
}

/// How many columns fit.
pub fn columns_in(width: f64) -> usize {
    (width / COLUMN).max(0.0) as usize
}
