//! All that a learner may use, as std has it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError, TrySendError};
use std::sync::{Arc, Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock, RwLockWriteGuard, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

static COUNT: Mutex<u32> = Mutex::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);
static NAME: OnceLock<String> = OnceLock::new();
static TABLE: LazyLock<HashMap<u32, &str>> = LazyLock::new(|| HashMap::from([(1, "one")]));
static START: Once = Once::new();

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(1) };
    static WORDS: RefCell<Vec<String>> = RefCell::new(vec!["a".to_owned()])
}

pub fn statics() -> u32 {
    let threads = [1, 2].map(|n| {
        thread::spawn(move || {
            START.call_once(|| *COUNT.lock().unwrap() += 100);
            *COUNT.lock().unwrap() += n;
            CALLS.fetch_add(1, Ordering::Relaxed);
            NAME.get_or_init(|| TABLE[&1].to_owned()).len()
        })
    });
    let lengths = threads.map(|thread| thread.join().unwrap());
    assert_eq!(lengths, [3, 3]);
    assert_eq!(NAME.get().map(String::as_str), Some("one"));
    assert_eq!(CALLS.load(Ordering::SeqCst), 2);
    *COUNT.lock().unwrap()
}

pub fn locals() -> (u32, usize) {
    DEPTH.set(5);
    let theirs = thread::spawn(|| DEPTH.get()).join().unwrap();
    WORDS.with_borrow_mut(|words| words.push("b".to_owned()));
    (DEPTH.get() + theirs, WORDS.with(|words| words.borrow().len()))
}

pub fn readers_and_a_writer() -> i32 {
    let value = RwLock::new(1);
    let started = Barrier::new(3);
    let leaders = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                if started.wait().is_leader() {
                    leaders.fetch_add(1, Ordering::SeqCst);
                }
                assert!([1, 7].contains(&*value.read().unwrap()));
            });
        }
        scope.spawn(|| {
            if started.wait().is_leader() {
                leaders.fetch_add(1, Ordering::SeqCst);
            }
            *value.write().unwrap() = 7;
        });
    });
    assert_eq!(leaders.into_inner(), 1);
    value.into_inner().unwrap()
}

pub fn channels() -> Vec<u32> {
    let (sender, receiver) = mpsc::sync_channel(0);
    let second = sender.clone();
    let threads = [thread::spawn(move || sender.send(1).unwrap()), thread::spawn(move || second.send(2).unwrap())];
    let mut all: Vec<u32> = receiver.iter().collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(receiver.try_recv(), Err(TryRecvError::Disconnected));
    let (sender, receiver) = mpsc::sync_channel(1);
    assert_eq!(receiver.recv_timeout(Duration::from_secs(1)), Err(RecvTimeoutError::Timeout));
    sender.send(3).unwrap();
    assert_eq!(sender.try_send(4), Err(TrySendError::Full(4)));
    all.push(receiver.recv().unwrap());
    drop(receiver);
    sender.send(5).unwrap_err();
    all.sort_unstable();
    all
}

pub fn parks() -> bool {
    let ready = Arc::new(AtomicBool::new(false));
    let sleeper = {
        let ready = Arc::clone(&ready);
        thread::spawn(move || {
            while !ready.load(Ordering::Acquire) {
                thread::park();
            }
        })
    };
    ready.store(true, Ordering::Release);
    sleeper.thread().unpark();
    sleeper.join().is_ok()
}

pub fn spins() -> u32 {
    let ready = AtomicBool::new(false);
    let value = Mutex::new(0);
    thread::scope(|scope| {
        scope.spawn(|| {
            *value.lock().unwrap() = 9;
            ready.store(true, Ordering::Release);
        });
        while !ready.load(Ordering::Acquire) {
            std::hint::spin_loop();
        }
        *value.lock().unwrap()
    })
}

#[expect(clippy::disallowed_methods, reason = "what a learner may do; it takes no time here")]
pub fn looks_again_and_again() -> bool {
    let done = Arc::new(AtomicBool::new(false));
    let worker = {
        let done = Arc::clone(&done);
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(100));
            done.store(true, Ordering::SeqCst);
        })
    };
    while !done.load(Ordering::SeqCst) {}
    worker.join().unwrap();
    done.load(Ordering::SeqCst)
}

pub fn time_limits() -> Duration {
    let start = Instant::now();
    let (lock, condition) = (Mutex::new(false), Condvar::new());
    let limit = Duration::from_secs(2);
    let (guard, result) = condition.wait_timeout_while(lock.lock().unwrap(), limit, |ready| !*ready).unwrap();
    assert!(result.timed_out() && !*guard);
    start.elapsed()
}

pub fn poison() -> bool {
    let lock = Arc::new(Mutex::new(1));
    let theirs = Arc::clone(&lock);
    let caught = thread::spawn(move || {
        let panics = std::panic::AssertUnwindSafe(|| {
            let _guard = theirs.lock().unwrap();
            panic!("on purpose");
        });
        std::panic::catch_unwind(panics).is_err()
    });
    let found = lock
        .try_lock()
        .map_or_else(|error| matches!(error, TryLockError::Poisoned(_) | TryLockError::WouldBlock), |_| true);
    caught.join().unwrap() && found && lock.is_poisoned() && lock.lock().is_err()
}

pub fn unsized_values() -> usize {
    let lock: Arc<Mutex<dyn Fn(usize) -> usize + Send>> = Arc::new(Mutex::new(|n| n + 1));
    let value = lock.lock().unwrap()(1);
    println!("not seen {value}");
    value
}

pub fn what_is_seldom_used() -> bool {
    let number = core::sync::atomic::AtomicUsize::new(1);
    assert_eq!(number.compare_and_swap(1, 2, Ordering::SeqCst), 1);
    assert!(!number.as_ptr().is_null());
    core::hint::spin_loop();
    let weak = Arc::downgrade(&Arc::new(1));
    assert!(weak.upgrade().is_none());
    let lock = RwLock::new(1);
    let mut guard = lock.write().unwrap();
    *guard = 2;
    assert_eq!(*RwLockWriteGuard::downgrade(guard), 2);
    let (mutex, condition) = (Mutex::new(()), Condvar::new());
    // In vain, or for no reason.
    let (_guard, _is_in_time) = condition.wait_timeout_ms(mutex.lock().unwrap(), 5).unwrap();
    number.load(Ordering::SeqCst) == 2
}

pub fn handled_panics() -> [bool; 3] {
    let joined = thread::spawn(|| panic!("on purpose")).join().is_err();
    let scoped = thread::scope(|scope| scope.spawn(|| panic!("on purpose")).join().is_err());
    let thrown = thread::spawn(|| std::panic::resume_unwind(Box::new("again"))).join();
    [joined, scoped, thrown.is_err_and(|payload| payload.downcast_ref() == Some(&"again"))]
}

/// A wait with a backstop.
pub fn backstop() -> bool {
    let (lock, condition) = (Mutex::new(false), Condvar::new());
    thread::scope(|scope| {
        scope.spawn(|| {
            *lock.lock().unwrap() = true;
            condition.notify_one();
        });
        let mut is_set = lock.lock().unwrap();
        while !*is_set {
            is_set = condition.wait_timeout(is_set, Duration::from_secs(3600)).unwrap().0;
        }
        *is_set
    })
}
