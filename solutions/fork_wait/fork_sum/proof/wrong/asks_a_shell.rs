//! verdict: faked
//! Believes that a shell for each slice is a child that adds.

use std::process::{Command, Stdio};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let n: u64 = if words.len() == 1 { words[0].parse().unwrap_or(0) } else { 0 };
    if !(1..=32).contains(&n) {
        eprintln!("usage: fork_sum N");
        std::process::exit(2);
    }
    let mut children = Vec::new();
    for i in 0..n {
        let first = i * (1000 / n) + 1;
        let last = if i == n - 1 { 1000 } else { first + 1000 / n - 1 };
        let script = format!("i={first} s=0; while [ $i -le {last} ]; do s=$((s + i)) i=$((i + 1)); done; echo $s");
        let child = Command::new("sh").arg("-c").arg(script).stdout(Stdio::piped()).spawn()?;
        children.push((first, last, child));
    }
    let mut total = 0;
    for (i, (first, last, child)) in children.into_iter().enumerate() {
        let text = String::from_utf8(child.wait_with_output()?.stdout)?;
        let sum: u64 = text.trim().parse()?;
        println!("child {i} [{first}..{last}]: {sum}");
        total += sum;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}
