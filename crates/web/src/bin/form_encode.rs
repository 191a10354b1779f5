//! form_encode: what a form does to the characters that mean something in it, and what comes back.
//!
//! ```console
//! $ form_encode
//! as a form  a=1+2&b=x%26y%3Dz&c=%2F%7E-_.&d=caf%C3%A9
//! and back   a="1 2" b="x&y=z" c="/~-_." d="café"
//! in a path  a%20b/c%3Fd%3De%26f
//! no escape  "%zz%4" stays "%zz%4"
//! not done   a=1 2&b=x&y=z
//! and back   a="1 2" b="x" y="z"
//! ```
//!
//! Notice the last two lines. Somebody has joined the pairs with `format!` and left out the encoding; there is no
//! error, and the server reads a field that nobody sent. A visitor who writes `x&admin=1` chooses which.
//!
//! Notice the blank as well: `+` in a form, `%20` in a path, and a `+` in a path is a plus. Letters beyond ASCII go as
//! the bytes of their UTF-8. These lines are those of Python's `urlencode` and `quote`, which takes bytes, or fails
//! with a KeyError.
//!
//! Try this: a value with a line break in it. Why must it never get into a request line as it is?

use web_lesson::form::{decode, encode, fields, quote};

fn main() {
    let pairs = [("a", "1 2"), ("b", "x&y=z"), ("c", "/~-_."), ("d", "café")];
    let form = encode(&pairs);
    println!("as a form  {form}");
    println!("and back   {}", shown(&form));
    println!("in a path  {}", quote("a b/c?d=e&f", "/"));
    println!("no escape  \"%zz%4\" stays {:?}", decode("%zz%4"));

    let joined = pairs[..2].iter().map(|(name, value)| format!("{name}={value}"));
    let not_done = joined.collect::<Vec<_>>().join("&");
    println!("not done   {not_done}");
    println!("and back   {}", shown(&not_done));
}

fn shown(form: &str) -> String {
    let pairs: Vec<String> = fields(form).iter().map(|(name, value)| format!("{name}={value:?}")).collect();
    pairs.join(" ")
}
