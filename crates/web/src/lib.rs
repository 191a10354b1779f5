//! What the web adds to sockets, as far as the demos need it: the links of a page, the fields of a form.

pub mod form;
pub mod html;
