//! What must have happened.

use expect_test::expect;

use crate::check;

#[test]
fn claims() {
    check(
        &[
            "@did forks 4\n$ a",
            "$ a\n@did",
            "$ a\n@did fork 4",
            "$ a\n@did sings",
            "$ a\n@did forks",
            "$ a\n@did forks four",
            "$ a\n@did forks -1",
            "$ a\n@did forks 5..2",
            "$ a\n@did forks -2..2",
            "$ a\n@did forks at 2",
            "$ a\n@did forks at least",
            "$ a\n@did forks 4 children",
            "$ a\n@did forks {n}",
            "$ a\n@did forks {n:int}",
            "$ a\n@did forks 4\n@did forks 5",
            "$ a\n@did waits for some",
            "$ a\n@did execs",
            "$ a\n@did execs {:word}",
            "$ a\n@did execs {name}",
            "$ a\n@did execs sort twice",
            "$ a\n@did execs sort 2",
            "$ a\n@did execs sort\n@did execs nothing",
            "$ a\n@did never spawns",
            "$ a\n@did starts 3 processes",
            "$ a\n@did one process",
            "$ a\n@did reads all",
            "$ a\n@did each thread",
            "$ a\n@did each thread works hard",
            "$ a\n@did children send",
            "$ a\n@did children send 4 words",
            "$ a\n@did children print 4",
            "$ a\n@did handles sigint",
            "$ a\n@did handler of INT",
            "$ a\n@did handles INT after x",
            "$ a\n@did handles INT before",
            "$ a\n@did handles INT before ready {pid}",
            "$ a\n@did {pid} is a child",
            "$ a\nx {pid}\n@did {pid} is a process",
            "$ a\n@did {pid",
            "$ a\n@did leaves a pipe",
            "$ a\n@did passes pipes on",
            "$ a\n@did no sleep",
        ],
        expect![[r#"
            "@did forks 4\n$ a"
                1:1: expected a line that begins with `$ `, found @did
            "$ a\n@did"
                2:5: expected a claim such as `forks 4` or `waits for all`, found the end of the line
            "$ a\n@did fork 4"
                2:6: expected a claim such as `forks 4` or `waits for all`, found `fork 4`; did you mean forks?
            "$ a\n@did sings"
                2:6: expected a claim such as `forks 4` or `waits for all`, found `sings`
            "$ a\n@did forks"
                2:11: expected a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}, found the end of the line
            "$ a\n@did forks four"
                2:12: expected a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}, found `four`
            "$ a\n@did forks -1"
                2:12: expected a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}, found `-1`
            "$ a\n@did forks 5..2"
                2:12: expected a range that is not empty, found `5..2`
            "$ a\n@did forks -2..2"
                2:12: expected numbers that are not negative, found `-2..2`
            "$ a\n@did forks at 2"
                2:15: expected least or most, found `2`
            "$ a\n@did forks at least"
                2:20: expected a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}, found the end of the line
            "$ a\n@did forks 4 children"
                2:14: expected the end of the line, found `children`
            "$ a\n@did forks {n}"
                2:12: expected a name that the session binds, found `n`
            "$ a\n@did forks {n:int}"
                2:12: expected a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}, found `{n:int}`
            "$ a\n@did forks 4\n@did forks 5"
                3:6: expected one claim about this, found another after line 2
            "$ a\n@did waits for some"
                2:6: expected `waits for all`, found `waits for some`
            "$ a\n@did execs"
                2:11: expected the name of a program, or nothing, found the end of the line
            "$ a\n@did execs {:word}"
                2:12: expected a name that is bound, found `{:word}`
            "$ a\n@did execs {name}"
                2:12: expected a name that the session binds, found `name`
            "$ a\n@did execs sort twice"
                2:17: expected a number, `no`, `one`, a range 2..5, `at least 2` or a bound name {n}, found `twice`
            "$ a\n@did execs sort 2"
                2:18: expected times, found the end of the line
            "$ a\n@did execs sort\n@did execs nothing"
                3:6: expected one claim about this, found another after line 2
            "$ a\n@did never spawns"
                2:6: expected `never spawns a shell`, found `never spawns`
            "$ a\n@did starts 3 processes"
                2:15: expected threads, found `processes`
            "$ a\n@did one process"
                2:6: expected `one thread`, found `one process`
            "$ a\n@did reads all"
                2:6: expected `reads end of file`, found `reads all`
            "$ a\n@did each thread"
                2:17: expected `works`, found the end of the line
            "$ a\n@did each thread works hard"
                2:24: expected a time such as 200ms or 2s, found `hard`
            "$ a\n@did children send"
                2:19: expected a whole number that a child sends, found the end of the line
            "$ a\n@did children send 4 words"
                2:22: expected a whole number that a child sends, found `words`
            "$ a\n@did children print 4"
                2:15: expected `send`, found `print`
            "$ a\n@did handles sigint"
                2:14: expected a signal such as INT, without SIG, found `sigint`; did you mean INT?
            "$ a\n@did handler of INT"
                2:14: expected `for`, found `of`
            "$ a\n@did handles INT after x"
                2:18: expected `before`, found `after`
            "$ a\n@did handles INT before"
                2:24: expected a line after `before`, found the end of the line
            "$ a\n@did handles INT before ready {pid}"
                2:31: expected a name that the session binds, found `pid`
            "$ a\n@did {pid} is a child"
                2:6: expected a name that the session binds, found `pid`
            "$ a\nx {pid}\n@did {pid} is a process"
                3:12: expected `is a child`, found `is a process`
            "$ a\n@did {pid"
                2:6: expected a bound name such as {pid}, found `{pid`
            "$ a\n@did leaves a pipe"
                2:6: expected `leaves no pipe open` or `leaves no connection open` or `leaves each child one pipe`, found `leaves a pipe`
            "$ a\n@did passes pipes on"
                2:6: expected `passes no pipe on`, found `passes pipes on`
            "$ a\n@did no sleep"
                2:6: expected `no busy wait` or `no busy-wait`, found `no sleep`
        "#]],
    );
}

