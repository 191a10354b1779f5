//! What the web adds to sockets, as far as the demos need it: the links of a page, the fields of a form, a file of cookies.
//!
//! ```
//! use web_lesson::{form, html};
//!
//! assert_eq!(form::encode(&[("name", "Ada L."), ("note", "100%")]), "name=Ada+L.&note=100%25");
//! assert_eq!(html::links(r#"<a href="a&amp;b">"#), [Some("a&b".to_owned())]);
//! ```

pub mod cookies;
pub mod form;
pub mod html;
