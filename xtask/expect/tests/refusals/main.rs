//! What the parser says to authors, word for word. `UPDATE_EXPECT=1 cargo test -p expect` writes it anew.

mod did;
mod lines;
mod setup;
mod steps;

use expect_test::Expect;

fn check(cases: &[&str], messages: Expect) {
    let mut all = String::new();
    for text in cases {
        let message = match expect::parse(text) {
            Ok(_) => "accepted".to_string(),
            Err(error) => error.to_string(),
        };
        all.push_str(&format!("{text:?}\n    {message}\n"));
    }
    messages.assert_eq(&all);
}
