//! Where the files are that a case puts into the working folder: you do not find them when you work by hand.

use expect::session::Setup;
use expect::visible::excerpt;

use super::scene::Scene;
use crate::SubjectKind;

/// `The file day.log is in exercises/sys/log_fields/cases/a_day.session.` None if the case prepares no file.
pub fn location(scene: &Scene<'_>) -> Option<String> {
    let subject = &scene.case.subject;
    if !matches!(subject.kind, SubjectKind::Exercise | SubjectKind::Solution) {
        return None;
    }
    let names: Vec<String> = scene
        .commands_so_far()
        .flat_map(|command| &command.setup)
        .filter_map(|setup| match &setup.what {
            Setup::File { name, .. } => Some(excerpt(name.as_bytes())),
            Setup::Let { .. }
            | Setup::Dir { .. }
            | Setup::Link { .. }
            | Setup::Listen { .. }
            | Setup::Serve { .. }
            | Setup::Fails(_) => None,
        })
        .collect();
    let is = match names.as_slice() {
        [] => return None,
        [only] => format!("The file {only} is"),
        [first, ..] => format!("The file {first} and {} are", super::counted(names.len() - 1, "other", "others")),
    };
    // The README's own sessions are called `readme`, `readme_2` and so on.
    let file = match scene.case.name.strip_prefix("readme") {
        Some(rest) if rest.is_empty() || rest.starts_with('_') => "README.md".to_owned(),
        Some(_) | None => format!("cases/{}.session", scene.case.name),
    };
    Some(format!("{is} in exercises/{}/{file}.", subject.id))
}
