//! Backwards. Without `pub` on `mod reverse`, only the modules of `effects` can name what is in here.

/// The letters in reverse order.
pub fn reversed(sound: &str) -> String {
    sound.chars().rev().collect()
}
