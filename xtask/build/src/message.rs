//! Cargo's JSON: one message a line.

#![expect(clippy::question_mark, reason = "in the code that nanoserde derives")]

use nanoserde::DeJson;

/// A message, as far as the runner needs it.
#[derive(Debug, Clone, DeJson)]
pub struct Message {
    /// Which program or library it is about.
    pub target: About,
    /// The program, in a message that one is ready.
    pub executable: Option<String>,
    /// Whether it was found up to date, in a message that something is ready.
    pub fresh: Option<bool>,
    /// What was made, in such a message.
    pub filenames: Option<Vec<String>>,
    /// What the compiler says.
    pub message: Option<Diagnostic>,
}

#[derive(Debug, Clone, DeJson)]
pub struct About {
    pub name: String,
    pub kind: Vec<String>,
}

/// An error or a warning of the compiler.
#[derive(Debug, Clone, DeJson)]
pub struct Diagnostic {
    pub message: String,
    pub level: String,
    /// None for what belongs to no error and no lint: "2 warnings emitted".
    pub code: Option<Code>,
    pub rendered: Option<String>,
    pub spans: Vec<Span>,
}

/// Its name, such as `E0308`, `dead_code`, `clippy::needless_return`.
#[derive(Debug, Clone, DeJson)]
pub struct Code {
    pub code: String,
}

/// A place in a source. An error without one is about the linker or the file system.
#[derive(Debug, Clone, DeJson)]
pub struct Span {
    pub file_name: String,
    pub line_start: u32,
    /// What the message is about; other places only explain it.
    pub is_primary: bool,
}

impl Message {
    /// Reads a line. None for what is of no interest: other people's libraries that are ready, the end of the build.
    pub fn read(line: &str) -> Option<Message> {
        // Most lines by far, and not short ones: a no-op build should cost next to nothing.
        let is_ours = || line.contains("\"package_id\":\"path+file:") && line.contains("\"kind\":[\"lib\"]");
        if line.contains("\"executable\":null") && !is_ours() {
            return None;
        }
        // nanoserde panics, or reads for ever, where JSON ends in the middle; cargo's messages are whole.
        if !line.starts_with("{\"reason\":") || !line.ends_with('}') {
            return None;
        }
        Message::deserialize_json(line).ok()
    }
}

impl Diagnostic {
    /// Reads a line of the compiler's own. None for what is no diagnostic, and for its last word, as cargo keeps it back.
    pub fn read(line: &str) -> Option<Diagnostic> {
        if !line.starts_with("{\"$message_type\":\"diagnostic\"") || !line.ends_with('}') {
            return None;
        }
        Diagnostic::deserialize_json(line).ok().filter(|it| !it.message.starts_with("aborting due to"))
    }

    /// Is it an `error`, a `warning`? "2 warnings emitted" and the like are none.
    pub fn is(&self, level: &str) -> bool {
        self.level.starts_with(level) && !self.message.ends_with(" emitted")
    }

    /// The files it is about.
    pub fn primary_files(&self) -> impl Iterator<Item = &str> {
        self.spans.iter().filter(|place| place.is_primary).map(|place| place.file_name.as_str())
    }
}

impl About {
    pub fn is_program(&self) -> bool {
        self.kind.iter().any(|kind| kind == "bin")
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn the_parts_that_count_are_read() {
        let line = r#"{"reason":"compiler-message","package_id":"p","target":{"kind":["bin"],"crate_types":["bin"],
            "name":"x","src_path":"/t/x/main.rs","edition":"2024","test":false},"message":{"$message_type":"diagnostic",
            "message":"it is “wrong”","code":{"code":"E0308","explanation":"a \\ b\n"},"level":"error","spans":
            [{"file_name":"x/main.rs","line_start":3,"is_primary":true,"text":[{"text":"\t{}"}],"expansion":null}],
            "children":[{"message":"c","level":"note","spans":[],"children":[],"rendered":null}],"rendered":"\u001b[1merror\u001b[0m \ud83d\ude00\n"}}"#;
        let message = Message::read(line).unwrap();
        assert!(message.target.is_program());
        let diagnostic = message.message.unwrap();
        assert_eq!(diagnostic.message, "it is “wrong”");
        assert_eq!(diagnostic.rendered.unwrap(), "\u{1b}[1merror\u{1b}[0m 😀\n");
        assert_eq!(diagnostic.code.unwrap().code, "E0308");
        let [place] = &diagnostic.spans[..] else { panic!("one place: {:?}", diagnostic.spans) };
        assert!(place.is_primary && place.file_name == "x/main.rs" && place.line_start == 3);
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        for line in
            ["", "warning: x", "{", "{\"reason\":", "{}", "[]", "{\"reason\":\"build-finished\",\"success\":true}"]
        {
            assert!(Message::read(line).is_none(), "{line}");
        }
    }
}
