struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("again");
    }
}

pub fn work() {
    let _bomb = Bomb;
    panic!("once");
}