#[test]
fn streams() {
    const STREAMS: &str = "@interleave\n@stream parent\nx\n@stream child\ny\n@end";
    let case = |claim: &str| format!("$ a\n@did {claim}\n{STREAMS}");
    let claims = ["stdout of child by nobody", "stdout of child", "stdout by child", "stdout of chid by child"];
    let cases: Vec<String> = claims.into_iter().map(case).collect();
    check(
        &cases.iter().map(String::as_str).collect::<Vec<_>>(),
        expect![[r#"
        "$ a\n@did stdout of child by nobody\n@interleave\n@stream parent\nx\n@stream child\ny\n@end"
            2:25: expected parent, child or a child each, found `nobody`
        "$ a\n@did stdout of child\n@interleave\n@stream parent\nx\n@stream child\ny\n@end"
            2:16: expected STREAM by parent, child or a child each, found `child`
        "$ a\n@did stdout by child\n@interleave\n@stream parent\nx\n@stream child\ny\n@end"
            2:13: expected `of`, found `by`
        "$ a\n@did stdout of chid by child\n@interleave\n@stream parent\nx\n@stream child\ny\n@end"
            2:16: expected a @stream of this command, or all, found `chid`; did you mean child?
    "#]],
    );
}

#[test]
fn what_is_allowed() {
    check(
        &[
            "@allows busy-wait\n$ a",
            "$ a\n@allows",
            "$ a\n@allows shells",
            "$ a\n@did no busy wait\n@allows busy-wait",
            "$ a\n@allows busy-wait\n@did no busy wait",
            "$ a\n@did execs nothing\n@allows programs",
            "$ a\n@allows programs\n@did execs nothing",
        ],
        expect![[r#"
            "@allows busy-wait\n$ a"
                1:1: expected a line that begins with `$ `, found @allows
            "$ a\n@allows"
                2:8: expected busy-wait or programs, found the end of the line
            "$ a\n@allows shells"
                2:9: expected busy-wait or programs, found `shells`
            "$ a\n@did no busy wait\n@allows busy-wait"
                3:9: expected no more than line 2 says, found `busy-wait`
            "$ a\n@allows busy-wait\n@did no busy wait"
                3:6: expected no such claim below @allows busy-wait, found `no busy wait`
            "$ a\n@did execs nothing\n@allows programs"
                3:9: expected no more than line 2 says, found `programs`
            "$ a\n@allows programs\n@did execs nothing"
                3:6: expected no such claim below @allows programs, found `execs nothing`
        "#]],
    );
}
