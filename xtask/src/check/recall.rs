//! What earlier checks have found.

use std::path::Path;

use super::subject::Of;
use super::{Memory, Ready, Subject};
use crate::cache::{self, Contents, Key, Keys};
use crate::report::{ExerciseReport, SubjectKind};

/// The keys of all subjects, made before anything is built.
pub struct Recall<'a> {
    root: &'a Path,
    memory: Memory,
    /// None where something cannot be read.
    keys: Vec<Option<Key>>,
}

impl<'a> Recall<'a> {
    pub fn new(root: &'a Path, subjects: &[Subject<'_>], memory: Memory) -> Recall<'a> {
        let keys = match memory {
            Memory::Off => None,
            Memory::Use | Memory::Renew => Keys::new(root),
        };
        let key = |subject: &Subject<'_>| keys.as_ref().and_then(|keys| key(keys, subject));
        Recall { root, memory, keys: subjects.iter().map(key).collect() }
    }

    /// The report of a subject that has not changed since.
    pub fn report(&self, index: usize, subject: &Subject<'_>) -> Option<ExerciseReport> {
        if self.memory != Memory::Use {
            return None;
        }
        let mut report: ExerciseReport = cache::load(self.root, &id(subject), self.keys[index].as_ref()?)?;
        report.cached = true;
        Some(report)
    }

    /// Keeps a new report, unless it may come out otherwise next time.
    ///
    /// The key is made again, of what was compiled where that is known: a file that was saved between the first key and the
    /// compiler's look at it, even if what was there before is there again, puts no result under a key that is another's.
    /// And a case that was saved after it was read, but before the first key, is not what was run.
    pub fn keep(&self, index: usize, ready: &Ready<'_>, report: &ExerciseReport) {
        let subject = &ready.subject;
        if report.is_lasting()
            && let Some(kept) = &self.keys[index]
            && is_as_read(self.root, subject)
            && let Some(compiled) = compiled(ready)
            && let Some(keys) = Keys::as_compiled(self.root, compiled)
            && key(&keys, subject).as_ref() == Some(kept)
        {
            cache::store(self.root, &id(subject), kept, report);
        }
    }
}

fn is_as_read(root: &Path, subject: &Subject<'_>) -> bool {
    match subject.of {
        Of::Exercise(exercise) | Of::Solution(exercise) => exercise.is_as_read(root),
        Of::Demo(topic) | Of::Page(topic) => topic.is_as_read(root),
    }
}

/// The sources of all its programs. None if two of them were made of different ones.
fn compiled(ready: &Ready<'_>) -> Option<Contents> {
    let mut all = Contents::new();
    for (path, content) in ready.executables().flat_map(|executable| executable.sources()) {
        if all.insert(path.clone(), *content).is_some_and(|other| other != *content) {
            return None;
        }
    }
    Some(all)
}

/// What is known of a subject without running anything: the report of an unchanged one.
pub fn known(root: &Path, keys: &Keys, subject: &Subject<'_>) -> Option<ExerciseReport> {
    cache::load(root, &id(subject), &key(keys, subject)?)
}

fn key(keys: &Keys, subject: &Subject<'_>) -> Option<Key> {
    match (subject.kind(), subject.exercise()) {
        (SubjectKind::Exercise, Some(exercise)) => keys.of_exercise(exercise),
        (SubjectKind::Solution, Some(exercise)) => keys.of_solution(exercise),
        (SubjectKind::Demo | SubjectKind::Lesson | SubjectKind::Exercise | SubjectKind::Solution, _) => {
            keys.of_lesson(subject.id.split('/').next().unwrap_or_default())
        }
    }
}

fn id(subject: &Subject<'_>) -> String {
    format!("{} {}", subject.kind().name(), subject.id)
}

#[cfg(test)]
mod tests {
    use super::Recall;
    use crate::build::{self, Follow};
    use crate::check::{Memory, Subject};
    use crate::report::ExerciseReport;
    use crate::tree::Tree;

    #[test]
    fn a_result_is_kept_under_the_key_of_what_was_compiled() {
        let tree = Tree::with(&["sys/greet"]);
        let main = |text: &str| tree.write("exercises/sys/greet/main.rs", format!("fn main() {{ {text}; }}\n"));
        let is_kept_if = |once_read: &dyn Fn(), meanwhile: &dyn Fn(), afterwards: &dyn Fn()| {
            main("print!(\"one\")");
            let course = tree.discover();
            once_read();
            let subject = Subject::of_exercise(course.exercises().next().unwrap());
            let recall = Recall::new(&tree.root, std::slice::from_ref(&subject), Memory::Use);
            crate::cache::forget(&tree.root, &super::id(&subject));
            meanwhile();
            let follow = Follow { is_cancelled: &|| false, progress: &mut |_| {} };
            let targets: Vec<_> = subject.targets().collect();
            let built = build::build_in(&tree.root, &tree.path("target/oslings"), &targets, follow).unwrap();
            let ready = subject.ready(&built).unwrap();
            afterwards();
            recall.keep(0, &ready, &ExerciseReport::new(subject.header(), Vec::new()));
            recall.report(0, &subject).is_some()
        };
        let is_kept = |meanwhile: &dyn Fn(), afterwards: &dyn Fn()| is_kept_if(&|| {}, meanwhile, afterwards);
        // The first build makes the lock file.
        is_kept(&|| {}, &|| {});
        assert!(is_kept(&|| {}, &|| {}));
        assert!(!is_kept(&|| main("print!(\"two\")"), &|| {}), "saved before it was compiled");
        assert!(!is_kept(&|| main("print!(\"two\")"), &|| main("print!(\"one\")")), "and undone since");
        // A file that has no part in the program, but in its cases.
        let case = || tree.write("exercises/sys/greet/cases/more.session", "$ greet\n");
        assert!(!is_kept(&|| {}, &case));
        assert!(is_kept(&|| {}, &|| {}));
        let other_case = || tree.write("exercises/sys/greet/cases/more.session", "$ greet you\n");
        assert!(!is_kept_if(&other_case, &|| {}, &|| {}), "saved between the reading and the first key");
        assert!(is_kept(&|| {}, &|| {}));
    }
}
