//! Several runs of one case: all pass, none does, or it depends.

use super::{Judgement, Verdict};

/// What is said of all runs of a case together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Combined {
    pub verdict: Verdict,
    pub passed: u32,
    pub total: u32,
    /// The run to explain: the first that failed, with the verdict if that is not Flaky.
    pub example: Option<usize>,
}

/// Puts the judgements of repeated runs together. Some pass, some do not: Flaky, however few.
/// None passes: the verdict they share, else the most frequent, of equals the one that came first.
pub fn combine(repeats: &[Judgement]) -> Combined {
    let failed: Vec<Verdict> = repeats.iter().map(|one| one.verdict).filter(|verdict| !verdict.is_pass()).collect();
    let verdict = match most_frequent(&failed) {
        None => Verdict::Pass,
        Some(_) if failed.len() < repeats.len() => Verdict::Flaky,
        Some(verdict) => verdict,
    };
    let is_example = |one: &Judgement| {
        if verdict == Verdict::Flaky { !one.verdict.is_pass() } else { one.verdict == verdict && !verdict.is_pass() }
    };
    Combined {
        verdict,
        passed: (repeats.len() - failed.len()) as u32,
        total: repeats.len() as u32,
        example: repeats.iter().position(is_example),
    }
}

fn most_frequent(verdicts: &[Verdict]) -> Option<Verdict> {
    let count = |wanted: Verdict| verdicts.iter().filter(|verdict| **verdict == wanted).count();
    // `max_by_key` keeps the last of equals: reversed, that is the first that came.
    verdicts.iter().rev().copied().max_by_key(|verdict| count(*verdict))
}

#[cfg(test)]
mod tests {
    use super::{Combined, combine};
    use crate::{Judgement, Verdict};

    fn runs(verdicts: &[Verdict]) -> Combined {
        let judgements: Vec<_> = verdicts.iter().map(|&verdict| Judgement { verdict, finding: None }).collect();
        combine(&judgements)
    }

    #[test]
    fn all_pass() {
        let combined = runs(&[Verdict::Pass; 20]);
        assert_eq!(combined, Combined { verdict: Verdict::Pass, passed: 20, total: 20, example: None });
    }

    #[test]
    fn one_failure_in_twenty_is_flaky_and_is_the_example() {
        let mut verdicts = [Verdict::Pass; 20];
        verdicts[7] = Verdict::Zombie;
        verdicts[9] = Verdict::TimedOut;
        assert_eq!(runs(&verdicts), Combined { verdict: Verdict::Flaky, passed: 18, total: 20, example: Some(7) });
    }

    #[test]
    fn none_passes_and_the_most_frequent_speaks() {
        let combined = runs(&[Verdict::TimedOut, Verdict::Zombie, Verdict::Zombie]);
        assert_eq!(combined, Combined { verdict: Verdict::Zombie, passed: 0, total: 3, example: Some(1) });
    }

    #[test]
    fn of_equals_the_first() {
        assert_eq!(runs(&[Verdict::Zombie, Verdict::TimedOut]).verdict, Verdict::Zombie);
    }
}
