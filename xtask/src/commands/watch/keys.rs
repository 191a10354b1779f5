//! Single keys from the terminal, without Enter.

use std::io::{self, IsTerminal, Read};
use std::sync::mpsc::Sender;
use std::thread;

use super::Event;

/// The terminal in single-key mode; as it was before when dropped.
pub struct SingleKeys {
    before: libc::termios,
}

impl SingleKeys {
    /// None where standard input is no terminal: then there are no keys, and watching goes on without.
    pub fn enter() -> Option<SingleKeys> {
        if !io::stdin().is_terminal() {
            return None;
        }
        // SAFETY: termios is plain data; tcgetattr fills it or fails.
        let mut before: libc::termios = unsafe { std::mem::zeroed() };
        // SAFETY: the pointer is to a termios of ours.
        if unsafe { libc::tcgetattr(libc::STDIN_FILENO, &mut before) } != 0 {
            return None;
        }
        let mut single = before;
        // ISIG too: Ctrl-C comes as a key, so that the terminal is always put back.
        single.c_lflag &= !(libc::ICANON | libc::ECHO | libc::ISIG);
        single.c_cc[libc::VMIN] = 1;
        single.c_cc[libc::VTIME] = 0;
        // SAFETY: as above.
        (unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, &single) } == 0).then_some(SingleKeys { before })
    }
}

impl Drop for SingleKeys {
    fn drop(&mut self) {
        // SAFETY: the termios is the one that tcgetattr gave us.
        unsafe { libc::tcsetattr(libc::STDIN_FILENO, libc::TCSANOW, &self.before) };
    }
}

/// Sends each key, from a thread that ends with the process.
pub fn listen(events: Sender<Event>) {
    thread::spawn(move || {
        for key in io::stdin().lock().bytes().map_while(Result::ok) {
            if events.send(Event::Key(key)).is_err() {
                return;
            }
        }
        // The terminal has gone.
        let _ = events.send(Event::Key(b'q'));
    });
}
