//! How long something took, in the forms in which it is shown.

/// In a sentence: `60 µs`, `1.4 ms`, `200 ms`, `5.0 s`.
pub fn in_words(us: u64) -> String {
    match us {
        0..1_000 => format!("{us} µs"),
        1_000..10_000 => format!("{} ms", ms(us)),
        10_000..1_000_000 => format!("{} ms", us / 1000),
        _ => format!("{}.{} s", us / 1_000_000, us % 1_000_000 / 100_000),
    }
}

/// In a column of results: `0.31 s`, `12.3 s`.
pub fn in_seconds(ms: u64) -> String {
    let decimals = if ms < 10_000 { 2 } else { 1 };
    format!("{:.decimals$} s", ms as f64 / 1000.0)
}

/// For a machine, in seconds: `0.031`.
pub fn decimal(ms: u64) -> String {
    format!("{}.{:03}", ms / 1000, ms % 1000)
}

/// In the margin of a picture, in milliseconds: `0.4`, `12.3`.
pub fn ms(us: u64) -> String {
    format!("{}.{}", us / 1000, us % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_goes_with_the_length() {
        let said = [60, 1_400, 12_999, 999_999, 1_250_000].map(in_words);
        assert_eq!(said, ["60 µs", "1.4 ms", "12 ms", "999 ms", "1.2 s"]);
        assert_eq!([310, 12_345].map(in_seconds), ["0.31 s", "12.3 s"]);
        assert_eq!(decimal(31), "0.031");
    }
}
