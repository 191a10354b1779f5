//! A step, as it is written in a case and in words.

use expect::Bindings;
use expect::session::{Step, When};
use expect::visible::excerpt;

/// As written, names filled in: `@signal INT 812`.
pub fn written(step: &Step, names: &Bindings) -> String {
    let text = match step {
        Step::Signal { signal, pid, when } => {
            let pid = pid.as_ref().map(|pid| format!(" {}", pid.show(names))).unwrap_or_default();
            let when = if *when == When::EveryMoment { " at every moment" } else { "" };
            format!("@signal {signal}{pid}{when}")
        }
        Step::Type(text) => format!("@> {}", text.show(names)),
        Step::Eof => "@eof".to_owned(),
        Step::Hangup => "@hangup".to_owned(),
        Step::Connect { conn, address } => format!("@connect {conn} {}", address.show(names)),
        Step::Accept { conn, listener } => format!("@accept {conn} {listener}"),
        Step::SendLine { conn, text } => format!("@{conn}> {}", text.show(names)),
        Step::SendBytes { conn, bytes } => format!("@send {conn} \"{}\"", bytes.escape_ascii()),
        Step::Receive { conn, pattern } => format!("@{conn}< {}", pattern.show(names)),
        Step::Crlf { conn } => format!("@crlf {conn}"),
        Step::Shut { conn } => format!("@shut {conn}"),
        Step::Close { conn } => format!("@close {conn}"),
        Step::Closed { conn } => format!("@closed {conn}"),
        Step::NotListening { address } => format!("@not-listening {}", address.show(names)),
        Step::Zombies { least, most } if least == most => format!("@zombies {least}"),
        Step::Zombies { least, most } => format!("@zombies {least}..{most}"),
    };
    excerpt(text.as_bytes())
}

/// What the session waits for at this step: "for your program to send a line on connection a".
pub fn awaited(step: &Step, names: &Bindings) -> String {
    match step {
        Step::Receive { conn, .. } => format!("for your program to send a line on connection {conn}"),
        Step::Accept { listener, .. } => match names.get(listener) {
            Some(port) => format!("for your program to connect to port {}", excerpt(port)),
            None => "for your program to connect".to_owned(),
        },
        Step::Closed { conn } => format!("for your program to close its side of connection {conn}"),
        Step::Zombies { most: 0, .. } => "for your program to wait for its children that had ended".to_owned(),
        Step::Zombies { least, most } => {
            format!("for {least} to {most} children to end without being waited for")
        }
        Step::Signal { .. }
        | Step::Type(_)
        | Step::Eof
        | Step::Hangup
        | Step::Connect { .. }
        | Step::SendLine { .. }
        | Step::SendBytes { .. }
        | Step::Crlf { .. }
        | Step::Shut { .. }
        | Step::Close { .. }
        | Step::NotListening { .. } => format!("for your program to come to rest before {}", written(step, names)),
    }
}

/// What a program has to wait for at this step.
pub fn awaited_event(step: &Step) -> String {
    match step {
        Step::Signal { signal, .. } => format!("SIG{signal}"),
        Step::Type(_) => "a line on its standard input".to_owned(),
        Step::Eof => "the end of its standard input".to_owned(),
        Step::Connect { .. } => "a connection".to_owned(),
        Step::SendLine { conn, .. } | Step::SendBytes { conn, .. } => format!("what comes on connection {conn}"),
        Step::Shut { conn } | Step::Close { conn } => format!("the end of connection {conn}"),
        Step::Hangup
        | Step::Accept { .. }
        | Step::Receive { .. }
        | Step::Crlf { .. }
        | Step::Closed { .. }
        | Step::NotListening { .. }
        | Step::Zombies { .. } => "what comes next".to_owned(),
    }
}
