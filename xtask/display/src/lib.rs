//! Text with meaning, for a terminal. What a program printed gets here only through `case::visible`.
//!
//! ```text
//! styled     text with meaning, no colours yet            layout   wrapped, cut and aligned for a width
//! terminal   what the place written to can do             paint    with colour or without
//! duration   how long something took                      xml      text in a JUnit report or a picture
//! ```

pub mod duration;
pub mod layout;
pub mod paint;
pub mod styled;
pub mod terminal;
pub mod xml;
