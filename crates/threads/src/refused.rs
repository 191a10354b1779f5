//! Programs that do not compile, each with the one that does. `cargo test` tries them all.
//!
//! # A thread may outlive the locals of its parent
//! So it cannot borrow them: error E0373.
//! ```compile_fail,E0373
//! let name = String::from("ada");
//! std::thread::spawn(|| println!("{name}")).join().unwrap();
//! ```
//! Give them away, or start the thread in a scope, which ends only when its threads have:
//! ```
//! let name = String::from("ada");
//! std::thread::scope(|scope| {
//!     scope.spawn(|| assert_eq!(name, "ada"));
//! });
//! std::thread::spawn(move || assert_eq!(name, "ada")).join().unwrap();
//! ```
//!
//! # Two threads write to the same place
//! The data race. Two mutable borrows at once: error E0499.
//! ```compile_fail,E0499
//! let mut left = 1;
//! std::thread::scope(|scope| {
//!     scope.spawn(|| left -= 1);
//!     scope.spawn(|| left -= 1);
//! });
//! ```
//! A global variable is no way round it: error E0133, and even with `unsafe` a lint refuses the reference.
//! ```compile_fail,E0133
//! static mut LEFT: i32 = 1;
//! std::thread::spawn(|| LEFT -= 1);
//! ```
//! A lock is one:
//! ```
//! use std::sync::Mutex;
//! let left = Mutex::new(2);
//! std::thread::scope(|scope| {
//!     scope.spawn(|| *left.lock().unwrap() -= 1);
//!     scope.spawn(|| *left.lock().unwrap() -= 1);
//! });
//! assert_eq!(left.into_inner().unwrap(), 0);
//! ```
//!
//! # A counter that threads cannot share
//! `Rc` counts its owners without protection: error E0277. `Arc` counts with an atomic.
//! ```compile_fail,E0277
//! let shared = std::rc::Rc::new(1);
//! std::thread::spawn(move || println!("{shared}"));
//! ```
//! ```
//! let shared = std::sync::Arc::new(1);
//! std::thread::spawn(move || assert_eq!(*shared, 1)).join().unwrap();
//! ```
//!
//! # Another thread gives back my lock
//! In Python any thread may release a lock. Here the guard stays with the thread that has locked: error E0277.
//! ```compile_fail,E0277
//! static LOCK: std::sync::Mutex<i32> = std::sync::Mutex::new(0);
//! let guard = LOCK.lock().unwrap();
//! std::thread::spawn(move || drop(guard));
//! ```
//!
//! # A lock that is taken and dropped in the same line
//! `let _ =` keeps nothing, so the section would run without the lock. A lint that is an error by itself:
//! ```compile_fail
//! let lock = std::sync::Mutex::new(0);
//! let _ = lock.lock();
//! ```
//! `_guard` is a name, and keeps it to the end of the scope:
//! ```
//! let lock = std::sync::Mutex::new(0);
//! let _guard = lock.lock();
//! assert!(lock.try_lock().is_err());
//! ```
//!
//! # Joining twice, or myself
//! `join` takes the handle away: error E0382. And a thread has no handle of its own.
//! ```compile_fail,E0382
//! let thread = std::thread::spawn(|| ());
//! thread.join().unwrap();
//! thread.join().unwrap();
//! ```
