//! Reads what a check has printed, and tells it: `CHECK | cargo run -p schedules --example tell`.

use std::error::Error;
use std::io;

use schedules::report::Report;
use schedules::text;

fn main() -> Result<(), Box<dyn Error>> {
    let report = Report::parse(&io::read_to_string(io::stdin())?)?;
    for line in &report.over {
        let Some(failure) = &line.failure else {
            println!("{}: {} schedules, {} ms", line.scenario, line.schedules, line.wall_ms);
            continue;
        };
        println!("{}, under schedule {}: {}\n", line.scenario, failure.schedule, failure.message);
        text::story(failure, 100).iter().for_each(|line| println!("  {line}"));
        println!("\n  The same again: --replay {}", failure.replay(&line.scenario));
    }
    Ok(())
}
