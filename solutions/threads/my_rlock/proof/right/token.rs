//! right: a channel with one token in it. Whoever has received the token owns the lock; who that is, and how many
//! times over, is noted beside it.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, ThreadId};

#[derive(Debug)]
pub struct NotOwner;

pub struct RLock {
    give: SyncSender<()>,
    take: Mutex<Receiver<()>>,
    /// Nobody but the owner ever finds itself here.
    owner: Mutex<Option<ThreadId>>,
    /// Changed by the owner only.
    times: AtomicUsize,
}

impl RLock {
    pub fn new() -> RLock {
        let (give, take) = mpsc::sync_channel(1);
        give.send(()).unwrap();
        RLock { give, take: Mutex::new(take), owner: Mutex::new(None), times: AtomicUsize::new(0) }
    }

    pub fn acquire(&self) {
        if !self.is_ours() {
            self.take.lock().unwrap().recv().unwrap();
            *self.owner.lock().unwrap() = Some(thread::current().id());
        }
        self.times.fetch_add(1, Ordering::Relaxed);
    }

    pub fn try_acquire(&self) -> bool {
        if !self.is_ours() {
            // Whoever has the receiver in hand waits for the token, or is about to take it.
            let Ok(take) = self.take.try_lock() else { return false };
            if take.try_recv().is_err() {
                return false;
            }
            *self.owner.lock().unwrap() = Some(thread::current().id());
        }
        self.times.fetch_add(1, Ordering::Relaxed);
        true
    }

    pub fn release(&self) -> Result<(), NotOwner> {
        if !self.is_ours() {
            return Err(NotOwner);
        }
        if self.times.fetch_sub(1, Ordering::Relaxed) == 1 {
            *self.owner.lock().unwrap() = None;
            self.give.send(()).unwrap();
        }
        Ok(())
    }

    fn is_ours(&self) -> bool {
        *self.owner.lock().unwrap() == Some(thread::current().id())
    }
}
