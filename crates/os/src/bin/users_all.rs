//! users_all: all users that the system knows, and the format of the file in which they once all stood.
//!
//! ```console
//! @file sample
//! root:x:0:0:root:/root:/bin/bash
//! ann:x:1000:1000:Ann Example,,,:/home/ann:/bin/sh
//! half:a:line
//! bob::-1:100::/home/bob:
//! @end
//! $ users_all sample
//! root     uid 0, "root", shell "/bin/bash"
//! ann      uid 1000, "Ann Example", shell "/bin/sh"
//! line 3: 3 fields, and there should be 7
//! line 4: uid -1: invalid digit found in string
//! the system knows {:int} users
//! uid 0 is among them: true
//! ```
//!
//! Notice the seven fields between colons: name, password, uid, gid, full name with more after commas, home, shell.
//! The second is `x` nearly everywhere; the hash of the password has moved to `/etc/shadow`, which only root may read.
//! Python gives the seven as a tuple.
//!
//! To list everybody is three calls: setpwent, getpwent until there is nobody, endpwent. They share one place in the
//! list and one buffer for the whole process, so it is nothing for two threads. On a large network there may be
//! thousands; ask for one user if one is what you want.
//!
//! Try this: `getent passwd | wc -l` is the same question. And `wc -l < /etc/passwd`? Python's `grp.getgrall` is the
//! same with getgrent.

use std::ffi::CStr;
use std::{env, fs};

use anyhow::{Context, ensure};

fn main() -> anyhow::Result<()> {
    let path = env::args().nth(1).context("usage: users_all FILE")?;
    let text = fs::read_to_string(&path).with_context(|| format!("read {path}"))?;
    for (number, line) in (1..).zip(text.lines()) {
        if let Err(error) = tell(line) {
            println!("line {number}: {error:#}");
        }
    }

    let users = all_users();
    println!("the system knows {} users", users.len());
    println!("uid 0 is among them: {}", users.iter().any(|(uid, _)| *uid == 0));
    Ok(())
}

fn tell(line: &str) -> anyhow::Result<()> {
    let fields: Vec<&str> = line.split(':').collect();
    ensure!(fields.len() == 7, "{} fields, and there should be 7", fields.len());
    let uid: u32 = fields[2].parse().with_context(|| format!("uid {}", fields[2]))?;
    let full_name = fields[4].split(',').next().unwrap_or_default();
    println!("{:<8} uid {uid}, {full_name:?}, shell {:?}", fields[0], fields[6]);
    Ok(())
}

/// Number and name of every user, in the order in which the system gives them.
fn all_users() -> Vec<(u32, String)> {
    let mut users = Vec::new();
    // SAFETY: one thread only. What getpwent points to is valid until its next call; the name is copied before that.
    unsafe {
        libc::setpwent();
        while let Some(entry) = libc::getpwent().as_ref() {
            users.push((entry.pw_uid, CStr::from_ptr(entry.pw_name).to_string_lossy().into_owned()));
        }
        libc::endpwent();
    }
    users
}
