//! serve_conf: a service: SIGHUP makes it read its configuration again, SIGTERM ends it. No handler is involved.
//!
//! ```console
//! $ sh -c 'echo colour=blue >conf; serve_conf & read go; echo colour=green >conf; kill -HUP $!; read go; kill $!; wait $!'
//! serving with colour=blue
//! @> go
//! serving with colour=green
//! @> go
//! ending
//! ```
//!
//! The shell plays the administrator: it starts the service in the background, changes the file, sends HUP, and in the
//! end TERM, which is what `kill` sends unasked.
//!
//! HUP meant that the terminal was hung up, and ended whoever sat at it. A service has no terminal, so the signal was
//! free for this; by custom only, the default action is still to end.
//!
//! Notice the order. The signals are held back before anything else starts, in the only thread there is; threads that
//! are made later inherit that, so none of them can be surprised. Then one thread waits for them with `sigwait`. What
//! comes while it works stays pending: nothing is lost but the count.
//!
//! Try this: let a thread do the serving, with the configuration in an `Arc<RwLock<..>>`. What if the new file is
//! wrong?

use std::fs;
use std::process::ExitCode;

use anyhow::Context;
use signals_lesson::{mask, wait_for};

fn main() -> anyhow::Result<ExitCode> {
    let signals = [libc::SIGHUP, libc::SIGTERM];
    for signal in signals {
        mask(libc::SIG_BLOCK, signal).context("pthread_sigmask")?;
    }
    loop {
        let conf = fs::read_to_string("conf").context("read conf")?;
        println!("serving with {}", conf.trim());

        if wait_for(&signals).context("sigwait")? == libc::SIGTERM {
            println!("ending");
            return Ok(ExitCode::SUCCESS);
        }
    }
}
