//! Steps, the end, values from elsewhere.

use expect_test::expect;

use crate::check;

#[test]
fn steps() {
    check(
        &[
            "$ a\n...\n@signal INT",
            "$ a\nx\n2> ...\n\n@signal INT",
            "$ a\n@signal",
            "$ a\n@signal SIGINT",
            "$ a\n@signal TREM",
            "$ a\n@signal INT {pid}",
            "$ a\n@signal INT x",
            "$ a\n@signal INT at every moments",
            "$ a\n@signal INT at  every moment",
            "$ a\n@signal INT at every moment\n@signal INT at every moment",
            "$ a\n@signal INT at every moment\n\n$ b\n@signal INT at every moment",
            "@stdin\n@end\n$ a\n@> x",
            "@stdin\n@end\n$ a\n@eof",
            "$ a\n@eof\n@> x",
            "$ a\n@> {x}",
            "$ a\n@eof x",
            "$ a\n@connect a",
            "$ a\n@connect a {host}:1",
            "$ a\n@not-listening",
            "$ a\n@not-listening 80",
            "$ a\n@not-listening 127.0.0.1:{port}",
            "$ a\n@connect 1 127.0.0.1:1",
            "$ a\n@connect a 127.0.0.1:1\n@connect a 127.0.0.1:1",
            "$ a\n{a}\n@connect a 127.0.0.1:1",
            "$ a\n@accept a srv",
            "$ a\n@a> x",
            "$ a\n@a< x",
            "$ a\n@close a",
            "$ a\n@connect a 127.0.0.1:1\n@close a\n@a> x",
            "$ a\n@connect a 127.0.0.1:1\n@shut a\n@a> x",
            "$ a\n@connect a 127.0.0.1:1\n@a> {x}",
            "$ a\n@connect a 127.0.0.1:1\n@send a x",
            "$ a\n@connect a 127.0.0.1:1\n@send a \"x",
            "$ a\n@connect a 127.0.0.1:1\n\n$ b\n@a> x",
            "$ a\n@zombies",
            "$ a\n@zombies -1",
            "$ a\n@zombies 2..1",
            "$ a\n@within",
            "$ a\n@within 2",
            "$ a\n@within 0ms",
            "$ a\nx\n@within 1s",
            "$ a\n@within 1s\n@within 1s",
        ],
        expect![[r#"
            "$ a\n...\n@signal INT"
                2:1: expected a line between `...` and the step of line 3, which would not know what to wait for
            "$ a\nx\n2> ...\n\n@signal INT"
                3:1: expected a line between `...` and the step of line 5, which would not know what to wait for
            "$ a\n@signal"
                2:8: expected a signal such as INT, without SIG, found the end of the line
            "$ a\n@signal SIGINT"
                2:9: expected a signal such as INT, without SIG, found `SIGINT`; did you mean INT?
            "$ a\n@signal TREM"
                2:9: expected a signal such as INT, without SIG, found `TREM`; did you mean TERM?
            "$ a\n@signal INT {pid}"
                2:13: expected a name that is bound by an earlier line, @let, @listen or @serve, found `pid`
            "$ a\n@signal INT x"
                2:13: expected a bound name such as {pid}, found `x`
            "$ a\n@signal INT at every moments"
                2:13: expected a bound name such as {pid}, found `at every moments`
            "$ a\n@signal INT at  every moment"
                2:13: expected a bound name such as {pid}, found `at  every moment`
            "$ a\n@signal INT at every moment\n@signal INT at every moment"
                3:13: expected one step at every moment in a case, found another after line 2
            "$ a\n@signal INT at every moment\n\n$ b\n@signal INT at every moment"
                5:13: expected one step at every moment in a case, found another after line 2
            "@stdin\n@end\n$ a\n@> x"
                4:1: expected no @> together with the @stdin of line 1
            "@stdin\n@end\n$ a\n@eof"
                4:1: expected no @eof together with the @stdin of line 1
            "$ a\n@eof\n@> x"
                3:1: expected an open standard input, found @> after the @eof of line 2
            "$ a\n@> {x}"
                2:4: expected a name that is bound by an earlier line, @let, @listen or @serve, found `x`
            "$ a\n@eof x"
                2:6: expected nothing after @eof, found `x`
            "$ a\n@connect a"
                2:11: expected an address such as 127.0.0.1:{port}, found the end of the line
            "$ a\n@connect a {host}:1"
                2:12: expected a name that is bound by an earlier line, @let, @listen or @serve, found `host`
            "$ a\n@not-listening"
                2:15: expected an address such as 127.0.0.1:{port}, found the end of the line
            "$ a\n@not-listening 80"
                2:16: expected an address such as 127.0.0.1:{port}, found `80`
            "$ a\n@not-listening 127.0.0.1:{port}"
                2:26: expected a name that is bound by an earlier line, @let, @listen or @serve, found `port`
            "$ a\n@connect 1 127.0.0.1:1"
                2:10: expected a name for the connection (letters, digits and _), found `1`
            "$ a\n@connect a 127.0.0.1:1\n@connect a 127.0.0.1:1"
                3:10: expected a new name, found `a`, opened on line 2
            "$ a\n{a}\n@connect a 127.0.0.1:1"
                3:10: expected a new name, found `a`, which line 2 binds
            "$ a\n@accept a srv"
                2:11: expected a listener that a @listen above the `$` opens, found `srv`
            "$ a\n@a> x"
                2:2: expected a connection that @connect or @accept has opened, found `a`
            "$ a\n@a< x"
                2:2: expected a connection that @connect or @accept has opened, found `a`
            "$ a\n@close a"
                2:8: expected a connection that @connect or @accept has opened, found `a`
            "$ a\n@connect a 127.0.0.1:1\n@close a\n@a> x"
                4:2: expected an open connection, found `a`, closed on line 3
            "$ a\n@connect a 127.0.0.1:1\n@shut a\n@a> x"
                4:2: expected a connection to send on, found `a`, shut on line 3
            "$ a\n@connect a 127.0.0.1:1\n@a> {x}"
                3:5: expected a name that is bound by an earlier line, @let, @listen or @serve, found `x`
            "$ a\n@connect a 127.0.0.1:1\n@send a x"
                3:9: expected text in double quotes, found `x`
            "$ a\n@connect a 127.0.0.1:1\n@send a \"x"
                3:9: expected a closing ", found the end of the line
            "$ a\n@connect a 127.0.0.1:1\n\n$ b\n@a> x"
                5:2: expected a connection that @connect or @accept has opened, found `a`
            "$ a\n@zombies"
                2:9: expected a number or a range such as 0..1, found the end of the line
            "$ a\n@zombies -1"
                2:10: expected a number or a range such as 0..1, found `-1`
            "$ a\n@zombies 2..1"
                2:10: expected a range that is not empty, found `2..1`
            "$ a\n@within"
                2:8: expected a time such as 200ms or 2s, found the end of the line
            "$ a\n@within 2"
                2:9: expected a time such as 200ms or 2s, found `2`
            "$ a\n@within 0ms"
                2:9: expected a time such as 200ms or 2s, found `0ms`
            "$ a\nx\n@within 1s"
                3:1: expected one @within, directly below the `$` or the step from which it counts
            "$ a\n@within 1s\n@within 1s"
                3:1: expected one @within, directly below the `$` or the step from which it counts
        "#]],
    );
}

#[test]
fn the_end() {
    check(
        &[
            "$ a\n@exit",
            "$ a\n@exit two",
            "$ a\n@exit 256",
            "$ a\n@exit 3..1",
            "$ a\n@exit {a}{b}",
            "$ a\n@exit 1\n@exit 1",
            "$ a\n@exit 1\n@died TERM",
            "$ a\n@died SIGTERM",
            "$ a\n@died term",
            "$ a\n@leaves everything",
            "$ a\n@wrote f\nx",
            "$ a\n@wrote f\nx\n@as solution",
            "$ a\n@wrote /etc/passwd\n@end",
            "$ a\n@wrote f\n@end\n@absent f",
            "$ a\n@wrote f\n@no-newline\n@end",
            "$ a\n@absent",
            "$ a\n@absent ../f",
            "$ a\n@check a-b",
        ],
        expect![[r#"
            "$ a\n@exit"
                2:6: expected an exit code from 0 to 255, a range 1..255 or a hole {code}, found the end of the line
            "$ a\n@exit two"
                2:7: expected an exit code from 0 to 255, a range 1..255 or a hole {code}, found `two`
            "$ a\n@exit 256"
                2:7: expected an exit code from 0 to 255, a range 1..255 or a hole {code}, found `256`
            "$ a\n@exit 3..1"
                2:7: expected a range that is not empty, found `3..1`
            "$ a\n@exit {a}{b}"
                2:7: expected an exit code from 0 to 255, a range 1..255 or a hole {code}, found `{a}{b}`
            "$ a\n@exit 1\n@exit 1"
                3:1: expected one @exit or @died for a command, found another after line 2
            "$ a\n@exit 1\n@died TERM"
                3:1: expected one @exit or @died for a command, found another after line 2
            "$ a\n@died SIGTERM"
                2:7: expected a signal such as INT, without SIG, found `SIGTERM`; did you mean TERM?
            "$ a\n@died term"
                2:7: expected a signal such as INT, without SIG, found `term`; did you mean TERM?
            "$ a\n@leaves everything"
                2:9: expected zombies or orphans, found `everything`
            "$ a\n@wrote f\nx"
                2:1: expected @end for the @wrote of line 2, found the end
            "$ a\n@wrote f\nx\n@as solution"
                4:1: expected a line or @end for the @wrote of line 2, found `@as solution`
            "$ a\n@wrote /etc/passwd\n@end"
                2:8: expected the name of a file inside the working folder, found `/etc/passwd`
            "$ a\n@wrote f\n@end\n@absent f"
                4:9: expected another file, found `f`, which line 2 is about
            "$ a\n@wrote f\n@no-newline\n@end"
                3:1: expected a line directly above @no-newline, found none
            "$ a\n@absent"
                2:8: expected the name of a file, found the end of the line
            "$ a\n@absent ../f"
                2:9: expected the name of a file inside the working folder, found `../f`
            "$ a\n@check a-b"
                2:8: expected the name of a function in check.rs, found `a-b`
        "#]],
    );
}

#[test]
fn values_from_elsewhere() {
    check(
        &[
            "$ a\n@as you like",
            "@as solution\n$ a",
            "$ a\nx\n@as solution",
            "$ a\n@as solution\nx",
            "$ a\n@signal INT\n@as solution",
            "$ a\n@as solution\n@signal INT",
            "$ a\n@as solution\n@> x",
            "$ a\n@exit 1\n@as solution",
            "$ a\n@as solution\n@exit 1",
        ],
        expect![[r#"
            "$ a\n@as you like"
                2:5: expected solution after @as, found `you like`
            "@as solution\n$ a"
                1:1: expected a line that begins with `$ `, found @as solution
            "$ a\nx\n@as solution"
                3:1: expected @as solution instead of lines of output, found it together with line 2
            "$ a\n@as solution\nx"
                3:1: expected no more than @as solution says (line 2), found a line of output
            "$ a\n@signal INT\n@as solution"
                3:1: expected @as solution instead of a step, found it together with line 2
            "$ a\n@as solution\n@signal INT"
                3:1: expected no more than @as solution says (line 2), found a step
            "$ a\n@as solution\n@> x"
                3:1: expected no more than @as solution says (line 2), found a step
            "$ a\n@exit 1\n@as solution"
                3:1: expected @as solution instead of @exit or @died, found it together with line 2
            "$ a\n@as solution\n@exit 1"
                3:1: expected no more than @as solution says (line 2), found @exit
        "#]],
    );
}
