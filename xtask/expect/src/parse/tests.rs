use super::parse;
use crate::pattern::Pattern;
use crate::session::*;

fn session(text: &str) -> Session {
    parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn command(text: &str) -> Command {
    let mut session = session(text);
    assert_eq!(session.commands.len(), 1);
    session.commands.remove(0)
}

/// The nodes, one a line: where they are written and what they hold.
fn shown(nodes: &[Node]) -> String {
    let line = |line: &Line| format!("{}:{}{}", line.line, line.pattern.source(), if line.newline { "" } else { "%" });
    let lines = |lines: &[Line]| lines.iter().map(line).collect::<Vec<_>>().join(" ");
    let node = |node: &Node| match node {
        Node::Line(one) => line(one),
        Node::Skip { line } => format!("{line}:..."),
        Node::Unordered { line, lines: all } => format!("{line}:unordered({})", lines(all)),
        Node::Interleave { line, streams } => {
            let streams = streams.iter().map(|stream| format!("{}({})", stream.name, lines(&stream.lines)));
            format!("{line}:interleave {}", streams.collect::<Vec<_>>().join(" "))
        }
    };
    nodes.iter().map(node).collect::<Vec<_>>().join("\n")
}

fn texts(lines: &[TextLine]) -> String {
    lines.iter().map(|line| format!("{}{}", line.text.source(), if line.newline { "\n" } else { "" })).collect()
}

#[test]
fn a_command_and_its_lines() {
    let command = command("# comment\n$ usage_int 'a b' x\\ y\n42\n2> careful\n2>\n\n last");
    assert_eq!(command.line, 2);
    assert_eq!(command.words, ["usage_int", "a b", "x y"].map(Pattern::literal));
    assert_eq!(shown(&command.phases[0].stdout), "3:42\n6:\n7: last");
    assert_eq!(shown(&command.phases[0].stderr), "4:careful\n5:");
    assert_eq!(command.exit, Located { line: 2, what: Exit::Code(Pattern::literal("0")) });
    assert_eq!(command.stdin, Stdin::Empty);
}

#[test]
fn blank_lines_are_layout_before_what_means_something() {
    let session = session("\n\n# c\n\n$ a\n\nx\n\n# c\n\n\ny\n\n@exit 1\n\n\n$ b\n\n\n");
    assert_eq!(shown(&session.commands[0].phases[0].stdout), "6:\n7:x\n10:\n11:\n12:y");
    assert_eq!(shown(&session.commands[1].phases[0].stdout), "");
    assert_eq!(session.commands[1].line, 17);
    let file = command("@file f\n\na\n\n# no comment\n$ no command\n\\\n\\@end\n\n@end\n$ a");
    let Setup::File { lines, .. } = &file.setup[0].what else { panic!() };
    assert_eq!(texts(lines), "\na\n\n# no comment\n$ no command\n\n@end\n");
}

#[test]
fn a_backslash_stands_for_the_rest() {
    let command =
        command("$ a\n\\$ 5\n\\# no comment\n\\@home\n\\...\n\\2> x\n\\\\x\n\\\n2> \\...\n$5\n#!x\n..\n\\{n}");
    assert_eq!(
        shown(&command.phases[0].stdout),
        "2:$ 5\n3:# no comment\n4:@home\n5:...\n6:2> x\n7:\\x\n8:\n10:$5\n11:#!x\n12:..\n13:{n}"
    );
    assert_eq!(shown(&command.phases[0].stderr), "9:...");
}

#[test]
fn the_environment_of_a_command() {
    let command = command("@let n in 1..9\n$ A=1 B='x y' C={n} D= prog E=2 {n}{{ $'\\xff'");
    let env: Vec<_> = command.env.iter().map(|(name, value)| (name.as_str(), value.source())).collect();
    assert_eq!(env, [("A", "1"), ("B", "x y"), ("C", "{n}"), ("D", "")]);
    assert_eq!(command.words[1..3].iter().map(Pattern::source).collect::<Vec<_>>(), ["E=2", "{n}{{"]);
    assert_eq!(command.words[3].as_literal(), Some(b"\xff".to_vec()));
}

#[test]
fn free_order() {
    let text = "$ a\n...\n@unordered\n# c\nx\n@for i in 1..2: y {i}\n\n@end\n2> ...\n@interleave\n\n@stream p\n@times 2: z\n@stream q q\n\n\\@w\n@end\n@for i in -1..1: {i} {{i}} {i:int} {j}\n@times 2: 2> e\n@for i in 1..2: \\@{i}";
    let phase = &command(text).phases[0];
    assert_eq!(
        shown(&phase.stdout),
        "2:...\n3:unordered(5:x 6:y 1 6:y 2)\n10:interleave p(13:z 13:z) q q(15: 16:@w)\n\
         18:-1 {{i}} -1 {j}\n18:0 {{i}} 0 {j}\n18:1 {{i}} 1 {j}\n20:@1\n20:@2"
    );
    assert_eq!(shown(&phase.stderr), "9:...\n19:e\n19:e");
}

#[test]
fn lines_that_may_not_come() {
    let command = command("$ a\n@not {..}panicked{..}\n@not 2> x\n@not \\2> y");
    let shown: Vec<_> = command.forbidden.iter().map(|one| (one.line, one.stream, one.pattern.source())).collect();
    let expected = [(2, Stream::Stdout, "{..}panicked{..}"), (3, Stream::Stderr, "x"), (4, Stream::Stdout, "2> y")];
    assert_eq!(shown, expected);
}

#[test]
fn the_end_of_a_command() {
    let exit = |text: &str| match command(&format!("$ a\n{text}")).exit {
        Located { line: 2, what: Exit::Code(code) } => code.source().to_string(),
        Located { line: 2, what: Exit::Died(signal) } => signal,
        Located { line, .. } => panic!("line {line}"),
    };
    assert_eq!(exit("@exit 2"), "2");
    assert_eq!(exit("@exit 1..255"), "{:1..255}");
    assert_eq!(exit("@exit {code}"), "{code}");
    assert_eq!(exit("@died TERM"), "TERM");
    let command = command(
        "$ a\n@leaves zombies\n@leaves orphans\n@wrote 'a b'\nx {n}\n...\n# y\n2> z\n@for i in 1..2: \
         {i}\n@unordered\nq\n@end\nw\n@no-newline\n@end\n@absent c\n@check one\n@check two",
    );
    assert_eq!(command.leaves, Leaves { zombies: true, orphans: true });
    let [
        Located { line: 4, what: FileAfter::Holds { name, nodes } },
        Located { line: 16, what: FileAfter::Absent { .. } },
    ] = command.files.as_slice()
    else {
        panic!("{:?}", command.files)
    };
    assert_eq!(name, "a b");
    assert_eq!(shown(nodes), "5:x {n}\n6:...\n7:# y\n8:2> z\n9:1\n9:2\n10:unordered(11:q)\n13:w%");
    assert_eq!(command.checks.iter().map(|check| check.what.as_str()).collect::<Vec<_>>(), ["one", "two"]);
}

#[test]
fn what_is_there_before() {
    let text = "@let n in -5..999\n@let w in red|dark green|blue\n@file d/f 600\n{n}\n@times 2: {w}\n@no-newline\n@end\n@dir e 755\n@link l d/f\n@listen srv\n@stdin\na\n@for i in 1..2: {i}{n}\n@end\n$ a {srv}\n$ b";
    let session = session(text);
    let command = &session.commands[0];
    let lines: Vec<u32> = command.setup.iter().map(|one| one.line).collect();
    assert_eq!(lines, [1, 2, 3, 8, 9, 10]);
    assert_eq!(command.setup[0].what, Setup::Let { name: "n".into(), among: Among::Range(-5, 999) });
    let words = ["red", "dark green", "blue"].map(String::from).to_vec();
    assert_eq!(command.setup[1].what, Setup::Let { name: "w".into(), among: Among::Words(words) });
    let Setup::File { name, mode, lines } = &command.setup[2].what else { panic!() };
    assert_eq!((name.as_str(), *mode, texts(lines).as_str()), ("d/f", Some(0o600), "{n}\n{w}\n{w}"));
    assert_eq!(command.setup[3].what, Setup::Dir { name: "e".into(), mode: Some(0o755) });
    assert_eq!(command.setup[4].what, Setup::Link { name: "l".into(), target: "d/f".into() });
    assert_eq!(command.setup[5].what, Setup::Listen { name: "srv".into() });
    let Stdin::Text(lines) = &command.stdin else { panic!() };
    assert_eq!(texts(lines), "a\n1{n}\n2{n}\n");
    assert!(session.commands[1].setup.is_empty());
}

#[test]
fn a_small_http_server() {
    let text = "@serve web\n@route GET /index.html 200 text/html\n<title>{{hello}} {web}</title>\n\n# x\n@route GET /gone 404 text/plain close Location=/new X-A=b=c\nno such page\n\n@route POST /form 200 echo\n@end\n$ http_get http://127.0.0.1:{web}/index.html";
    let Setup::Serve { name, routes } = &command(text).setup[0].what else { panic!() };
    assert_eq!(name, "web");
    let body = |route: &Route| match &route.body {
        RouteBody::Text { content_type, lines } => format!("{content_type}: {}", texts(lines)),
        RouteBody::Echo => "echo".into(),
    };
    assert_eq!(body(&routes[0]), "text/html: <title>{{hello}} {web}</title>\n\n# x\n");
    assert_eq!(body(&routes[1]), "text/plain: no such page\n");
    assert_eq!((routes[1].status, routes[1].close), (404, true));
    assert_eq!(routes[1].headers, [("Location".into(), "/new".into()), ("X-A".into(), "b=c".into())]);
    assert_eq!(
        (routes[2].method.as_str(), routes[2].path.as_str(), body(&routes[2]).as_str()),
        ("POST", "/form", "echo")
    );
}

#[test]
fn calls_that_fail() {
    let command = command("@fails fork EAGAIN\n@fails pipe EMFILE at 3\n@fails accept ECONNABORTED once\n$ a");
    let shown: Vec<String> = command.fails().map(|fails| fails.shown()).collect();
    assert_eq!(shown, ["fork EAGAIN", "pipe EMFILE at 3", "accept ECONNABORTED once"]);
}

#[test]
fn steps_end_phases() {
    let text = "@listen srv\n$ a\n@within 2s\nready {pid:pid} {port:port}\n@signal INT\n@within 200ms\n2> caught\n@signal TERM {pid} at every moment\n@> a {pid}\n@>\n@eof\n@hangup\n@connect a 127.0.0.1:{port}\n@accept b srv\n@a> hello {a}\n@send b \"x\\r\\n{}\"\n@a< got {n:int}\n@crlf a\n@shut a\n@closed a\n@close b\n@zombies 0\n@zombies 1..2\n@not-listening 127.0.0.1:{port}\nprompt {n} {b}\n@no-newline\n@b2";
    assert_eq!(parse(text).unwrap_err().line, 27);
    let command = command(text.strip_suffix("@b2").unwrap());
    assert_eq!(command.phases[0].within_ms, Some(2_000));
    assert_eq!(command.phases[1].within_ms, Some(200));
    assert_eq!(command.stdin, Stdin::Steps);
    let steps: Vec<(u32, Step)> =
        command.phases.iter().filter_map(|phase| phase.step.clone()).map(|step| (step.line, step.what)).collect();
    let pattern = |source: &str| Pattern::parse(source).unwrap();
    let (a, b) = (|| "a".to_string(), || "b".to_string());
    let expected = vec![
        (5, Step::Signal { signal: "INT".into(), pid: None, when: When::AtRest }),
        (8, Step::Signal { signal: "TERM".into(), pid: Some(pattern("{pid}")), when: When::EveryMoment }),
        (9, Step::Type(pattern("a {pid}"))),
        (10, Step::Type(pattern(""))),
        (11, Step::Eof),
        (12, Step::Hangup),
        (13, Step::Connect { conn: a(), address: pattern("127.0.0.1:{port}") }),
        (14, Step::Accept { conn: b(), listener: "srv".into() }),
        (15, Step::SendLine { conn: a(), text: pattern("hello {a}") }),
        (16, Step::SendBytes { conn: b(), bytes: b"x\r\n{}".to_vec() }),
        (17, Step::Receive { conn: a(), pattern: pattern("got {n:int}") }),
        (18, Step::Crlf { conn: a() }),
        (19, Step::Shut { conn: a() }),
        (20, Step::Closed { conn: a() }),
        (21, Step::Close { conn: b() }),
        (22, Step::Zombies { least: 0, most: 0 }),
        (23, Step::Zombies { least: 1, most: 2 }),
        (24, Step::NotListening { address: pattern("127.0.0.1:{port}") }),
    ];
    assert_eq!(steps, expected);
    assert_eq!(command.phases.len(), expected.len() + 1);
    assert_eq!(shown(&command.phases[1].stderr), "7:caught");
    assert_eq!(shown(&command.phases[18].stdout), "25:prompt {n} {b}%");
}

#[test]
fn values_from_elsewhere() {
    let command = command(
        "@let n in 1..9\n$ a {n}\n@as solution\n@wrote out\n@wrote log\nx\n@end\n@wrote err\n2> e\n@check fair",
    );
    assert!(command.as_solution);
    let names: Vec<_> = command.files.iter().map(|file| matches!(file.what, FileAfter::AsSolution { .. })).collect();
    assert_eq!(names, [true, false, true]);
    assert_eq!(shown(&command.phases[0].stderr), "9:e");
}

#[test]
fn a_connection_may_have_the_same_name_in_a_later_command() {
    let text = "$ a\n{p:port}\n@connect a 127.0.0.1:{p}\n@close a\n\n$ b\n{q:port}\n@connect a 127.0.0.1:{q}\n@close a";
    assert_eq!(session(text).commands.len(), 2);
}

/// Every example of the reference that is a session is one.
#[test]
fn the_reference_gives_sessions() {
    let page = include_str!("../../../../docs/session-language.md");
    let blocks: Vec<&str> = page.split("```").skip(1).step_by(2).collect();
    let sessions: Vec<&str> = blocks
        .iter()
        .filter_map(|block| block.strip_prefix("text\n"))
        .filter(|block| block.starts_with("$ ") || block.starts_with('@'))
        .collect();
    assert!(sessions.len() >= 3, "{}", sessions.len());
    sessions.iter().for_each(|text| drop(session(text)));
}

#[test]
fn bytes_are_sent_in_parts_and_many_times() {
    let sent = |bytes: &str| {
        let text = format!("$ a\n@connect b 127.0.0.1:1\n@send b {bytes}\n");
        let command = command(&text);
        let step = command.phases.iter().filter_map(|phase| phase.step.as_ref()).nth(1).unwrap();
        let Step::SendBytes { bytes, .. } = &step.what else { panic!("{step:?}") };
        String::from_utf8(bytes.clone()).unwrap()
    };
    assert_eq!(sent(r#""a" "b\"c" 3 times "d""#), "ab\"cb\"cb\"cd");
    assert_eq!(sent(r#""a\\" 2 times"#), "a\\a\\");
    assert_eq!(sent(r#""a 3 times""#), "a 3 times");
}

#[test]
fn what_must_have_happened() {
    let text = "@let n in 2..9\n$ a {n}\n@did forks {n}\n@did waits for all\n@did execs sort 2 times\n@did execs {n}\n\
                @did starts at least 2 threads\n@did reads end of file\n@did handler for INT before ready {{{n}\n\
                @did stdout of child by children\n@did stdout of all by a child each\n@did {pid} is a child\n\
                @did never spawns a shell\n@did leaves no pipe open\n@did passes no pipe on\n\
                @did leaves no connection open\n@did no busy-wait\n\
                pid {pid}\n@interleave\n@stream child\nx\n@end\n";
    let written: Vec<String> = command(text).did.iter().map(|did| format!("{} {}", did.line, did.what)).collect();
    assert_eq!(
        written,
        [
            "3 forks {n}",
            "4 waits for all",
            "5 execs sort 2 times",
            "6 execs {n}",
            "7 starts at least 2 threads",
            "8 reads end of file",
            "9 handles INT before ready {{{n}",
            "10 stdout of child by child",
            "11 stdout of all by a child each",
            "12 {pid} is a child",
            "13 never spawns a shell",
            "14 leaves no pipe open",
            "15 passes no pipe on",
            "16 leaves no connection open",
            "17 no busy wait",
        ]
    );
    assert!(command("$ a\n@allows busy wait").allows.busy_wait);
    let allows = command("$ a\n@allows programs").allows;
    assert!(allows.programs && !allows.busy_wait);
}

#[test]
fn a_claim_reads_as_it_is_written() {
    for text in ["forks no", "forks 2..5", "forks at most 3", "one thread", "starts one thread", "execs nothing"] {
        let claim = super::did::claim(text).unwrap();
        assert_eq!(super::did::claim(&claim.to_string()).unwrap(), claim, "{text}");
    }
    let error = super::did::claim("forks for").unwrap_err();
    assert_eq!((error.line, error.column), (1, 7));
}

#[test]
fn a_program_is_mentioned_wherever_it_may_be_started_from() {
    let mentions = |text: &str| parse(text).unwrap().mentions("one");
    for text in [
        "$ one\n",
        "$ sh -c 'cat | ./one; true'\n",
        "$ RUN=one sh\n",
        "@file go.sh\none x\n@end\n$ sh go.sh\n",
        "@stdin\none\n@end\n$ sh\n",
        "$ sh\n@> one\n@eof\n",
    ] {
        assert!(mentions(text), "{text}");
    }
    for text in ["$ another_one\n", "$ one_more\n", "$ echo\none\n"] {
        assert!(!mentions(text), "{text}");
    }
}
