//! `did` and `allows` of an exercise.toml: what must have happened in every case that runs the exercise.

use std::collections::BTreeSet;

use expect::claim::{Allows, Claim};
use expect::parse::did::streams_of;
use expect::session::{Command, Exit, Located, Node, Setup, Step};
use toml_span::value::Value;

use super::toml::Document;
use super::{Case, nearest};
use fault::Fault;

/// What an exercise.toml says about it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stated {
    /// Each with its place in the file.
    pub claims: Vec<(Claim, String)>,
    pub allows: Allows,
}

/// Reads the texts under `did` and those under `allows`.
///
/// # Errors
/// Everything that is wrong with them, each with its place.
pub fn read(document: &Document, did: Option<&Value<'_>>, allows: Option<&Value<'_>>) -> Result<Stated, Vec<Fault>> {
    let mut stated = Stated::default();
    let mut faults = Vec::new();
    for (value, text) in texts(did) {
        let place = document.fault(document.start(value), "").place.unwrap_or_default();
        match expect::parse::did::claim(text) {
            Ok(claim) if stated.claims.iter().any(|(known, _)| known.is_about_same(&claim)) => {
                let message = format!("did: expected one claim about this, found another: {text:?}");
                faults.push(document.fault(document.start(value), message));
            }
            Ok(claim) => stated.claims.push((claim, place)),
            Err(error) => {
                let at = text.char_indices().nth(error.column as usize - 1).map_or(text.len(), |(at, _)| at);
                faults.push(document.fault(value.span.start + at, format!("did: {}", error.message)));
            }
        }
    }
    for (value, text) in texts(allows) {
        match expect::parse::did::allowed(text) {
            Ok(allowed) => stated.allows.add(allowed),
            Err(error) => faults.push(document.fault(document.start(value), format!("allows: {}", error.message))),
        }
    }
    if faults.is_empty() { Ok(stated) } else { Err(faults) }
}

fn texts<'v, 't>(value: Option<&'v Value<'t>>) -> impl Iterator<Item = (&'v Value<'t>, &'v str)> {
    let values = value.and_then(Value::as_array).into_iter().flatten();
    values.filter_map(|value| Some((value, value.as_str()?)))
}

impl Stated {
    /// Adds it to every command that runs the exercise and says nothing else about the same. A claim about a stream or a
    /// name holds where there is one.
    ///
    /// # Errors
    /// The claims that hold nowhere.
    pub fn add_to(&self, cases: &mut [Case], slug: &str) -> Vec<Fault> {
        let mut used = vec![false; self.claims.len()];
        let mut streams = BTreeSet::new();
        for case in cases.iter_mut() {
            let mut names = BTreeSet::new();
            for command in &mut case.session.commands {
                command.exercise = Some(slug.to_owned());
                command.allows.programs |= self.allows.programs && !says(command, &Claim::ExecsNothing);
                names.extend(names_of(command));
                if command.words.first().is_none_or(|word| word.source() != slug) {
                    continue;
                }
                streams.extend(nodes(command).flat_map(streams_of).map(str::to_owned));
                self.add_to_command(command, &names, &mut used);
            }
        }
        let nowhere = self.claims.iter().zip(used).filter(|(_, used)| !used);
        nowhere.map(|((claim, place), _)| unused(claim, &streams).at(place)).collect()
    }

    fn add_to_command(&self, command: &mut Command, names: &BTreeSet<String>, used: &mut [bool]) {
        if self.allows.busy_wait && !says(command, &Claim::NoBusyWait) {
            command.allows.busy_wait = true;
        }
        // Whether the case contradicts is asked of its own claims, not of those that are added.
        let own = command.clone();
        for ((claim, _), used) in self.claims.iter().zip(used) {
            let is_here = claim.stream().is_none_or(|stream| nodes(&own).flat_map(streams_of).any(|one| one == stream));
            if !is_here || claim.names().into_iter().any(|name| !names.contains(name)) {
                continue;
            }
            *used = true;
            if !says(&own, claim) && !is_taken_back(&own, claim) {
                command.did.push(Located { line: own.line, what: claim.clone() });
            }
        }
    }
}

/// Does the case speak of the same?
fn says(command: &Command, claim: &Claim) -> bool {
    command.did.iter().any(|own| own.what.is_about_same(claim))
}

/// Does the case allow by other words what the exercise forbids?
fn is_taken_back(command: &Command, claim: &Claim) -> bool {
    let leaves = command.leaves.zombies || command.leaves.orphans;
    *claim == Claim::WaitsForAll && leaves || *claim == Claim::NoBusyWait && command.allows.busy_wait
}

