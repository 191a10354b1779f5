//! `cargo xtask trace ID --svg FILE`: the picture of a run, for a browser.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use xtask::commands::arguments::Arguments;
use xtask::commands::{say, trace, write};
use xtask::fault::{Exit, Fault};

use crate::svg;

pub fn run(arguments: Arguments) -> Result<Exit, Fault> {
    trace::draw(arguments, |title, pictures, path| write_svg(path, &svg::draw(title, pictures)))
}

/// All of it or nothing: a reader of the file never sees half a picture.
fn write_svg(path: &Path, picture: &str) -> Result<(), Fault> {
    if path == Path::new("-") {
        write(picture);
        return Ok(());
    }
    let failed = |error: io::Error| Fault::course(format!("cannot be written: {error}")).at(path.display().to_string());
    let name = path.file_name().unwrap_or(OsStr::new("picture.svg")).to_string_lossy();
    let unfinished = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = fs::File::create_new(&unfinished).and_then(|mut file| {
        file.write_all(picture.as_bytes())?;
        file.sync_all()
    });
    if let Err(error) = written.and_then(|()| fs::rename(&unfinished, path)) {
        let _ = fs::remove_file(&unfinished);
        return Err(failed(error));
    }
    say(format_args!("wrote {}", path.display()));
    Ok(())
}
