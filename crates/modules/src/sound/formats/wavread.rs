//! Reading of wav files.

/// What a wav file of this name would be read as.
pub fn read(name: &str) -> String {
    format!("wav({name})")
}
