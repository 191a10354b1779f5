//! What each rule makes of a few lines. Golden: `UPDATE_EXPECT=1 cargo test -p mutate` writes what
//! comes out, for an author to read.

use expect_test::{Expect, expect};
use mutate::mutants;

/// Each mutant's id, line and sentence.
fn check(source: &str, expected: Expect) {
    let mutants = mutants(source).expect("it is Rust");
    let lines = mutants.iter().map(|mutant| format!("{}  :{}  {}\n", mutant.id, mutant.line, mutant.what));
    expected.assert_eq(&lines.collect::<String>());
}

/// The text that the only mutant of this kind has in its place.
fn after(source: &str, id: &str) -> String {
    let mutants = mutants(source).expect("it is Rust");
    let mutant = mutants.iter().find(|mutant| mutant.id == id).expect("there is such a mutant");
    mutant.diff.after.trim().to_owned()
}

const QUEUE: &str = r#"
struct Queue { state: Mutex<State>, not_full: Condvar, not_empty: Condvar }

impl Queue {
    fn put(&self, item: u32) {
        let mut state = self.state.lock().unwrap();
        while state.items.len() == self.capacity {
            state = self.not_full.wait(state).unwrap();
        }
        state.items.push_back(item);
        drop(state);
        self.not_empty.notify_one();
    }

    fn get(&self) -> Option<u32> {
        let state = self.state.lock().unwrap();
        let mut state = self.not_empty.wait_while(state, |state| state.items.is_empty() && !state.closed).unwrap();
        let item = state.items.pop_front();
        self.not_full.notify_one();
        item
    }

    fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.not_empty.notify_all()
    }
}
"#;

