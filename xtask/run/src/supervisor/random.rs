//! The values of `@let`: from a seed, so that a run can be repeated.

use expect::session::Among;
use schedules::splitmix::SplitMix64;

/// Draws, one after another.
pub struct Random(SplitMix64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(SplitMix64::new(seed))
    }

    /// Below `bound`, which is not 0. The bias is one in 2^64 / bound.
    fn below(&mut self, bound: u128) -> u128 {
        (u128::from(self.0.draw()) * bound) >> 64
    }

    /// None if there is nothing to draw from.
    pub fn draw(&mut self, among: &Among) -> Option<String> {
        match among {
            Among::Range(first, last) if first <= last => {
                let many = last.abs_diff(*first) as u128 + 1;
                Some((i128::from(*first) + self.below(many) as i128).to_string())
            }
            Among::Range(..) => None,
            Among::Words(words) if words.is_empty() => None,
            Among::Words(words) => Some(words[self.below(words.len() as u128) as usize].clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_comes_and_no_other() {
        let mut random = Random::new(1);
        let mut seen = [0; 3];
        for _ in 0..300 {
            let value: i64 = random.draw(&Among::Range(-1, 1)).unwrap().parse().unwrap();
            seen[(value + 1) as usize] += 1;
        }
        assert!(seen.iter().all(|count| *count > 50), "{seen:?}");
        assert!(random.draw(&Among::Range(i64::MIN, i64::MAX)).unwrap().parse::<i64>().is_ok());
        assert_eq!(random.draw(&Among::Words(vec!["red".into()])), Some("red".into()));
        assert_eq!(random.draw(&Among::Words(Vec::new())), None);
        assert_eq!(random.draw(&Among::Range(2, 1)), None);
    }

    #[test]
    fn the_seed_decides() {
        let draw = |seed| Random::new(seed).draw(&Among::Range(0, i64::MAX));
        assert_eq!(draw(5), draw(5));
        assert_ne!(draw(5), draw(6));
    }
}
