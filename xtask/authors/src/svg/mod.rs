//! Pictures for a browser: one file without scripts, fonts or anything else from elsewhere, for light and dark.
//!
//! ```text
//! sheet   one picture: bars, arrows, words      legend  what the bars mean
//! shapes  the signs                             style   colours      xml  elements and their text
//! ```

mod legend;
mod shapes;
mod sheet;
mod style;
mod xml;

use picture::{Focus, Picture, RowKind};
use sheet::Sheet;
use xml::Xml;

/// More lanes than this explain nothing.
const MOST_LANES: usize = 10;
const MOST_ROWS: usize = 300;
/// Around everything, in pixels.
const BORDER: f64 = 16.0;
const HEADING: f64 = 30.0;

/// The document. For each command what was typed, and its picture.
pub fn draw(title: &str, pictures: &[(String, Picture)]) -> String {
    let prepared: Vec<(&str, Picture)> =
        pictures.iter().map(|(command, picture)| (command.as_str(), prepared(picture))).collect();
    let sheets: Vec<(&str, Sheet<'_>)> =
        prepared.iter().map(|(command, picture)| (*command, Sheet::new(picture))).collect();
    let widest_heading = sheets.iter().map(|(command, _)| xml::width_of(command) + 20.0).fold(0.0, f64::max);
    let width =
        sheets.iter().map(|(_, sheet)| sheet.width()).fold(widest_heading.clamp(420.0, 900.0), f64::max) + 2.0 * BORDER;
    let height: f64 = sheets.iter().map(|(_, sheet)| HEADING + sheet.height() + BORDER).sum();
    let height = height + legend::HEIGHT + 2.0 * BORDER;

    let mut xml = Xml::new();
    xml.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("viewBox", &format!("0 0 {width:.0} {height:.0}")),
            ("width", &format!("{width:.0}")),
            ("role", "img"),
            ("aria-labelledby", "title desc"),
        ],
    );
    xml.text("title", &[("id", "title")], &format!("What the processes and threads of {title} did"));
    xml.text("desc", &[("id", "desc")], &described(&prepared));
    xml.raw(style::SHEET);
    xml.empty("rect", &[("class", "paper"), ("width", "100%"), ("height", "100%")]);
    let mut top = BORDER;
    for (command, sheet) in &sheets {
        xml.words(BORDER, top + 14.0, "command", &format!("$ {command}"));
        top += HEADING;
        sheet.draw(&mut xml, BORDER, top);
        top += sheet.height() + BORDER;
    }
    legend::draw(&mut xml, BORDER, top);
    xml.close("svg");
    xml.finish()
}

fn prepared(picture: &Picture) -> Picture {
    picture.folded(MOST_LANES).with_runs_folded().cut(Focus::Whole, MOST_ROWS)
}

/// For who cannot see it: who there was, and what went wrong.
fn described(pictures: &[(&str, Picture)]) -> String {
    let one = |(command, picture): &(&str, Picture)| {
        let names: Vec<&str> = picture.lanes.iter().map(|lane| lane.name.as_str()).collect();
        let is_trouble = |kind: RowKind| matches!(kind, RowKind::NeverWaited | RowKind::Orphan | RowKind::Stuck);
        let cells = picture.rows.iter().filter(|row| is_trouble(row.kind)).flat_map(|row| &row.cells);
        let troubles: String =
            cells.map(|cell| format!(" {}: {}.", picture.lanes[cell.lane].name, picture.says(cell))).collect();
        let missing = match picture.dropped {
            0 => String::new(),
            dropped => format!(" {dropped} later events were not recorded."),
        };
        format!("{command}: lanes from left to right are {}.{troubles}{missing}", names.join(", "))
    };
    pictures.iter().map(one).collect::<Vec<_>>().join(" ")
}
