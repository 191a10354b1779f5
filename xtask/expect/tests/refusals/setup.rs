//! What stands above the `$`.

use expect_test::expect;

use crate::check;

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
            "@fails\n$ a",
            "@fails frok EAGAIN\n$ a",
            "@fails fork\n$ a",
            "@fails fork EAGIAN\n$ a",
            "@fails fork EAGAIN at\n$ a",
            "@fails fork EAGAIN at 0\n$ a",
            "@fails fork EAGAIN twice\n$ a",
            "@fails fork EAGAIN once more\n$ a",
            "$ a\n@fails fork EAGAIN",
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
            "@fails\n$ a"
                1:7: expected a call such as fork, found the end of the line
            "@fails frok EAGAIN\n$ a"
                1:8: expected a call such as fork, found `frok`; did you mean fork?
            "@fails fork\n$ a"
                1:12: expected an error such as EAGAIN, found the end of the line
            "@fails fork EAGIAN\n$ a"
                1:13: expected an error such as EAGAIN, found `EAGIAN`; did you mean EAGAIN?
            "@fails fork EAGAIN at\n$ a"
                1:22: expected the number of the call, from 1, found the end of the line
            "@fails fork EAGAIN at 0\n$ a"
                1:23: expected the number of the call, from 1, found `0`
            "@fails fork EAGAIN twice\n$ a"
                1:20: expected once, at N, or the end of the line, found `twice`
            "@fails fork EAGAIN once more\n$ a"
                1:25: expected the end of the line, found `more`
            "$ a\n@fails fork EAGAIN"
                2:1: expected a `$` below the setup of line 2, found the end
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
