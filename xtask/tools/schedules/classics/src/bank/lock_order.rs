use std::sync::Mutex;

pub struct Account {
    #[expect(dead_code, reason = "the bug is that nobody looks at it")]
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
    let mut source = from.balance.lock().unwrap();
    let mut target = to.balance.lock().unwrap(); // told
    *source -= amount;
    *target += amount;
}
