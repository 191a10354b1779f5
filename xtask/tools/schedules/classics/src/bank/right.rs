use std::sync::Mutex;

pub struct Account {
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
    let (first, second) = if from.number < to.number { (from, to) } else { (to, from) };
    let mut one = first.balance.lock().unwrap();
    let mut other = second.balance.lock().unwrap();
    let (source, target) = if from.number < to.number { (&mut one, &mut other) } else { (&mut other, &mut one) };
    **source -= amount;
    **target += amount;
}