fn unused(claim: &Claim, streams: &BTreeSet<String>) -> Fault {
    let Some(stream) = claim.stream() else {
        let names: Vec<String> = claim.names().into_iter().map(|name| format!("{{{name}}}")).collect();
        return match names.as_slice() {
            [] => Fault::course(format!("did: no case runs the exercise, so nothing must be so: {claim}")),
            names => Fault::course(format!("did: no case that runs the exercise binds {}", names.join(", "))),
        };
    };
    let fault = Fault::course(format!("did: no case that runs the exercise has a @stream {stream}"));
    match nearest(stream, streams.iter().map(String::as_str)).first() {
        Some(near) => fault.help(format!("did you mean '{near}'?")),
        None => fault,
    }
}

fn nodes(command: &Command) -> impl Iterator<Item = &Node> {
    command.phases.iter().flat_map(|phase| &phase.stdout)
}

/// The names that a command binds or uses, from its setup to its end.
fn names_of(command: &Command) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for setup in &command.setup {
        match &setup.what {
            Setup::Let { name, .. } | Setup::Listen { name } | Setup::Serve { name, .. } => names.push(name.clone()),
            Setup::File { .. } | Setup::Dir { .. } | Setup::Link { .. } | Setup::Fails(_) => {}
        }
    }
    let lines = command.phases.iter().flat_map(|phase| phase.stdout.iter().chain(&phase.stderr));
    let lines = lines.flat_map(Node::lines).map(|line| &line.pattern);
    names.extend(lines.flat_map(|pattern| pattern.names()).map(str::to_owned));
    for step in command.phases.iter().filter_map(|phase| phase.step.as_ref()) {
        if let Step::Connect { conn, .. } | Step::Accept { conn, .. } = &step.what {
            names.push(conn.clone());
        } else if let Step::Receive { pattern, .. } = &step.what {
            names.extend(pattern.names().map(str::to_owned));
        }
    }
    if let Exit::Code(pattern) = &command.exit.what {
        names.extend(pattern.names().map(str::to_owned));
    }
    names
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Allows, Case, Stated};

    /// What each command of a case claims in the end, under these claims of the exercise.
    fn claims(stated: &[&str], session: &str) -> Vec<String> {
        let allows = Allows { busy_wait: true, programs: false };
        let claim = |text: &&str| (expect::parse::did::claim(text).unwrap(), String::new());
        let stated = Stated { claims: stated.iter().map(claim).collect(), allows };
        let parsed = expect::parse(session).unwrap();
        let (name, path, text) = ("one".to_owned(), PathBuf::new(), session.to_owned());
        let mut cases = [Case { name, path, first_line: 1, text, session: parsed }];
        stated.add_to(&mut cases, "any");
        let [case] = cases;
        let of_command = |command: &expect::Command| {
            let claims: Vec<String> = command.did.iter().map(|did| did.what.to_string()).collect();
            format!("{}{}", claims.join("; "), if command.allows.busy_wait { "; allows busy-wait" } else { "" })
        };
        case.session.commands.iter().map(of_command).collect()
    }

    #[test]
    fn they_hold_for_every_command_that_runs_the_exercise() {
        let stated = ["forks 4", "waits for all"];
        let all = "forks 4; waits for all; allows busy-wait";
        assert_eq!(claims(&stated, "$ any\n$ sh -c 'any'\n$ A=1 any x\n"), [all, "", all]);
    }

    #[test]
    fn a_case_knows_whose_program_may_run_no_other_unless_programs_are_allowed() {
        let cases = |allows: Allows, text: &str| {
            let session = expect::parse(text).unwrap();
            let mut cases =
                [Case { name: "one".to_owned(), path: PathBuf::new(), first_line: 1, text: String::new(), session }];
            Stated { claims: Vec::new(), allows }.add_to(&mut cases, "any");
            let [case] = cases;
            case.session.commands.iter().map(|it| (it.exercise.clone(), it.allows.programs)).collect::<Vec<_>>()
        };
        let any = || Some("any".to_owned());
        assert_eq!(cases(Allows::default(), "$ any\n$ sh -c 'any'\n"), [(any(), false), (any(), false)]);
        let programs = Allows { programs: true, ..Allows::default() };
        assert_eq!(cases(programs, "$ any\n$ any\n@did execs nothing\n"), [(any(), true), (any(), false)]);
    }

    #[test]
    fn a_case_says_otherwise() {
        let stated = ["forks 4", "waits for all", "execs nothing"];
        assert_eq!(
            claims(&stated, "$ any\n@did forks no\n"),
            ["forks 0; waits for all; execs nothing; allows busy-wait"]
        );
        let session = "$ any\n@leaves zombies\n@did no busy wait\n@did execs sort\n@did execs wc\n";
        assert_eq!(claims(&stated, session), ["no busy wait; execs sort; execs wc; forks 4"]);
    }

    #[test]
    fn of_a_name_or_a_stream_they_speak_only_where_it_is() {
        let stated = ["forks {n}", "stdout of child by child"];
        assert_eq!(claims(&stated, "$ any x\n@exit 2\n"), ["; allows busy-wait"]);
        let session = "$ any\n@interleave\n@stream child\n{n:int}\n@end\n";
        assert_eq!(claims(&stated, session), ["forks {n}; stdout of child by child; allows busy-wait"]);
    }
}
