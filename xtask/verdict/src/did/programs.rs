//! What was executed, and by which name it is known.

use super::broken::Ran;
use super::family::{Executed, Family};

const SHELLS: [&[u8]; 8] = [b"sh", b"bash", b"dash", b"ash", b"zsh", b"ksh", b"mksh", b"fish"];
/// One file that is many programs, told apart by the name that it is called by, or by its first argument.
const MANY_IN_ONE: [&[u8]; 3] = [b"busybox", b"toybox", b"coreutils"];
/// What runs scripts besides shells; numbers of versions may follow.
const INTERPRETERS: [&[u8]; 6] = [b"python", b"perl", b"ruby", b"node", b"awk", b"env"];

impl Executed {
    pub fn ran(&self) -> Ran {
        let argv = if self.argv.is_empty() { vec![self.path.clone()] } else { self.argv.clone() };
        Ran { pid: self.pid, argv }
    }

    /// The name by which it was called, without folders.
    pub fn name(&self) -> &[u8] {
        let called = self.script().or_else(|| self.argument(0)).unwrap_or(&self.path);
        let called = called.strip_prefix(b"-").unwrap_or(called);
        if MANY_IN_ONE.contains(&last_part(called)) {
            self.argument(1).map_or(called, last_part)
        } else {
            last_part(called)
        }
    }

    /// Is it this program: by the file that runs, by the name it was called by, or by the script that it runs?
    pub fn is(&self, name: &[u8]) -> bool {
        [last_part(&self.path), self.path.as_slice(), self.name()].contains(&name)
            || self.argument(0).is_some_and(|called| called == name || last_part(called) == name)
    }

    /// A shell that was asked to run a command, or to read one. Not a shell that the kernel started
    /// because a program is a script.
    pub fn is_shell(&self) -> bool {
        let file = last_part(&self.path);
        let is_shell = SHELLS.contains(&file) || MANY_IN_ONE.contains(&file) && SHELLS.contains(&self.name());
        is_shell && self.script().is_none()
    }

    /// The script that the kernel runs with an interpreter: that one's whole path comes first, then the script's.
    fn script(&self) -> Option<&[u8]> {
        let (interpreter, script) = (self.argument(0)?, self.argument(1)?);
        let name = last_part(interpreter);
        let runs_scripts = SHELLS.contains(&name) || INTERPRETERS.iter().any(|known| name.starts_with(known));
        (interpreter.starts_with(b"/") && script.contains(&b'/') && runs_scripts).then_some(script).map(last_part)
    }

    fn argument(&self, index: usize) -> Option<&[u8]> {
        self.argv.get(index).map(Vec::as_slice).filter(|argument| !argument.is_empty())
    }
}

impl Family {
    /// How often this program ran.
    pub fn times(&self, name: &[u8]) -> usize {
        self.executed.iter().filter(|one| one.is(name)).count()
    }

    /// The names of the programs that ran, each once, in order.
    pub fn ran(&self) -> Vec<Vec<u8>> {
        let mut names: Vec<Vec<u8>> = Vec::new();
        for one in &self.executed {
            if !names.iter().any(|known| known == one.name()) {
                names.push(one.name().to_vec());
            }
        }
        names
    }
}

pub fn last_part(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Executed;

    fn executed(path: &str, argv: &[&str]) -> Executed {
        let argv = argv.iter().map(|one| one.as_bytes().to_vec()).collect();
        Executed { pid: 1, path: path.into(), argv, inherited: Vec::new(), by_own: true }
    }

    #[test]
    fn shells_are_those_that_run_a_command() {
        assert!(executed("/usr/bin/dash", &["sh", "-c", "sort | uniq"]).is_shell());
        assert!(executed("/usr/bin/dash", &["/bin/sh", "-c", "cat /etc/hosts"]).is_shell());
        assert!(executed("/usr/bin/dash", &["innocent"]).is_shell());
        assert!(executed("/bin/busybox", &["sh"]).is_shell());
        assert!(executed("/bin/busybox", &["busybox", "sh", "-c", "x"]).is_shell());
        assert!(!executed("/bin/busybox", &["sort"]).is_shell());
        assert!(!executed("/usr/bin/dash", &["/bin/sh", "/usr/bin/egrep", "x"]).is_shell());
        assert!(!executed("/usr/bin/sort", &["sh"]).is_shell());
    }

    #[test]
    fn a_program_is_known_by_its_file_and_by_its_name() {
        assert!(executed("/usr/bin/sort", &["sort"]).is(b"sort"));
        assert!(executed("/usr/bin/coreutils", &["sort"]).is(b"sort"));
        assert!(executed("/bin/busybox", &["busybox", "sort"]).is(b"sort"));
        assert!(executed("/usr/bin/python3.12", &["python3", "x.py"]).is(b"python3"));
        assert!(executed("/usr/bin/dash", &["/bin/sh", "/usr/bin/egrep", "x"]).is(b"egrep"));
        assert!(executed("/usr/bin/sort", &[]).is(b"sort"));
        assert!(!executed("/usr/bin/cat", &["cat", "/tmp/sort"]).is(b"sort"));
        assert!(!executed("/usr/bin/cat", &["/usr/bin/cat", "/tmp/sort"]).is(b"sort"));
    }
}
