//! What the parser says to authors, word for word. `UPDATE_EXPECT=1 cargo test -p expect` writes it anew.

use expect_test::{Expect, expect};

fn check(cases: &[&str], messages: Expect) {
    let mut all = String::new();
    for text in cases {
        let message = match expect::parse(text) {
            Ok(_) => "accepted".to_string(),
            Err(error) => error.to_string(),
        };
        all.push_str(&format!("{text:?}\n    {message}\n"));
    }
    messages.assert_eq(&all);
}

#[test]
fn outside_a_command() {
    check(
        &[
            "",
            "\n\n",
            "# only\n",
            "x",
            "\n2> x",
            "...",
            "@signal INT",
            "@exit 0",
            "@not x",
            "@unordered\nx\n@end",
            "@within 1s",
            "$",
            "$ A=1",
            "$ ''",
            "$ {p}",
        ],
        expect![[r##"
            ""
                1:1: expected a line that begins with `$ `, found the end
            "\n\n"
                3:1: expected a line that begins with `$ `, found the end
            "# only\n"
                2:1: expected a line that begins with `$ `, found the end
            "x"
                1:1: expected a line that begins with `$ `, found a line of output
            "\n2> x"
                1:1: expected a line that begins with `$ `, found a line of output
            "..."
                1:1: expected a line that begins with `$ `, found `...`
            "@signal INT"
                1:1: expected a line that begins with `$ `, found a step
            "@exit 0"
                1:1: expected a line that begins with `$ `, found @exit
            "@not x"
                1:1: expected a line that begins with `$ `, found @not
            "@unordered\nx\n@end"
                1:1: expected a line that begins with `$ `, found @unordered
            "@within 1s"
                1:1: expected a line that begins with `$ `, found @within
            "$"
                1:2: expected a program, found the end of the line
            "$ A=1"
                1:6: expected a program, found the end of the line
            "$ ''"
                1:3: expected the name of a program, found ""
            "$ {p}"
                1:3: expected a name that is bound by an earlier line, @let, @listen or @serve, found `p`
        "##]],
    );
}

#[test]
fn words() {
    check(
        &[
            "$ a 'b",
            "$ a \"b",
            "$ a \\",
            "$ a $'\\q'",
            "$ a $'\\0'",
            "$ a | b",
            "$ a 2>&1",
            "$ a &",
            "$ a {n}",
            "$ a 'é{n}'",
            "$ a {..}",
            "$ a {",
            "$ a }",
            "$ A=1 A=2 a",
            "$ A={x} a",
        ],
        expect![[r#"
            "$ a 'b"
                1:5: expected a closing ', found the end of the line
            "$ a \"b"
                1:5: expected a closing ", found the end of the line
            "$ a \\"
                1:5: expected a character after the backslash, found the end of the line
            "$ a $'\\q'"
                1:7: expected one of \n \t \r \0 \\ \' \" \xHH
            "$ a $'\\0'"
                1:7: expected a word that a program can be given, found a NUL byte
            "$ a | b"
                1:5: expected a word, found `|`: no shell reads this line; quote it or write sh -c '..'
            "$ a 2>&1"
                1:5: expected a word, found `2>&1`: no shell reads this line; quote it or write sh -c '..'
            "$ a &"
                1:5: expected a word, found `&`: no shell reads this line; quote it or write sh -c '..'
            "$ a {n}"
                1:5: expected a name that is bound by an earlier line, @let, @listen or @serve, found `n`
            "$ a 'é{n}'"
                1:7: expected a name that is bound by an earlier line, @let, @listen or @serve, found `n`
            "$ a {..}"
                1:5: expected a name that is bound, found `{..}`
            "$ a {"
                1:5: expected `}` to close the hole, found the end; a brace is written `{{`
            "$ a }"
                1:5: expected `}}` for a brace, found a single `}`
            "$ A=1 A=2 a"
                1:7: expected each variable once, found `A` again
            "$ A={x} a"
                1:5: expected a name that is bound by an earlier line, @let, @listen or @serve, found `x`
        "#]],
    );
}

#[test]
fn directives() {
    check(
        &[
            "$ a\n@singal INT",
            "$ a\n@frobnicate",
            "$ a\n@",
            "$ a\n@ x",
            "$ a\n@home",
            "$ a\n@end",
            "$ a\n@stream x",
            "$ a\n@route GET / 200 text/html",
            "$ a\r\nx",
        ],
        expect![[r#"
            "$ a\n@singal INT"
                2:1: expected a directive, found `@singal`; did you mean @signal?
            "$ a\n@frobnicate"
                2:1: expected a directive, found `@frobnicate`; a line of output that begins with @ is written \@
            "$ a\n@"
                2:1: expected a directive, found `@`; a line of output that begins with @ is written \@
            "$ a\n@ x"
                2:1: expected a directive, found `@`; a line of output that begins with @ is written \@
            "$ a\n@home"
                2:1: expected a directive, found `@home`; a line of output that begins with @ is written \@
            "$ a\n@end"
                2:1: expected a block for this @end, found none that is open
            "$ a\n@stream x"
                2:1: expected @interleave above @stream, found none that is open
            "$ a\n@route GET / 200 text/html"
                2:1: expected @serve above @route, found none that is open
            "$ a\r\nx"
                1:4: expected LF at the end of the line, found CR LF; a CR in the output is written {:/\r/}
        "#]],
    );
}

#[test]
fn lines() {
    check(
        &[
            "$ a\nab {n",
            "$ a\nab }",
            "$ a\néé {x:unknownkind}",
            "$ a\n{x:wrod}",
            "$ a\n{x:9..0}",
            "$ a\n{x:/(/}",
            "$ a\n2> {}",
            "$ a\n@no-newline",
            "$ a\n...\n@no-newline",
            "$ a\nx\n@no-newline\ny",
            "$ a\nx\n@no-newline\n...",
            "$ a\n@not",
            "$ a\n@not ...",
        ],
        expect![[r#"
            "$ a\nab {n"
                2:4: expected `}` to close the hole, found the end; a brace is written `{{`
            "$ a\nab }"
                2:4: expected `}}` for a brace, found a single `}`
            "$ a\néé {x:unknownkind}"
                2:7: expected a kind (int, float, word, port, pid, path, .., a range 0..255, alternatives a|b or /regex/), found `unknownkind`
            "$ a\n{x:wrod}"
                2:4: expected a kind (int, float, word, port, pid, path, .., a range 0..255, alternatives a|b or /regex/), found `wrod`; did you mean word?
            "$ a\n{x:9..0}"
                2:4: expected a range that is not empty, found `9..0`
            "$ a\n{x:/(/}"
                2:4: expected a regular expression, found `(`: found open group without closing ')'
            "$ a\n2> {}"
                2:4: expected a name or a kind in the hole, such as {n} or {:int}, found `{}`
            "$ a\n@no-newline"
                2:1: expected a line directly above @no-newline, found none
            "$ a\n...\n@no-newline"
                3:1: expected a line directly above @no-newline, found none
            "$ a\nx\n@no-newline\ny"
                4:1: expected a step or the end after the @no-newline for line 2, found a line
            "$ a\nx\n@no-newline\n..."
                4:1: expected a step or the end after the @no-newline for line 2, found a line
            "$ a\n@not"
                2:5: expected a line after @not (any line at all is written {..}), found the end of the line
            "$ a\n@not ..."
                2:6: expected a line after @not (any line at all is written {..}), found `...`
        "#]],
    );
}

#[test]
fn free_order() {
    check(
        &[
            "$ a\n@unordered\nx",
            "$ a\n@unordered\n@end",
            "$ a\n@unordered x\n@end",
            "$ a\n@unordered\n...\n@end",
            "$ a\n@unordered\n2> x\n@end",
            "$ a\n@unordered\nx\n@signal INT\n@end",
            "$ a\n@unordered\nx\n\n$ b\n@end",
            "$ a\n@unordered\n@stream x\n@end",
            "$ a\n@interleave\nx\n@end",
            "$ a\n@interleave\n@end",
            "$ a\n@interleave\n@stream\nx\n@end",
            "$ a\n@interleave\n@stream x\n@stream y\nz\n@end",
            "$ a\n@interleave\n@stream x\nz\n@stream x\nz\n@end",
            "$ a\n@interleave\n@stream x\nz",
            "$ a\n@for i in 0..9",
            "$ a\n@for i in 0..9:",
            "$ a\n@for i in 9..0: x",
            "$ a\n@for i in 0..99999: x",
            "$ a\n@for i: x",
            "$ a\n@for 1 in 0..9: x",
            "$ a\n{n}\n@for n in 0..9: x",
            "$ a\n@for i in 0..9: @times 2: x",
            "$ a\n@for i in 0..9: {i",
            "$ a\n@times 0: x",
            "$ a\n@times x: x",
            "$ a\n@times 3",
            "$ a\n@times 3: ...",
        ],
        expect![[r#"
            "$ a\n@unordered\nx"
                2:1: expected @end for the @unordered of line 2, found the end
            "$ a\n@unordered\n@end"
                2:1: expected lines between @unordered and @end, found none
            "$ a\n@unordered x\n@end"
                2:12: expected nothing after @unordered, found `x`
            "$ a\n@unordered\n...\n@end"
                3:1: expected a line or @end for the @unordered of line 2, found `...`
            "$ a\n@unordered\n2> x\n@end"
                3:1: expected a line or @end for the @unordered of line 2, found `2> x`
            "$ a\n@unordered\nx\n@signal INT\n@end"
                4:1: expected a line or @end for the @unordered of line 2, found `@signal INT`
            "$ a\n@unordered\nx\n\n$ b\n@end"
                5:1: expected a line or @end for the @unordered of line 2, found `$ b`
            "$ a\n@unordered\n@stream x\n@end"
                3:1: expected a line or @end for the @unordered of line 2, found `@stream x`
            "$ a\n@interleave\nx\n@end"
                3:1: expected @stream NAME above the lines of an @interleave, found `x`
            "$ a\n@interleave\n@end"
                2:1: expected @stream NAME below @interleave, found @end
            "$ a\n@interleave\n@stream\nx\n@end"
                3:8: expected the name of the stream, found the end of the line
            "$ a\n@interleave\n@stream x\n@stream y\nz\n@end"
                3:1: expected lines below @stream x, found none
            "$ a\n@interleave\n@stream x\nz\n@stream x\nz\n@end"
                5:9: expected a stream of another name, found `x`
            "$ a\n@interleave\n@stream x\nz"
                2:1: expected @end for the @interleave of line 2, found the end
            "$ a\n@for i in 0..9"
                2:6: expected NAME in A..B: LINE, found `i in 0..9`
            "$ a\n@for i in 0..9:"
                2:16: expected a line after the colon (an empty one is written \), found the end of the line
            "$ a\n@for i in 9..0: x"
                2:11: expected a range that is not empty, found `9..0`
            "$ a\n@for i in 0..99999: x"
                2:11: expected at most 10000 numbers, found `0..99999`
            "$ a\n@for i: x"
                2:6: expected NAME in A..B before the colon, found `i`
            "$ a\n@for 1 in 0..9: x"
                2:6: expected a name (letters, digits and _), found `1`
            "$ a\n{n}\n@for n in 0..9: x"
                3:6: expected a new name, found `n`
            "$ a\n@for i in 0..9: @times 2: x"
                2:17: expected a line after the colon, found `@times 2: x`
            "$ a\n@for i in 0..9: {i"
                2:17: expected `}` to close the hole, found the end; a brace is written `{{`
            "$ a\n@times 0: x"
                2:8: expected a number from 1 to 10000, found `0`
            "$ a\n@times x: x"
                2:8: expected a number from 1 to 10000, found `x`
            "$ a\n@times 3"
                2:8: expected N: LINE, found `3`
            "$ a\n@times 3: ..."
                2:11: expected a line after the colon, found `...`
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
fn setup() {
    check(
        &[
            "@let n in 1..9",
            "@let n in 1..9\nx\n$ a",
            "@file f\n@end\n@signal INT\n$ a",
            "@let n 1..9\n$ a",
            "@let n in 9..1\n$ a",
            "@let n in x\n$ a",
            "@let n in a||b\n$ a",
            "@let 1 in 1..9\n$ a",
            "@let n in 1..9\n@let n in 1..9\n$ a",
            "@let n in 1..9\n@listen n\n$ a",
            "$ a\n{n}\n\n@let n in 1..9\n$ a",
            "@file f\nx",
            "@file f\nx\n@signal\n@end\n$ a",
            "@file f 999\n@end\n$ a",
            "@file f 644 x\n@end\n$ a",
            "@file /f\n@end\n$ a",
            "@file f\n@end\n@dir f\n$ a",
            "@file f\n{n}\n@end\n$ a",
            "@file f\n@for i in 1..2: {i}{n}\n@end\n$ a",
            "@file f\nx\n@no-newline\ny\n@end\n$ a",
            "@file f\n@no-newline\n@end\n$ a",
            "@link f\n$ a",
            "@stdin\n@end\n@stdin\n@end\n$ a",
            "@stdin x\n@end\n$ a",
            "@listen\n$ a",
            "@listen a b\n$ a",
        ],
        expect![[r#"
            "@let n in 1..9"
                1:1: expected a `$` below the setup of line 1, found the end
            "@let n in 1..9\nx\n$ a"
                2:1: expected the `$` that the @let of line 1 is for, found a line of output
            "@file f\n@end\n@signal INT\n$ a"
                3:1: expected the `$` that the @file of line 1 is for, found a step
            "@let n 1..9\n$ a"
                1:6: expected NAME in A..B or NAME in a|b, found `n 1..9`
            "@let n in 9..1\n$ a"
                1:11: expected a range that is not empty, found `9..1`
            "@let n in x\n$ a"
                1:11: expected a range A..B or alternatives a|b, found `x`
            "@let n in a||b\n$ a"
                1:11: expected a text on both sides of each |, found `a||b`
            "@let 1 in 1..9\n$ a"
                1:6: expected a name (letters, digits and _), found `1`
            "@let n in 1..9\n@let n in 1..9\n$ a"
                2:6: expected a new name, found `n`, which line 1 binds
            "@let n in 1..9\n@listen n\n$ a"
                2:9: expected a new name, found `n`, which line 1 binds
            "$ a\n{n}\n\n@let n in 1..9\n$ a"
                4:6: expected a new name, found `n`, which line 2 binds
            "@file f\nx"
                1:1: expected @end for the @file of line 1, found the end
            "@file f\nx\n@signal\n@end\n$ a"
                3:1: expected a line or @end for the @file of line 1, found `@signal`
            "@file f 999\n@end\n$ a"
                1:9: expected a mode in octal such as 644, found `999`
            "@file f 644 x\n@end\n$ a"
                1:13: expected the end of the line, found `x`
            "@file /f\n@end\n$ a"
                1:7: expected the name of a file inside the working folder, found `/f`
            "@file f\n@end\n@dir f\n$ a"
                3:6: expected a new path, found `f`, which line 1 makes
            "@file f\n{n}\n@end\n$ a"
                2:1: expected a name that is bound by an earlier line, @let, @listen or @serve, found `n`
            "@file f\n@for i in 1..2: {i}{n}\n@end\n$ a"
                2:20: expected a name that is bound by an earlier line, @let, @listen or @serve, found `n`
            "@file f\nx\n@no-newline\ny\n@end\n$ a"
                4:1: expected @end after @no-newline, found `y`
            "@file f\n@no-newline\n@end\n$ a"
                2:1: expected a line above @no-newline, found none
            "@link f\n$ a"
                1:8: expected what the link points to, found the end of the line
            "@stdin\n@end\n@stdin\n@end\n$ a"
                3:1: expected one @stdin for a command, found another on line 1
            "@stdin x\n@end\n$ a"
                1:8: expected nothing after @stdin, found `x`
            "@listen\n$ a"
                1:8: expected the name of the listener, found the end of the line
            "@listen a b\n$ a"
                1:11: expected the end of the line, found `b`
        "#]],
    );
}

#[test]
fn routes() {
    check(
        &[
            "@serve web\n@end\n$ a",
            "@serve web\nx\n@end\n$ a",
            "@serve web\n@route GET / 200 text/html\nx",
            "@serve web\n@route GET\n@end\n$ a",
            "@serve web\n@route get / 200 text/html\n@end\n$ a",
            "@serve web\n@route GET x 200 text/html\n@end\n$ a",
            "@serve web\n@route GET / OK text/html\n@end\n$ a",
            "@serve web\n@route GET / 200 html\n@end\n$ a",
            "@serve web\n@route GET / 200 text/html open\n@end\n$ a",
            "@serve web\n@route GET / 200 text/html A:=b\n@end\n$ a",
            "@serve web\n@route GET / 200 echo\nx\n@end\n$ a",
            "@serve web\n@route GET / 200 echo\n@route GET / 404 echo\n@end\n$ a",
        ],
        expect![[r#"
            "@serve web\n@end\n$ a"
                1:1: expected @route below @serve, found @end
            "@serve web\nx\n@end\n$ a"
                2:1: expected @route for the @serve of line 1, found `x`
            "@serve web\n@route GET / 200 text/html\nx"
                1:1: expected @end for the @serve of line 1, found the end
            "@serve web\n@route GET\n@end\n$ a"
                2:11: expected a path such as /index.html, found the end of the line
            "@serve web\n@route get / 200 text/html\n@end\n$ a"
                2:8: expected a method such as GET, found `get`
            "@serve web\n@route GET x 200 text/html\n@end\n$ a"
                2:12: expected a path such as /index.html, found `x`
            "@serve web\n@route GET / OK text/html\n@end\n$ a"
                2:14: expected a status from 100 to 599, found `OK`
            "@serve web\n@route GET / 200 html\n@end\n$ a"
                2:18: expected a type such as text/html, or echo, found `html`
            "@serve web\n@route GET / 200 text/html open\n@end\n$ a"
                2:28: expected close or a header Name=value, found `open`
            "@serve web\n@route GET / 200 text/html A:=b\n@end\n$ a"
                2:28: expected a header Name=value, found `A:=b`
            "@serve web\n@route GET / 200 echo\nx\n@end\n$ a"
                3:1: expected @route or @end, since `echo` has no lines of its own, found `x`
            "@serve web\n@route GET / 200 echo\n@route GET / 404 echo\n@end\n$ a"
                3:8: expected a method and a path that have no @route yet, found `GET / 404 echo`
        "#]],
    );
}

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
            "@stdin\n@end\n$ a\n@> x",
            "@stdin\n@end\n$ a\n@eof",
            "$ a\n@eof\n@> x",
            "$ a\n@> {x}",
            "$ a\n@eof x",
            "$ a\n@connect a",
            "$ a\n@connect a {host}:1",
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
