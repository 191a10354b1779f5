//! What is there before a command: `@let @file @dir @link @listen @serve`.

use expect::Bindings;
use expect::session::{Command, Located, Setup};

use super::folder::Folder;
use super::random::Random;
use super::services::Services;
use super::text;

/// Where the parts of the setup go.
pub struct Destination<'a> {
    pub folder: &'a Folder,
    /// The solution has the same files in its own folder.
    pub solution: Solution,
    pub services: &'a mut Services,
    pub random: &'a mut Random,
}

/// Is there a working folder for the solution as well?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solution {
    Runs,
    IsNotAsked,
}

/// Prepares what stands above the `$`. Gives the names that it bound; the error is a fault of the course or the machine.
pub fn prepare(
    command: &Command,
    place: &mut Destination,
    bindings: &mut Bindings,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut bound = Vec::new();
    for setup in &command.setup {
        let name = one(setup, place, bindings).map_err(|error| format!("line {} of the case: {error}", setup.line))?;
        bound.extend(name);
    }
    Ok(bound)
}

fn one(
    setup: &Located<Setup>,
    place: &mut Destination,
    bindings: &mut Bindings,
) -> Result<Option<(String, Vec<u8>)>, String> {
    let (name, value) = match &setup.what {
        Setup::Let { name, among } => {
            (name, place.random.draw(among).ok_or("there is nothing to choose from")?.into_bytes())
        }
        Setup::Listen { name } => (name, port(place.services.listen(name)?)),
        Setup::Serve { name, routes } => {
            let port = port(place.services.serve(name)?);
            bindings.insert(name.clone(), port.clone());
            // The pages may hold the port that was just chosen.
            place.services.route(routes, bindings)?;
            (name, port)
        }
        Setup::File { name, mode, lines } => {
            let content = text::of(lines, bindings)?;
            in_both(place, |folder| folder.lay_file(name, *mode, &content))?;
            return Ok(None);
        }
        Setup::Dir { name, mode } => {
            in_both(place, |folder| folder.lay_dir(name, *mode))?;
            return Ok(None);
        }
        Setup::Link { name, target } => {
            in_both(place, |folder| folder.lay_link(name, target))?;
            return Ok(None);
        }
        // When it runs.
        Setup::Fails(_) => return Ok(None),
    };
    bindings.insert(name.clone(), value.clone());
    Ok(Some((name.clone(), value)))
}

fn in_both(place: &Destination, lay: impl Fn(&Folder) -> Result<(), String>) -> Result<(), String> {
    lay(place.folder)?;
    if place.solution == Solution::Runs {
        place.folder.exchange()?;
        let laid = lay(place.folder);
        place.folder.exchange()?;
        laid?;
    }
    Ok(())
}

fn port(port: u16) -> Vec<u8> {
    port.to_string().into_bytes()
}