#[test]
fn a_bounded_queue() {
    check(
        QUEUE,
        expect![[r#"
        once/Queue::put/1  :7  `while` became `if`
        compare/Queue::put/1  :7  `==` became `!=` in `state.items.len() == self.capacity`
        no-wait/Queue::put/1  :8  `state = self.not_full.wait(state).unwrap();` deleted
        condvar/Queue::put/1  :8  `not_full` became `not_empty` in `state = self.not_full.wait(state).unwrap();`
        no-call/Queue::put/1  :10  `state.items.push_back(item);` deleted
        end/Queue::put/1  :10  `push_back` became `push_front` in `state.items.push_back(item);`
        no-drop/Queue::put/1  :11  `drop(state);` deleted
        no-notify/Queue::put/1  :12  `self.not_empty.notify_one();` deleted
        condvar/Queue::put/2  :12  `not_empty` became `not_full` in `self.not_empty.notify_one();`
        notify/Queue::put/1  :12  `notify_one` became `notify_all` in `self.not_empty.notify_one();`
        no-wait/Queue::get/1  :17  `self.not_empty.wait_while(state, |state| stat...` left out
        condvar/Queue::get/1  :17  `not_empty` became `not_full` in `let mut state = self.not_empty.wait_while(sta...`
        condition/Queue::get/1  :17  `state.items.is_empty() && !state.closed` became `state.items.is_empty()`
        condition/Queue::get/2  :17  `state.items.is_empty() && !state.closed` became `!state.closed`
        condition/Queue::get/3  :17  `&&` became `||` in `let mut state = self.not_empty.wait_while(sta...`
        condition/Queue::get/4  :17  `!state.closed` became `state.closed` in `let mut state = self.not_empty.wait_while(sta...`
        end/Queue::get/1  :18  `pop_front` became `pop_back` in `let item = state.items.pop_front();`
        no-notify/Queue::get/1  :19  `self.not_full.notify_one();` deleted
        condvar/Queue::get/2  :19  `not_full` became `not_empty` in `self.not_full.notify_one();`
        notify/Queue::get/1  :19  `notify_one` became `notify_all` in `self.not_full.notify_one();`
        value/Queue::get/1  :20  `item` became `None` in `item`
        value/Queue::get/2  :20  `item` became `Some(0)` in `item`
        no-assign/Queue::close/1  :24  `self.state.lock().unwrap().closed = true;` deleted
        flag/Queue::close/1  :24  `true` became `false` in `self.state.lock().unwrap().closed = true;`
        no-notify/Queue::close/1  :25  `self.not_empty.notify_all()` deleted
        condvar/Queue::close/1  :25  `not_empty` became `not_full` in `self.not_empty.notify_all()`
        notify/Queue::close/1  :25  `notify_all` became `notify_one` in `self.not_empty.notify_all()`
    "#]],
    );
}

#[test]
fn a_wait_in_an_expression_keeps_its_type() {
    assert_eq!(
        after(QUEUE, "no-wait/Queue::get/1"),
        "let mut state = (if false { self.not_empty.wait_while(state, |state| state.items.is_empty() && !state.closed) } \
         else { Ok(state) }).unwrap();"
    );
    let join = "fn sum(thread: JoinHandle<u64>) -> u64 { let sum = thread.join().unwrap(); sum }";
    assert_eq!(
        after(join, "no-join/sum/1"),
        "fn sum(thread: JoinHandle<u64>) -> u64 { let sum = (if false { thread.join() } else { Ok(Default::default()) })\
         .unwrap(); sum }"
    );
    let wait = "fn reap(pid: i32) -> bool { unsafe { libc::waitpid(pid, null_mut(), 0) == pid } }";
    assert_eq!(
        after(wait, "no-wait/reap/1"),
        "fn reap(pid: i32) -> bool { unsafe { (if false { libc::waitpid(pid, null_mut(), 0) } else { pid }) == pid } }"
    );
}

#[test]
fn statements_that_stand_for_their_effect() {
    check(
        "fn end(out: &mut Out, threads: Vec<Thread>) -> io::Result<()> {
            for thread in threads {
                thread.join().unwrap();
            }
            out.flush()?;
            unsafe { libc::close(3) };
            let _ = socket.shutdown(Shutdown::Write);
            file.unlock().context(\"unlock\")?;
            out.clear();
            count += 1;
            process::exit(3);
        }",
        expect![[r#"
            once/end/1  :2  `for` goes round at most once
            no-join/end/1  :3  `thread.join().unwrap();` deleted
            no-flush/end/1  :5  `out.flush()?;` deleted
            no-close/end/1  :6  `unsafe { libc::close(3) };` deleted
            no-close/end/2  :7  `let _ = socket.shutdown(Shutdown::Write);` deleted
            flag/end/1  :7  `Shutdown::Write` became `Shutdown::Read`
            flag/end/2  :7  `Shutdown::Write` became `Shutdown::Both`
            no-unlock/end/1  :8  `file.unlock().context("unlock")?;` deleted
            no-call/end/1  :9  `out.clear();` deleted
            no-assign/end/1  :10  `count += 1;` deleted
            exit-code/end/1  :11  `3` became `4` in `process::exit(3);`
        "#]],
    );
}

#[test]
fn loops_go_round_once() {
    check(
        "fn read() {
            while more() { take() }
            while more() { if done() { break; } }
            while let Some(line) = next() { keep(line); }
            loop { if done() { break } }
            loop { wait(); }
            let found = loop { break 5; };
            'outer: while more() { for x in &xs { continue 'outer; } }
        }
        fn forever() -> u32 { loop { if let Some(x) = next() { return x; } } }",
        expect![[r#"
            once/read/1  :2  `while` became `if`
            condition/read/1  :2  `more()` became `!(more())` in `while more() { take() }`
            condition/read/2  :3  `more()` became `!(more())` in `while more() { if done() { break; } }`
            condition/read/3  :3  `done()` became `!(done())` in `while more() { if done() { break; } }`
            once/read/2  :3  `while` goes round at most once
            once/read/3  :4  `while` became `if`
            no-call/read/1  :4  `keep(line);` deleted
            condition/read/4  :5  `done()` became `!(done())` in `loop { if done() { break } }`
            once/read/4  :5  `loop` goes round at most once
            no-wait/read/1  :6  `wait();` deleted
            once/read/5  :6  `loop` goes round at most once
            condition/read/5  :8  `more()` became `!(more())` in `'outer: while more() { for x in &xs { continu...`
            once/read/6  :8  `for` goes round at most once
            once/read/7  :8  `while` goes round at most once
            value/forever/1  :10  `x` became `0` in `fn forever() -> u32 { loop { if let Some(x) =...`
            value/forever/2  :10  `x` became `1` in `fn forever() -> u32 { loop { if let Some(x) =...`
        "#]],
    );
    let call = "fn f() { while a() { if b() { break; } c() } }";
    assert_eq!(after(call, "once/f/1"), "fn f() { while a() { if b() { break; } c() ; break; } }");
}

#[test]
fn locks_in_the_other_order() {
    check(
        "fn both() {
            let first = one.lock().unwrap();
            thread::yield_now();
            let second = other.lock().unwrap();
        }
        fn chained() {
            let first = one.lock().unwrap();
            let second = first.inner.lock().unwrap();
        }
        fn streams() {
            let out = io::stdout().lock();
            let err = io::stderr().lock();
        }",
        expect![[r#"
            lock-order/both/1  :2  the two locks are taken in the other order
            no-call/both/1  :3  `thread::yield_now();` deleted
            stream/streams/1  :11  `io::stdout` became `io::stderr`
            stream/streams/2  :12  `io::stderr` became `io::stdout`
        "#]],
    );
    let locks = "fn f() { let a = x.lock(); let b = y.lock(); }";
    assert_eq!(after(locks, "lock-order/f/1"), "fn f() { let b = y.lock(); let a = x.lock(); }");
}

#[test]
fn numbers() {
    check(
        "const LAST: u64 = 10;
        const MODE: u32 = 0o644;
        fn f() {
            let mut count = 0;
            for i in 0..n {}
            for i in 1..=8u8 {}
            if x < 3 || x == -1 {}
            let y = words[0] + words[i + 1];
            let z = &words[1..];
            let array = [0; 8];
            match n { 0 => {} 1..=4 => {} _ => {} }
            match unsafe { libc::fork() } { 0 => {} _ => {} }
        }",
        expect![[r#"
            off-by-one/LAST/1  :1  `10` became `9` in `const LAST: u64 = 10;`
            off-by-one/LAST/2  :1  `10` became `11` in `const LAST: u64 = 10;`
            off-by-one/f/1  :4  `0` became `1` in `let mut count = 0;`
            once/f/1  :5  `for` goes round at most once
            off-by-one/f/2  :5  `0` became `1` in `for i in 0..n {}`
            off-by-one/f/3  :5  `..` became `..=` in `for i in 0..n {}`
            once/f/2  :6  `for` goes round at most once
            off-by-one/f/4  :6  `1` became `0` in `for i in 1..=8u8 {}`
            off-by-one/f/5  :6  `1` became `2` in `for i in 1..=8u8 {}`
            off-by-one/f/6  :6  `..=` became `..` in `for i in 1..=8u8 {}`
            off-by-one/f/7  :6  `8u8` became `9u8` in `for i in 1..=8u8 {}`
            condition/f/1  :7  `x < 3 || x == -1` became `x < 3`
            condition/f/2  :7  `x < 3 || x == -1` became `x == -1`
            compare/f/1  :7  `<` became `<=` in `x < 3`
            compare/f/2  :7  `<` became `>=` in `x < 3`
            off-by-one/f/8  :7  `3` became `2` in `if x < 3 || x == -1 {}`
            condition/f/3  :7  `||` became `&&` in `if x < 3 || x == -1 {}`
            compare/f/3  :7  `==` became `!=` in `x == -1`
            off-by-one/f/9  :7  `1` became `0` in `if x < 3 || x == -1 {}`
            off-by-one/f/10  :7  `1` became `2` in `if x < 3 || x == -1 {}`
            off-by-one/f/11  :8  `0` became `1` in `let y = words[0] + words[i + 1];`
            off-by-one/f/12  :8  `1` became `0` in `let y = words[0] + words[i + 1];`
            off-by-one/f/13  :8  `1` became `2` in `let y = words[0] + words[i + 1];`
            off-by-one/f/14  :9  `1` became `0` in `let z = &words[1..];`
            off-by-one/f/15  :9  `1` became `2` in `let z = &words[1..];`
            no-arm/f/1  :11  the arm `0` deleted
            off-by-one/f/16  :11  `0` became `1` in `match n { 0 => {} 1..=4 => {} _ => {} }`
            no-arm/f/2  :11  the arm `1..=4` deleted
            off-by-one/f/17  :11  `1` became `0` in `match n { 0 => {} 1..=4 => {} _ => {} }`
            off-by-one/f/18  :11  `1` became `2` in `match n { 0 => {} 1..=4 => {} _ => {} }`
            off-by-one/f/19  :11  `..=` became `..` in `match n { 0 => {} 1..=4 => {} _ => {} }`
            off-by-one/f/20  :11  `4` became `5` in `match n { 0 => {} 1..=4 => {} _ => {} }`
        "#]],
    );
}

#[test]
fn signals_flags_and_options() {
    check(
        "fn f() {
            action.sa_flags = libc::SA_RESTART | SA_NOCLDSTOP;
            kill(pid, SIGTERM);
            match signal { libc::SIGCHLD => reap(libc::WNOHANG), _ => {} }
            let child = Command::new(name).stdin(Stdio::piped()).stdout(Stdio::inherit()).spawn();
            let written = output.map_or_else(Stdio::null, Stdio::from);
            let file = File::options().append(true).open(path);
            if error.kind() == io::ErrorKind::Interrupted { eprintln!(\"again\"); }
        }",
        expect![[r#"
            no-assign/f/1  :2  `action.sa_flags = libc::SA_RESTART | SA_NOCLD...` deleted
            flag/f/1  :2  `libc::SA_RESTART` became `0`
            flag/f/2  :2  `SA_NOCLDSTOP` became `0` in `action.sa_flags = libc::SA_RESTART | SA_NOCLD...`
            no-call/f/1  :3  `kill(pid, SIGTERM);` deleted
            signal/f/1  :3  `SIGTERM` became `libc::SIGINT` in `kill(pid, SIGTERM);`
            no-arm/f/1  :4  the arm `libc::SIGCHLD` deleted
            signal/f/2  :4  `SIGCHLD` became `SIGUSR1` in `match signal { libc::SIGCHLD => reap(libc::WN...`
            flag/f/3  :4  `libc::WNOHANG` became `0` in `match signal { libc::SIGCHLD => reap(libc::WN...`
            flag/f/4  :5  `Stdio::piped` became `Stdio::null`
            flag/f/5  :5  `Stdio::piped` became `Stdio::inherit`
            stream/f/1  :5  `stdout` became `stderr` in `let child = Command::new(name).stdin(Stdio::p...`
            flag/f/6  :5  `Stdio::inherit` became `Stdio::null`
            flag/f/7  :6  `Stdio::null` became `Stdio::inherit`
            flag/f/8  :7  `true` became `false` in `let file = File::options().append(true).open(...`
            compare/f/1  :8  `==` became `!=` in `error.kind() == io::ErrorKind::Interrupted`
            flag/f/9  :8  `ErrorKind::Interrupted` became `ErrorKind::Other`
            stream/f/2  :8  `eprintln!` became `println!` in `eprintln!("again")`
        "#]],
    );
}

#[test]
fn conditions() {
    check(
        "fn f() {
            if ready() {}
            if !ready {}
            if a && b && c {}
            if let Some(x) = y && x > 1 {}
            let some = words.iter().filter(|word| word.is_some()).count();
            if matches!(error, Kind::One | Kind::Two) {}
            match x { Some(1) if holds(x) => {} Some(2) | None => {} _ => {} }
        }",
        expect![[r#"
            condition/f/1  :2  `ready()` became `!(ready())` in `if ready() {}`
            condition/f/2  :3  `!ready` became `ready` in `if !ready {}`
            condition/f/3  :4  `a && b` became `a` in `if a && b && c {}`
            condition/f/4  :4  `a && b` became `b` in `if a && b && c {}`
            condition/f/5  :4  `a && b && c` became `a && b` in `if a && b && c {}`
            condition/f/6  :4  `&&` became `||` in `if a && b && c {}`
            condition/f/7  :4  `&&` became `||` in `if a && b && c {}`
            condition/f/8  :5  `let Some(x) = y && x > 1` became `let Some(x) = y`
            compare/f/1  :5  `>` became `>=` in `x > 1`
            compare/f/2  :5  `>` became `<=` in `x > 1`
            off-by-one/f/1  :5  `1` became `2` in `if let Some(x) = y && x > 1 {}`
            condition/f/9  :6  `.filter(|word| word.is_some())` deleted
            condition/f/10  :6  `is_some` became `is_none` in `let some = words.iter().filter(|word| word.is...`
            condition/f/11  :7  `matches!(error, Kind::One | Kind::Two)` became `!(matches!(error, Kind::One | Kind::Two))`
            no-arm/f/1  :7  `Kind::Two` forgotten
            no-arm/f/2  :7  `Kind::One` forgotten
            no-arm/f/3  :8  the arm `Some(1) if holds(x)` deleted
            condition/f/12  :8  `holds(x)` became `!(holds(x))` in `match x { Some(1) if holds(x) => {} Some(2) |...`
            no-arm/f/4  :8  `None` forgotten
            no-arm/f/5  :8  `Some(2)` forgotten
            no-arm/f/6  :8  the arm `Some(2) | None` deleted
        "#]],
    );
}

#[test]
fn values() {
    check(
        "fn number() -> u32 { if x { 7 } else { compute() } }
        fn text() -> String { format!(\"{x}\") }
        fn maybe() -> Option<u32> { match x { 1 => None, _ => Some(3) } }
        fn tried() -> anyhow::Result<()> { if x { bail!(\"no\") } Err(Wrong) }
        fn code() -> ExitCode { if x { return ExitCode::from(2); } ExitCode::SUCCESS }
        fn known() -> Result<Thing, Error> { if x { return Err(Error::Bad); } Ok(Thing { x }) }
        fn closure() -> u32 { xs.iter().map(|x| { return 5; }).count(); compute() }",
        expect![[r#"
            condition/number/1  :1  `x` became `!(x)` in `fn number() -> u32 { if x { 7 } else { comput...`
            value/number/1  :1  `7` became `8` in `fn number() -> u32 { if x { 7 } else { comput...`
            value/number/2  :1  `compute()` became `0` in `fn number() -> u32 { if x { 7 } else { comput...`
            value/number/3  :1  `compute()` became `1` in `fn number() -> u32 { if x { 7 } else { comput...`
            value/text/1  :2  `format!("{x}")` became `String::new()` in `fn text() -> String { format!("{x}") }`
            no-arm/maybe/1  :3  the arm `1` deleted
            off-by-one/maybe/1  :3  `1` became `2` in `fn maybe() -> Option<u32> { match x { 1 => No...`
            value/maybe/1  :3  `None` became `Some(0)` in `fn maybe() -> Option<u32> { match x { 1 => No...`
            value/maybe/2  :3  `Some(3)` became `None` in `fn maybe() -> Option<u32> { match x { 1 => No...`
            value/maybe/3  :3  `3` became `4` in `fn maybe() -> Option<u32> { match x { 1 => No...`
            condition/tried/1  :4  `x` became `!(x)` in `fn tried() -> anyhow::Result<()> { if x { bai...`
            value/tried/1  :4  `bail!("no")` became `return Ok(())` in `fn tried() -> anyhow::Result<()> { if x { bai...`
            value/tried/2  :4  `Err(Wrong)` became `Ok(())` in `fn tried() -> anyhow::Result<()> { if x { bai...`
            condition/code/1  :5  `x` became `!(x)` in `fn code() -> ExitCode { if x { return ExitCod...`
            exit-code/code/1  :5  `2` became `3` in `fn code() -> ExitCode { if x { return ExitCod...`
            exit-code/code/2  :5  `ExitCode::SUCCESS` became `ExitCode::FAILURE`
            condition/known/1  :6  `x` became `!(x)` in `fn known() -> Result<Thing, Error> { if x { r...`
            no-call/closure/1  :7  `xs.iter().map(|x| { return 5; }).count();` deleted
            value/closure/1  :7  `compute()` became `0` in `fn closure() -> u32 { xs.iter().map(|x| { ret...`
            value/closure/2  :7  `compute()` became `1` in `fn closure() -> u32 { xs.iter().map(|x| { ret...`
        "#]],
    );
}

#[test]
fn what_is_never_changed() {
    check(
        r##"//! 1..2 while drop(x);
        #![expect(dead_code, reason = "1 < 2")]
        /* while /* nested < */ 1..2 */
        /// `a && b`, SIGINT
        #[derive(Debug)]
        struct Thing<'a> { one: &'a [u8; 8] }
        fn f<'while_>(c: char) {
            let text = "while 1 < 2 { drop(x); }";
            let raw = r#"a " && SIGINT "#;
            let bytes = b"1..2";
            let letters = ['<', '\'', '0'];
            debug_assert!(a < b);
            debug_assert_eq!(a, 1);
        }
        #[cfg(test)]
        mod tests { fn f() { drop(x); } }
        #[test]
        fn g() { drop(x); }
        macro_rules! twice { ($x:expr) => { $x < 2; drop($x) } }
        "##,
        expect![[""]],
    );
}

#[test]
fn an_edit_elsewhere_changes_no_id() {
    let ids = |source: &str| -> Vec<String> {
        let mutants = mutants(source).expect("it is Rust");
        mutants.into_iter().map(|mutant| mutant.id).filter(|id| id.contains("/Queue::get/")).collect()
    };
    let edited = QUEUE.replacen("drop(state);", "if state.is_full() && 1 < 2 { drop(state); }", 1);
    assert_eq!(ids(QUEUE), ids(&edited));
}

#[test]
fn no_rust() {
    assert!(mutants("fn f( {").is_err());
}
