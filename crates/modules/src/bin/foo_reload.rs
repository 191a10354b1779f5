//! foo_reload: code is never loaded again, data is. Who took a copy before, keeps it.
//!
//! ```console
//! $ foo_reload
//! served with: Hi
//! the file has changed
//! reloaded; new requests: Good day
//! a request from before:  Hi
//! set once more: refused, it stays "started"
//! ```
//!
//! Notice the fourth line. It is what Python's `reload` does as well: the module is a new one, but a name that
//! somebody fetched with `from foo import f` still means the old object (E02). Here it is wanted: a request that
//! began under the old configuration ends under it, in one piece. `Arc` keeps the old one alive as long as somebody
//! uses it.
//!
//! A lock is held for the moment of the exchange, not for the length of a request. What may be set once and never
//! again is a `OnceLock`; its second `set` gives the value back as an error.
//!
//! There is no `reload` for code. A server that must change its code starts the new program and lets the old one
//! finish.
//!
//! Try this: have a service reload when it gets SIGHUP, as is the custom. The lesson on signals has the parts.

use std::fs;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use anyhow::Context;

const FILE: &str = "greeting.txt";

/// The configuration that counts at present.
static CURRENT: RwLock<Option<Arc<String>>> = RwLock::new(None);

static STATE: OnceLock<&str> = OnceLock::new();

fn reload() -> anyhow::Result<()> {
    let fresh = fs::read_to_string(FILE).context("read greeting.txt")?; // before the lock: a bad file changes nothing
    *CURRENT.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(fresh.trim().to_owned()));
    Ok(())
}

fn current() -> anyhow::Result<Arc<String>> {
    CURRENT.read().unwrap_or_else(PoisonError::into_inner).clone().context("nothing loaded")
}

fn main() -> anyhow::Result<()> {
    fs::write(FILE, "Hi\n").context("write greeting.txt")?;
    reload()?;
    let request = current()?;
    println!("served with: {request}");

    fs::write(FILE, "Good day\n").context("write greeting.txt")?;
    println!("the file has changed");
    reload()?;
    println!("reloaded; new requests: {}", current()?);
    println!("a request from before:  {request}");
    fs::remove_file(FILE).context("remove greeting.txt")?;

    STATE.get_or_init(|| "started");
    let refused = STATE.set("started again").is_err();
    let answer = if refused { "refused" } else { "taken" };
    println!("set once more: {answer}, it stays {:?}", STATE.get().context("not set")?);
    Ok(())
}
