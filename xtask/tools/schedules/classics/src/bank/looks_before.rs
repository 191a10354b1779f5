use std::sync::Mutex;

pub struct Account {
    #[expect(dead_code, reason = "one lock at a time needs no order")]
    number: u32,
    balance: Mutex<i64>,
}

impl Account {
    pub fn new(number: u32, balance: i64) -> Self {
        Self { number, balance: Mutex::new(balance) }
    }

    pub fn balance(&self) -> i64 {
        *self.balance.lock().unwrap()
    }
}

pub fn transfer(from: &Account, to: &Account, amount: i64) {
    let there = from.balance();
    *from.balance.lock().unwrap() = there - amount; // told
    *to.balance.lock().unwrap() += amount;
}
