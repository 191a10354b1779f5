//! password_check: ask for a password without showing it, and compare it with what is stored. Which salt?
//!
//! ```console
//! @stdin
//! secret
//! @end
//! $ password_check
//! stored se.4d4330f1: with its own salt right, with the typed letters right
//! stored ab.a9f69dfa: with its own salt right, with the typed letters wrong
//!
//! @stdin
//! guess
//! @end
//! $ password_check
//! stored se.4d4330f1: with its own salt wrong, with the typed letters wrong
//! stored ab.a9f69dfa: with its own salt wrong, with the typed letters wrong
//! ```
//!
//! Notice the salt, two letters before the dot. It is stored beside the hash, so that two users with one password have
//! two hashes, and it has to be taken from there. The book takes the first two letters of what was *typed*: that is
//! right only for somebody whose salt happens to be the beginning of his password, as in the first line.
//!
//! Nor can the stored value be had from the list of users any more: there stands `x`. Systems ask PAM; a program with
//! its own users stores what a crate such as `argon2` gives, salt and all in one text. The hash in here is a toy.
//!
//! `rpassword` opens the terminal, turns the echo off (`echo_off` shows how), reads a line, and puts everything back,
//! also if the read fails. Where there is no terminal it takes what it is given, here the standard input.
//!
//! Try this: run it by hand, and type. Then `password_check < /dev/null`. Erratum: E70.

use std::io::{self, IsTerminal};

use anyhow::Context;
use rpassword::ConfigBuilder;

fn main() -> anyhow::Result<()> {
    let typed = if io::stdin().is_terminal() {
        rpassword::prompt_password("Password: ").context("prompt")?
    } else {
        let config = ConfigBuilder::new().input_reader(io::stdin()).output_discard().build();
        rpassword::read_password_with_config(config).context("read")?
    };

    for salt in ["se", "ab"] {
        let stored = toy_crypt("secret", salt); // when the password was set
        let own = toy_crypt(&typed, first_two(&stored)) == stored;
        let books = toy_crypt(&typed, first_two(&typed)) == stored;
        println!("stored {stored}: with its own salt {}, with the typed letters {}", word(own), word(books));
    }
    Ok(())
}

/// The salt, a dot, and a number made of salt and password. A toy: a real one is slow on purpose.
fn toy_crypt(password: &str, salt: &str) -> String {
    let bytes = salt.bytes().chain(password.bytes());
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{salt}.{hash:08x}")
}

fn first_two(text: &str) -> &str {
    text.get(..2).unwrap_or(text)
}

fn word(right: bool) -> &'static str {
    if right { "right" } else { "wrong" }
}
