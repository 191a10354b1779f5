//! Who waited for whom when the time was up.

use expect::visible::excerpt;

use super::Told;
use super::scene::Scene;
use display::styled::Styled;

/// Columns of prose on a standard terminal.
const COLUMNS: usize = 78;
/// All sentences together are not to take more rows than this.
const MOST_ROWS: usize = 8;

/// The sentences, harmless: names of threads and files are the student's. Of many the first, which have the cause.
pub fn sentences(scene: &Scene<'_>) -> Vec<String> {
    let all = scene.run.hang.as_ref().map(|hang| hang.sentences.as_slice()).unwrap_or_default();
    let mut rows = 0;
    let mut shown: Vec<String> = Vec::new();
    for sentence in all.iter().map(|sentence| excerpt(sentence.as_bytes())) {
        rows += sentence.chars().count().div_ceil(COLUMNS);
        if rows > MOST_ROWS && !shown.is_empty() {
            shown.push(format!("And {} more.", all.len() - shown.len()));
            break;
        }
        shown.push(sentence);
    }
    shown
}

/// The reason, a paragraph for each sentence, then the evidence.
pub fn told(reason: String, sentences: Vec<String>, evidence: Styled) -> Told {
    let mut body = Styled::new();
    let mut message = reason;
    body.prose(message.as_str());
    for sentence in sentences {
        body.prose(sentence.as_str());
        message.push(' ');
        message.push_str(&sentence);
    }
    body.blank();
    body.append(evidence);
    Told { message, body, right_so_far: false }
}
