//! verdict: wrong-output
//! Believes that an exit code can carry a sum.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let n: i32 = std::env::args().nth(1).ok_or("no N")?.parse()?;
    let mut children = Vec::new();
    for i in 0..n {
        let first = i * (1000 / n) + 1;
        let last = if i == n - 1 { 1000 } else { first + 1000 / n - 1 };
        match unsafe { libc::fork() } {
            -1 => return Err("fork failed".into()),
            0 => unsafe { libc::_exit((first..=last).sum()) },
            pid => children.push((pid, first, last)),
        }
    }
    let mut total = 0;
    for (i, (pid, first, last)) in children.into_iter().enumerate() {
        let mut status = 0;
        unsafe { libc::waitpid(pid, &mut status, 0) };
        let sum = libc::WEXITSTATUS(status);
        println!("child {i} [{first}..{last}]: {sum}");
        total += sum;
    }
    println!("total {total}, {n} children reaped");
    Ok(())
}
