//! A failure as a story, for people: a line a step, the thread before it, and in the end who waits for whom.

use crate::report::{Act, Failure};

/// Where nothing can be cut: the name of a thread takes no more than this.
const WIDEST_NAME: usize = 16;

/// The story in lines of at most `columns`, where words allow it. Names of threads are as the program chose them:
/// escape the lines for a terminal.
#[must_use]
pub fn story(failure: &Failure, columns: usize) -> Vec<String> {
    let indent = failure.threads.iter().map(|name| name.chars().count()).max().unwrap_or(0).min(WIDEST_NAME) + 2;
    let mut lines = Vec::new();
    lines.extend(left_out(failure));
    for step in &failure.steps {
        let name = failure.threads.get(step.thread as usize).map_or("?", String::as_str);
        lines.extend(hanging(name, indent, &acts(&step.acts), columns));
    }
    for (nth, sentence) in failure.end.iter().enumerate() {
        let before = if nth == 0 { "In the end:" } else { "" };
        lines.extend(hanging(before, "In the end: ".len(), sentence, columns));
    }
    lines
}

/// What is said of the steps that are not told.
#[must_use]
pub fn left_out(failure: &Failure) -> Option<String> {
    match failure.earlier {
        0 => None,
        1 => Some("(one earlier step left out)".to_owned()),
        n => Some(format!("({n} earlier steps left out)")),
    }
}

/// With their places; of those in one file, the first names it.
fn acts(acts: &[Act]) -> String {
    let mut file = "";
    let told = acts.iter().map(|Act { what, place, .. }| match place {
        None => what.clone(),
        Some(place) if place.file == file => format!("{what} (:{})", place.line),
        Some(place) => {
            file = &place.file;
            format!("{what} ({place})")
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

/// Words, filled up to `columns`, all but the first line indented; the first begins with `before`.
fn hanging(before: &str, indent: usize, words: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = format!("{before:<indent$}");
    let mut is_empty = true;
    for word in words.split(' ') {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > columns {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{FailureKind, SourceLine, Step};

    #[test]
    fn a_story_has_names_places_and_an_end() {
        let act = |what: &str, line| Act {
            what: what.to_owned(),
            place: Some(SourceLine { file: "buffer.rs".to_owned(), line }),
            decides: false,
        };
        let failure = Failure {
            kind: FailureKind::Deadlock,
            message: String::new(),
            place: None,
            schedule: 0,
            seed: 1,
            threads: vec!["main".to_owned(), "consumer".to_owned()],
            earlier: 3,
            steps: vec![
                Step { thread: 1, acts: vec![act("takes `state`", 31), act("waits at `not_empty`", 33)] },
                Step { thread: 0, acts: vec![act("waits for consumer to end", 9)] },
            ],
            end: vec!["consumer waits.".to_owned(), "main waits for it.".to_owned()],
        };
        let expected = "\
(3 earlier steps left out)
consumer  takes `state` (buffer.rs:31),
          waits at `not_empty` (:33)
main      waits for consumer to end
          (buffer.rs:9)
In the end: consumer waits.
            main waits for it.";
        assert_eq!(story(&failure, 40).join("\n"), expected);
    }
}
