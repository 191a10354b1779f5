pub fn work() {
    let _forgotten = std::thread::spawn(|| panic!("nobody hears of it"));
}
