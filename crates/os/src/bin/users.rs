//! users: who is behind a number? The list of users and the list of groups, by number and by name.
//!
//! ```console
//! $ users
//! You are {..}
//! Home Directory is {..}
//! Shell is {..}
//! nix says the same: true
//! uid 0 is root, and root is uid 0
//! its password is {:/.?/}
//! gid 0 is the group {group:word}, and {group} is gid 0
//! uid 4000000000: nobody
//! name "no such user": nobody
//! gid 4000000000: no group
//! ```
//!
//! Notice that *nobody has it* is no error: it is `Ok(None)`. Python raises KeyError. A uid without an entry is
//! nothing odd, a container started with `--user 1234` has one, so the first three lines have to cope with it.
//!
//! `src/lib.rs` asks by hand, with getpwuid_r: the caller brings the buffer and brings a larger one if the answer
//! doesn't fit. The older getpwuid has one buffer for the whole process, which the next call overwrites. `nix` does
//! all that for you.
//!
//! The lists need not be files. The C library asks whatever the system is set up for, a directory server as well:
//! don't read `/etc/passwd` yourself.
//!
//! Try this: `users` as another user. Then give a file to uid 4000000000 and look at it with `ls -l`. Errata: E68,
//! E69.

use anyhow::Context;
use nix::unistd::{self, Gid, Group, getuid};
use os_lesson::{user_by_name, user_by_uid};

/// A number that is given to nobody.
const STRANGER: u32 = 4_000_000_000;

fn main() -> anyhow::Result<()> {
    let uid = getuid();
    let user = user_by_uid(uid.as_raw()).context("getpwuid_r")?;
    match &user {
        Some(user) => {
            println!("You are {} ({})", user.name, user.gecos);
            println!("Home Directory is {}", user.home.display());
            println!("Shell is {}", user.shell.display());
        }
        None => println!("You are {uid}, without a name\nHome Directory is not known\nShell is not known"),
    }
    let by_nix = unistd::User::from_uid(uid).context("getpwuid_r")?;
    println!("nix says the same: {}", by_nix.map(|user| user.dir) == user.map(|user| user.home));

    let root = user_by_uid(0).context("getpwuid_r")?.context("nobody has uid 0")?;
    let again = user_by_name(&root.name).context("getpwnam_r")?.context("nobody has that name")?;
    println!("uid 0 is {}, and {} is uid {}", root.name, root.name, again.uid);
    println!("its password is {}", root.passwd);

    let group = Group::from_gid(Gid::from_raw(0)).context("getgrgid_r")?.context("no group has gid 0")?;
    let again = Group::from_name(&group.name).context("getgrnam_r")?.context("no group has that name")?;
    println!("gid 0 is the group {}, and {} is gid {}", group.name, group.name, again.gid);

    println!("uid {STRANGER}: {}", found(user_by_uid(STRANGER).context("getpwuid_r")?.is_some(), "nobody"));
    let name = "no such user";
    println!("name {name:?}: {}", found(user_by_name(name).context("getpwnam_r")?.is_some(), "nobody"));
    let group = Group::from_gid(Gid::from_raw(STRANGER)).context("getgrgid_r")?;
    println!("gid {STRANGER}: {}", found(group.is_some(), "no group"));
    Ok(())
}

fn found(somebody: bool, otherwise: &str) -> &str {
    if somebody { "somebody" } else { otherwise }
}
