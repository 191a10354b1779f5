pub fn work() {
    let much = Vec::<u8>::with_capacity(1 << 60);
    assert_eq!(much.len(), 0);
}
