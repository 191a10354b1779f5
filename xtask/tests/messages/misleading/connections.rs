//! What goes over a connection.

use expect_test::{Expect, expect};
use xtask::outcome::{StepDone, Stopped};

use super::{deadline, first};
use crate::stage::{Case, Play};

const SERVER: &str = "$ up\nready {port:port}\n@connect a 127.0.0.1:{port}\n@a> hello\n@a< HELLO\nclient gone\n";

#[test]
fn a_line_to_look_into_the_program() {
    let case = Case::new("sockets/up", "readme", SERVER);
    expect![[r#"
          Line 2 is not expected here.

            $ up
              ready 4071
            + forked 28078                     yours, line 2
            @connect a 127.0.0.1:4071          comes next
          All before it is right.
        [wrong-output] Line 2 is not expected here. (line 2: 'forked 28078')
    "#]]
    .assert_eq(&case.told(&[Play::new().out("ready 4071\nforked 28078\n")]));
    let debug = "[exercises/sockets/up/main.rs:41:31] n = 0\n";
    expect![[r#"
          Nothing is expected on standard error.

            $ up
            + 2> [exercises/sockets/up/main.rs:41:31] n = 0        yours, line 1
            @connect a 127.0.0.1:4071                              comes next
        [wrong-output] Nothing is expected on standard error. (line 1: '[exercises/sockets/up/main.rs:41:31] n = 0')
    "#]]
    .assert_eq(&case.told(&[Play::new().out("ready 4071\n").err(debug).stopped(Stopped::NoContinuation)]));
}

#[test]
fn lf_for_cr_lf() {
    let said = |ours: &str, expected: Expect| {
        let session = format!("@listen p\n$ http_get {{p}}\n@accept a p\n@crlf a\n@a< {ours}\n@close a\n");
        let case = Case::new("web/http_get", "readme", &session);
        let received = StepDone::Received { line: b"GET /slow?q=1 HTTP/1.1\n".to_vec(), ended: false };
        let play = Play::new().bound("p", "4071").step().step().step_done(received);
        expected.assert_eq(&case.told(&[play.stopped(Stopped::NoContinuation)]));
    };
    said(
        "GET /slow?q=1 HTTP/1.1",
        expect![[r#"
              Your line ends with LF alone; here each line ends with CR LF.

                $ http_get 4071
                @accept a p
                @crlf a
                - @a< GET /slow?q=1 HTTP/1.1            expected
                + @a< GET /slow?q=1 HTTP/1.1\x0a        received
                                            ^^^^
            [wrong-output] connection a: expected 'GET /slow?q=1 HTTP/1.1', found 'GET /slow?q=1 HTTP/1.1\x0a'. Your line ends with LF alone; here each line ends with CR LF
        "#]],
    );
    said(
        "GET {path} HTTP/1.1",
        expect![[r#"
              Your line ends with LF alone; here each line ends with CR LF.

                $ http_get 4071
                @accept a p
                @crlf a
                - @a< GET {path} HTTP/1.1               expected
                + @a< GET /slow?q=1 HTTP/1.1\x0a        received
                                            ^
              {path} stands for a path.
            [wrong-output] connection a: expected 'GET {path} HTTP/1.1', found 'GET /slow?q=1 HTTP/1.1\x0a'. Your line ends with LF alone; here each line ends with CR LF
        "#]],
    );
}

#[test]
fn a_connection_that_is_waited_for() {
    let case = Case::new("sockets/connects", "readme", "@listen four\n$ connects {four}\n@accept a four\ndone\n");
    let failed = StepDone::Failed { reason: "nothing connected to four".to_owned() };
    let play = Play::new().bound("four", "40123").step_done(failed).stopped(deadline());
    expect![[r#"
          For 5.0 s the session waited for your program to connect to port 40123. It
          used 0.0 s of processor time: it waits.
    "#]]
    .assert_eq(&first(&case, &[play]));
}
