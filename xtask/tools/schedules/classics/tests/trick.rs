//! Watches whether a dependency that is named `std` is still what `std` means: in paths, in the prelude, and in the macros
//! of it; and whether `core` can be made to mean it too. If this fails to build with a new compiler, see "If the trick
//! stops working" in the crate `schedules`.

extern crate std as core;

use schedules_driver::ours;

thread_local! {
    static OURS: u32 = const { 1 };
}

#[test]
fn paths_mean_our_std() {
    let _: fn(std::sync::Mutex<()>) -> ours::Mutex<()> = |it| it;
    let _: fn(std::thread::JoinHandle<()>) -> ours::JoinHandle<()> = |it| it;
    let _: fn(core::sync::atomic::AtomicBool) -> ours::AtomicBool = |it| it;
}

#[test]
fn macros_mean_our_std() {
    let _: &std::thread::LocalKey<u32> = &OURS;
}

#[test]
fn the_rest_is_the_real_std() {
    fn thread_safe<T: Send + Sync>(_: T) {}
    thread_safe(std::sync::Arc::new(1));
    assert_eq!(format!("{:?}", vec![Some(1)]), "[Some(1)]");
}
