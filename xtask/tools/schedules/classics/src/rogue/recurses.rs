pub fn work() {
    deep(0);
}

#[expect(unconditional_recursion, reason = "what a rogue does")]
fn deep(n: u64) -> u64 {
    std::hint::black_box([n; 100]).iter().sum::<u64>() + deep(n + 1)
}
