//! The proof as a table for people, in Markdown.

use std::fmt::Write as _;

use super::{Proof, Tally};

const HEAD: &str = "\
# Why the checks can be trusted

`cargo xtask prove --report docs/proof.md` wrote this page. Each exercise has its solution, a few programs that are
wrong in a plausible way and, where there are many good ways, a few that are right in another way. And it has mutants:
copies of the solution with one slip each, made by the runner. A `wait` is left out, a `while` is an `if`, a `<` is a
`<=`.

- **Rules held** are those of the exercise's README that a wrong program breaks, and gets its verdict for;
  `proof/rules.toml` names it.
- **Wrong** programs get the verdict that they name; the untouched stub and an empty `main` fail. **Right** ones pass.
- Every **mutant** is *killed*, that is, a case fails with it; or it is *equivalent*: no case can tell it from the solution,
  and `proof/equivalent.toml` says why. Some *do not compile*.
- The solution passes in all its **runs**, half of them while all cores are kept busy; so do the right programs. A run
  is one case. The *slowest* one is in milliseconds.
- In ten runs of each half a signal comes *at every moment* where a case asks for it; the column says how many **moments**
  the solution has. **Failing calls** are those that a case makes fail.

";

const COLUMNS: [&str; 13] = [
    "exercise",
    "cases",
    "rules held",
    "wrong caught",
    "right pass",
    "mutants",
    "killed",
    "equivalent",
    "do not compile",
    "runs passed",
    "slowest, ms",
    "moments",
    "failing calls",
];

/// The page: what it shows, a row an exercise, and the sums.
pub fn page(proofs: &[Proof]) -> String {
    let mut page = HEAD.to_owned();
    row(&mut page, COLUMNS.map(str::to_owned));
    row(&mut page, [":--"].into_iter().chain([" --:"; 12]).map(|rule| rule.trim().to_owned()));
    for proof in proofs {
        row(&mut page, figures(&proof.id, proof));
    }
    row(&mut page, figures("**together**", &sum(proofs)));
    let holes: Vec<String> = proofs.iter().flat_map(holes).collect();
    if !holes.is_empty() {
        let _ = write!(page, "\n## What does not hold\n\n{}", holes.concat());
    }
    page
}

fn figures(name: &str, proof: &Proof) -> [String; 13] {
    let mutants =
        |count: fn(&Tally) -> usize| proof.mutants.as_ref().map_or("–".to_owned(), |it| count(it).to_string());
    [
        name.to_owned(),
        proof.cases.to_string(),
        format!("{} of {}", proof.rules_held, proof.rules),
        proof.wrong_caught.to_string(),
        proof.right_passed.to_string(),
        mutants(|tally| tally.made),
        mutants(|tally| tally.killed),
        mutants(|tally| tally.equivalent),
        mutants(|tally| tally.uncompiled),
        format!("{} of {}", proof.passed, proof.runs),
        proof.slowest_ms.to_string(),
        proof.moments.to_string(),
        proof.failing.to_string(),
    ]
}

/// All proofs as one.
pub fn sum(proofs: &[Proof]) -> Proof {
    let mut sum = Proof::default();
    for proof in proofs {
        sum.cases += proof.cases;
        sum.rules_held += proof.rules_held;
        sum.rules += proof.rules;
        sum.wrong_caught += proof.wrong_caught;
        sum.right_passed += proof.right_passed;
        sum.passed += proof.passed;
        sum.runs += proof.runs;
        sum.moments += proof.moments;
        sum.failing += proof.failing;
        sum.slowest_ms = sum.slowest_ms.max(proof.slowest_ms);
        if let Some(tally) = proof.mutants {
            *sum.mutants.get_or_insert_default() += tally;
        }
    }
    sum
}

fn holes(proof: &Proof) -> Vec<String> {
    proof.holes.iter().map(|hole| format!("- {}: {hole}\n", proof.id)).collect()
}

fn row(page: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().collect();
    let _ = writeln!(page, "| {} |", cells.join(" | "));
}
