pub fn work() {
    std::process::abort();
}
