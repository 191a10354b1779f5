//! Watches whether a dependency that is named `std` is still what `std` means: in paths, in the prelude, and in the macros of it. If this
//! fails to build, or fails, with a new compiler, see "If the trick stops working" in the crate `schedules`.

use std::any::type_name;

thread_local! {
    static OURS: u32 = const { 1 };
}

#[test]
fn paths_mean_our_std() {
    for name in [
        type_name::<std::sync::Mutex<()>>(),
        type_name::<std::sync::Condvar>(),
        type_name::<std::sync::atomic::AtomicUsize>(),
        type_name::<std::sync::mpsc::Sender<()>>(),
        type_name::<std::thread::JoinHandle<()>>(),
        type_name::<std::time::Instant>(),
    ] {
        assert!(name.starts_with("schedules_std::"), "{name} is the real one");
    }
}

#[test]
fn macros_mean_our_std() {
    fn name_of<T>(_: &T) -> &'static str {
        type_name::<T>()
    }
    let name = name_of(&OURS);
    assert!(name.starts_with("schedules_std::"), "thread_local! makes the real {name}");
}

#[test]
fn the_rest_is_the_real_std() {
    assert!(type_name::<std::fs::File>().starts_with("std::"));
    assert!(type_name::<std::sync::Arc<()>>().starts_with("alloc::"));
    assert_eq!(format!("{:?}", vec![Some(1)]), "[Some(1)]");
}
