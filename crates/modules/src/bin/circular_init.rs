//! circular_init: two modules each want the other's table while they make their own.
//!
//! ```console
//! $ circular_init
//! users: being made, asks for groups
//! groups: being made, asks for users
//! 2> ...
//! 2> LazyCell {..}poisoned{..}
//! 2> ...
//! @exit 101
//! ```
//!
//! Notice that the modules may use each other (`circular_use`), and the compiler has nothing to say about this
//! either. A table that is being made has no value yet, so the second question has no answer. `LazyCell`, for one
//! thread, notices and panics. `LazyLock`, for many, cannot tell a circle from another thread at work: it waits for
//! itself, for ever. In Python the second module would see the first one half made, and work with that.
//!
//! The cure is an order that can be read: `main` makes the groups, then the users *from the groups*, and hands both on.
//! Statics that make themselves are for what needs nothing but itself.
//!
//! Try this: apply the cure: `fn make_users(groups: usize) -> usize`.

use std::cell::LazyCell;

thread_local! {
    static USERS: LazyCell<usize> = LazyCell::new(make_users);
    static GROUPS: LazyCell<usize> = LazyCell::new(make_groups);
}

fn make_users() -> usize {
    println!("users: being made, asks for groups");
    GROUPS.with(|groups| 10 * **groups)
}

fn make_groups() -> usize {
    println!("groups: being made, asks for users");
    USERS.with(|users| **users + 1)
}

fn main() {
    println!("{} users", USERS.with(|users| **users));
}
