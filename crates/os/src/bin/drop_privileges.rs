//! drop_privileges: become nobody for good, in the right order, and see that no way leads back.
//!
//! ```console
//! $ drop_privileges
//! groups, then gid, then uid
//! setuid to what we are: Ok(())
//! setuid(0): Err(EPERM)
//! setgid(0): Err(EPERM)
//! ```
//!
//! Notice the order. The uid is what lets us change the rest, so it goes last. With the uid first the gid could not be
//! changed any more, and the program would keep the group of root, with all that is open to it. Whoever forgets
//! `setgroups` keeps all the other groups.
//!
//! setuid and setgid need a privilege, but for the ids that one has already. An ordinary user has nothing to drop, so
//! for him the first line does nothing, and the three others are the same.
//!
//! A program that is a service today seldom does this itself: systemd (`User=`) or the container does, and it never is
//! root. For a child there is `Command::uid` and `.gid`, which keep the order for you.
//!
//! Try this: as root, in a container that may be thrown away, put setuid first.

use anyhow::Context;
use nix::unistd::{Gid, Uid, getuid, setgid, setgroups, setuid};

/// The user and group that own nothing: `nobody`.
const NOBODY: u32 = 65534;

fn main() -> anyhow::Result<()> {
    if getuid().is_root() {
        setgroups(&[]).context("setgroups")?;
        setgid(Gid::from_raw(NOBODY)).context("setgid")?;
        setuid(Uid::from_raw(NOBODY)).context("setuid")?;
    }
    println!("groups, then gid, then uid");
    println!("setuid to what we are: {:?}", setuid(getuid()));
    println!("setuid(0): {:?}", setuid(Uid::from_raw(0)));
    println!("setgid(0): {:?}", setgid(Gid::from_raw(0)));
    Ok(())
}
