//! Commands, words, lines, free order.

use expect_test::expect;

use crate::check;

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

/// What no honest case needs would cost minutes, or the memory.
#[test]
fn too_much_is_refused_with_its_place_and_the_limit() {
    let refused = |text: &str| expect::parse(text).expect_err("it is too much").to_string();
    let holes = |count: usize| format!("$ a\nok\n{}\n", "{:..}x".repeat(count));
    assert!(expect::parse(&holes(32)).is_ok());
    assert_eq!(refused(&holes(3_000)), "3:193: expected at most 32 holes in a line, found more");
    assert_eq!(
        refused(&format!("$ a\n{}\n", "{:int} ".repeat(100_000))),
        "2:225: expected at most 32 holes in a line, found more"
    );

    let copies = |count: usize| format!("$ a\n{}", format!("@times 10000: {}\n", "x".repeat(99)).repeat(count));
    assert!(expect::parse(&copies(4)).is_ok());
    let too_many = "6:1: expected at most 4 MiB from all @for and @times of a case, found more";
    assert_eq!(refused(&copies(31)), too_many);
    let in_blocks = format!("$ a\n@wrote o\n{}@end\n", format!("@for i in 1..10000: {}\n", "x".repeat(999)).repeat(31));
    assert_eq!(refused(&in_blocks), "3:1: expected at most 4 MiB from all @for and @times of a case, found more");
}
