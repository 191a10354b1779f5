//! Sound from everywhere.

/// The same sound on each of `channels` channels.
pub fn surround(input: &str, channels: usize) -> String {
    vec![input; channels].join(" | ")
}
