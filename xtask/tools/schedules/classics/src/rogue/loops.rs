pub fn work() {
    let mut n = 0_u32;
    loop {
        n = std::hint::black_box(n.wrapping_add(1));
    }
}
