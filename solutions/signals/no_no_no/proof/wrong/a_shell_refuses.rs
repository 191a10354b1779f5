//! verdict: faked
//! Believes that a program may become another one that can do the task.

use std::os::unix::process::CommandExt;
use std::process::Command;

const SCRIPT: &str = r#"
count=0
refuse() {
    count=$((count + 1))
    [ "$count" -lt 4 ] && echo "no no no.." && return
    trap - INT
    kill -s INT $$
}
trap refuse INT
echo "ready $$"
while :; do
    read -r line <&3
done
"#;

fn main() {
    unsafe {
        // The script waits for a line that never comes.
        let mut ends = [0; 2];
        libc::pipe(ends.as_mut_ptr());
        libc::dup2(ends[0], 3);
        // A shell cannot trap what was ignored when it was started.
        libc::sigaction(libc::SIGINT, &std::mem::zeroed(), std::ptr::null_mut());
    }
    eprintln!("no_no_no: {}", Command::new("sh").args(["-c", SCRIPT]).exec());
}
