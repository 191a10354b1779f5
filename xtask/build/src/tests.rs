//! Small workspaces without dependencies, built for real.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::thread;

use expect_test::expect;

use super::cargo;
use super::skipping;
use super::variants::{self, Variant};
use super::{Artifact, BuildFailure, Built, Follow, Progress, Target};
use crate::tree::{Tree, show};
use course::overlay::Content;
use course::wrong::{Wrong, wrong_programs};
use fault::Fault;
use verdict::Verdict;

fn follow<'a>(progress: &'a mut dyn FnMut(Progress<'_>)) -> Follow<'a> {
    Follow { is_cancelled: &|| false, progress }
}

fn build(tree: &Tree, targets: &[Target]) -> Result<Built, Fault> {
    super::build_in(&tree.root, &tree.path("target"), targets, follow(&mut |_| {}))
}

fn targets(tree: &Tree) -> Vec<Target> {
    tree.discover().exercises().map(Target::of_exercise).collect()
}

/// What came of each target: `ok`, or the first error without colour, cut to its first lines.
fn outcome(tree: &Tree, targets: &[Target]) -> String {
    let built = match build(tree, targets) {
        Ok(built) => built,
        Err(fault) => return show(&tree.root, &fault),
    };
    let said = targets.iter().map(|target| match built.of(target).unwrap() {
        Ok(artifact) => format!("{}: ok, {} warnings\n", target.program, artifact.warnings.len()),
        Err(failure) => format!("{}: {}", target.program, plain(failure)),
    });
    said.collect::<String>().replace(&tree.root.display().to_string(), "ROOT")
}

fn plain(failure: &BuildFailure) -> String {
    let mut text = String::new();
    let mut rest = failure.first_error.as_str();
    while let Some((before, after)) = rest.split_once('\x1b') {
        text.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let place = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    // The compiler's words differ from version to version.
    let first = text.lines().next().unwrap().split("`: ").next().unwrap();
    format!("{first} at {place:?}, {} more, {} warnings\n", failure.more_errors, failure.warnings)
}

fn run(artifact: &Artifact) -> String {
    String::from_utf8(Command::new(artifact.executable.path()).arg("you").output().unwrap().stdout).unwrap()
}

#[test]
fn one_that_does_not_compile_stops_no_other() {
    let tree = Tree::with(&["sys/fine", "sys/wrong", "sys/bytes", "sys/warns", "web/fine_too"]);
    tree.write(
        "exercises/sys/wrong/main.rs",
        "use std::fs;\nfn main() {\n    let n: i32 = \"one\";\n    let m: i32 = \"two\";\n}\n",
    );
    tree.write("exercises/sys/bytes/main.rs", b"fn main() {\n    // \xff\n}\n");
    tree.write("exercises/sys/warns/main.rs", "fn main() {\n    let unused = 1;\n}\n");
    expect![[r#"
        fine: ok, 0 warnings
        wrong: error[E0308]: mismatched types at Some("exercises/sys/wrong/main.rs:3:18"), 1 more, 1 warnings
        bytes: error: couldn't read `exercises/sys/bytes/main.rs at Some("exercises/sys/bytes/main.rs:2:8"), 0 more, 0 warnings
        warns: ok, 1 warnings
        fine_too: ok, 0 warnings
    "#]].assert_eq(&outcome(&tree, &targets(&tree)));
}

#[test]
fn what_cargo_is_not_even_asked() {
    let tree = Tree::with(&["sys/fine", "sys/gone", "sys/huge", "sys/folder"]);
    tree.remove("exercises/sys/gone/main.rs");
    tree.write("exercises/sys/huge/main.rs", "fn main() {}\n");
    fs::File::create(tree.path("exercises/sys/huge/part.rs")).unwrap().set_len(50 << 20).unwrap();
    tree.remove("exercises/sys/folder/main.rs");
    tree.write("exercises/sys/folder/main.rs/file", "");
    expect![[r#"
        fine: ok, 0 warnings
        gone: error: exercises/sys/gone/main.rs is gone at None, 0 more, 0 warnings
        huge: error: exercises/sys/huge/part.rs is too large: 50 MiB of at most 1 MiB at None, 0 more, 0 warnings
        folder: error: exercises/sys/folder/main.rs is not a file at None, 0 more, 0 warnings
    "#]]
    .assert_eq(&outcome(&tree, &targets(&tree)));
}

#[test]
fn what_is_given_stays_as_it_is() {
    let tree = Tree::with(&["sys/greet"]);
    tree.replace("exercises/sys/greet/exercise.toml", "points = 10", "given = [\"proof.rs\"]\npoints = 10");
    tree.write("solutions/sys/greet/proof.rs", "pub const PROOF: u8 = 1;\n");
    let said = |content: Option<&str>| {
        match content {
            Some(content) => tree.write("exercises/sys/greet/proof.rs", content),
            None => tree.remove("exercises/sys/greet/proof.rs"),
        }
        let targets = targets(&tree);
        let failure = targets[0].refuse(&tree.root).map(|failure| failure.first_error.replace('\x1b', ""));
        failure.unwrap_or_else(|| "as it should be\n".to_owned())
    };
    let kept = said(Some("pub const PROOF: u8 = 1;\n"));
    let changed = said(Some("pub const PROOF: u8 = 0;\n"));
    let gone = said(None);
    expect![[r#"
        as it should be
        [1m[91merror[0m[1m: proof.rs is given and stays as it is; yours differs[0m
          cargo xtask reset greet --given brings it back and leaves your own work as it is
        [1m[91merror[0m[1m: proof.rs is given and stays as it is; yours is gone[0m
          cargo xtask reset greet --given brings it back and leaves your own work as it is
    "#]]
    .assert_eq(&(kept + &changed + &gone));
}

#[test]
fn only_the_sources_of_its_folder_are_compiled() {
    let names = ["own", "path", "text", "bytes", "include", "linked", "part", "main", "hidden", "case", "variable"];
    let ids: Vec<String> = names.iter().map(|name| format!("sys/{name}")).collect();
    let tree = Tree::with(&ids.iter().map(String::as_str).chain(["sys/fails"]).collect::<Vec<_>>());
    let main = |name: &str, text: &str| tree.write(&format!("exercises/sys/{name}/main.rs"), text);
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, tree.path(name)).unwrap();
    let prints_part = "fn main() { print!(\"{}{}\", part::PART, env!(\"CARGO_PKG_NAME\")); }\n";
    tree.write("solutions/sys/part.rs", "pub const PART: &str = \"\";\n");
    tree.write("exercises/sys/own/part.rs", "pub const PART: &str = include_str!(\"a b.rs\");\n");
    tree.write("exercises/sys/own/a b.rs", "words\n");
    main("own", &format!("mod part;\n{prints_part}"));
    main("path", &format!("#[path = \"../../../solutions/sys/part.rs\"]\nmod part;\n{prints_part}"));
    main("text", "fn main() { print!(\"{}\", include_str!(\"README.md\")); }\n");
    main("bytes", "fn main() { let _ = include_bytes!(concat!(\"/etc\", \"/hostname\")); }\n");
    main("include", "include!(\"../../../solutions/sys/part.rs\");\nfn main() { print!(\"{}\", PART); }\n");
    main("linked", &format!("mod part;\n{prints_part}"));
    link("../../../solutions/sys/part.rs", "exercises/sys/linked/part.rs");
    main("part", &format!("mod deep {{ pub mod part; }}\nuse deep::part;\n{prints_part}"));
    link("../../../solutions/sys", "exercises/sys/part/deep");
    tree.remove("exercises/sys/main/main.rs");
    link("../../../solutions/sys/main/main.rs", "exercises/sys/main/main.rs");
    main("hidden", "#[path = \".stub/main.rs\"]\nmod stub;\nfn main() { stub::main(); }\n");
    tree.write("exercises/sys/hidden/.stub/main.rs", "pub fn main() {}\n");
    main("case", "fn main() { print!(\"{}\", include_str!(\"cases/one.session\")); }\n");
    tree.write("exercises/sys/case/cases/one.session", "$ case\n");
    main("variable", "fn main() { print!(\"{:?} {}\", option_env!(\"NO_SUCH\"), env!(\"PATH\")); }\n");

    // Twice: the second time nothing is compiled. And where one fails, cargo writes nothing down of its own.
    let targets = targets(&tree);
    let came = |of_it: &str| {
        main("fails", of_it);
        let built = build(&tree, &targets).unwrap();
        let came = targets.iter().filter(|target| target.program != "fails");
        let came = came.map(|target| match built.of(target).unwrap() {
            Ok(_) => format!("{}: ok\n", target.program),
            Err(failure) => format!("{}: {} {}", target.program, Verdict::of_build(failure).name(), plain(failure)),
        });
        came.collect::<String>()
    };
    let first = came("fn main() { nothing() }\n");
    assert_eq!(first, came("fn main() {}\n"));
    expect![[r#"
        own: ok
        path: forbidden error: solutions/sys/part.rs is compiled into the program at None, 0 more, 0 warnings
        text: forbidden error: exercises/sys/text/README.md is compiled into the program at None, 0 more, 0 warnings
        bytes: forbidden error: /etc/hostname is compiled into the program at None, 0 more, 0 warnings
        include: forbidden error: solutions/sys/part.rs is compiled into the program at None, 0 more, 0 warnings
        linked: forbidden error: exercises/sys/linked/part.rs is a link to solutions/sys/part.rs, which is compiled into the program at None, 0 more, 0 warnings
        part: forbidden error: solutions/sys/part.rs is compiled into the program at None, 0 more, 0 warnings
        main: forbidden error: exercises/sys/main/main.rs is a link to solutions/sys/main/main.rs, which is compiled into the program at None, 0 more, 0 warnings
        hidden: forbidden error: exercises/sys/hidden/.stub/main.rs is compiled into the program at None, 0 more, 0 warnings
        case: forbidden error: exercises/sys/case/cases/one.session is compiled into the program at None, 0 more, 0 warnings
        variable: forbidden error: the variable PATH is compiled into the program at None, 0 more, 0 warnings
    "#]].assert_eq(&first);
}

#[test]
fn the_linkers_command_line_is_not_shown() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write(
        "exercises/sys/greet/main.rs",
        "unsafe extern \"C\" { fn nowhere(); }\nfn main() { unsafe { nowhere() } }\n",
    );
    let targets = targets(&tree);
    let built = build(&tree, &targets).unwrap();
    let shown = &built.of(&targets[0]).unwrap().as_ref().unwrap_err().first_error;
    assert!(shown.contains("nowhere") && !shown.contains("rcgu.o\" \""), "{shown}");
}

/// What came of each target with these limits for the compiler, also of those of which nothing is known.
fn outcome_within(tree: &Tree, most: cargo::Most, targets: &[Target]) -> String {
    let built = super::build_within(&tree.root, &tree.path("target"), targets, most, follow(&mut |_| {})).unwrap();
    let said = targets.iter().map(|target| match built.of(target) {
        Some(Ok(_)) => format!("{}: ok\n", target.program),
        Some(Err(failure)) => format!("{}: {}", target.program, plain(failure)),
        None => format!("{}: {}", target.program, show(&tree.root, built.prevented(target).unwrap())),
    });
    said.collect()
}

#[test]
fn a_source_that_the_compiler_cannot_stand_costs_nobody_else_a_verdict() {
    let tree = Tree::with(&["sys/deep", "sys/endless", "sys/fine", "sys/grows", "sys/long"]);
    let main = |name: &str, text: String| tree.write(&format!("exercises/sys/{name}/main.rs"), text);
    main("deep", format!("fn main() {{ let _ = {}1{}; }}\n", "(".repeat(100_000), ")".repeat(100_000)));
    main("long", format!("fn main() {{ let x: u64 = {}1; }}\n", "1+".repeat(8_000)));
    let endless = "#![expect(long_running_const_eval)]\nconst X: u64 = { loop {} };\nfn main() { print!(\"{X}\"); }\n";
    main("endless", endless.to_owned());
    // Twice as many of them at each of a hundred steps.
    let grows = "macro_rules! twice { ($($t:tt)*) => { twice!($($t)* $($t)*) } }\nfn main() { twice!(1 +); }\n";
    main("grows", grows.to_owned());
    let targets = targets(&tree);
    let most = cargo::Most { cpu_s: 2, memory_bytes: 256 << 20, ..cargo::USUAL };
    let together = outcome_within(&tree, most, &targets);
    expect![[r#"
        deep: error: the compiler crashed over it (signal: 11, SIGSEGV: invalid memory reference) at None, 0 more, 0 warnings
        endless: error: the compiler was not done with it after 2 s at None, 0 more, 0 warnings
        fine: ok
        grows: error: the compiler needs more than 256 MiB for it at None, 0 more, 0 warnings
        long: error: the compiler crashed over it (signal: 11, SIGSEGV: invalid memory reference) at None, 0 more, 0 warnings
    "#]]
    .assert_eq(&together);
    assert!(together.starts_with(&outcome_within(&tree, most, &targets[..1])), "alone as with others");
}

#[test]
fn a_compiler_that_only_waits_is_stopped() {
    let tree = Tree::with(&["sys/fine", "sys/waits"]);
    let made = Command::new("mkfifo").arg(tree.path("fifo")).status().unwrap();
    assert!(made.success());
    tree.write("exercises/sys/waits/main.rs", "fn main() { print!(\"{}\", include_str!(\"../../../fifo\")); }\n");
    let most = cargo::Most { idle_s: 2, ..cargo::USUAL };
    expect![[r#"
        fine: ok
        waits: error: the compiler waited 2 s for something that did not come at None, 0 more, 0 warnings
    "#]]
    .assert_eq(&outcome_within(&tree, most, &targets(&tree)));
}

/// In place of the compiler of these exercises: a script that does this for those of the name, and
/// is the real one for the others.
fn compile_by(tree: &Tree, name: &str, does: &str) {
    let compiler = tree.path("compiler");
    tree.write(
        "compiler",
        format!("#!/bin/sh\ncase \"$*\" in *'--crate-name {name} '*) {does};; esac\nexec rustc \"$@\"\n"),
    );
    fs::set_permissions(&compiler, fs::Permissions::from_mode(0o755)).unwrap();
    tree.write(".cargo/config.toml", format!("[build]\nrustc = {compiler:?}\n"));
}

#[test]
fn a_compiler_that_is_killed_costs_one_verdict_and_is_none() {
    let tree = Tree::with(&["sys/fine", "sys/killed"]);
    compile_by(&tree, "killed", "kill -KILL $$");
    expect![[r#"
        fine: ok
        killed: cargo cannot build killed: somebody has killed the compiler
            has the machine too little memory?
    "#]]
    .assert_eq(&outcome_within(&tree, cargo::USUAL, &targets(&tree)));
}

#[test]
fn a_linker_that_fails_costs_one_verdict_and_is_none() {
    let tree = Tree::with(&["sys/fine", "sys/greet"]);
    let linker = tree.path("linker");
    tree.write(
        "linker",
        "#!/bin/sh\necho 'collect2: fatal error: ld terminated with signal 7 [Bus error]' >&2\nexit 1\n",
    );
    fs::set_permissions(&linker, fs::Permissions::from_mode(0o755)).unwrap();
    compile_by(&tree, "greet", &format!("exec rustc \"$@\" -Clinker={}", linker.display()));
    let said = outcome_within(&tree, cargo::USUAL, &targets(&tree));
    assert!(said.starts_with("fine: ok\ngreet: cargo cannot build greet: the linker fails: "), "{said}");
    assert!(said.contains("Bus error"), "{said}");
}

#[test]
fn a_target_of_ones_own_configuration_changes_nothing() {
    let tree = Tree::with(&["sys/greet"]);
    let host = Command::new("rustc").arg("-vV").output().unwrap().stdout;
    let host = String::from_utf8(host).unwrap().lines().find_map(|line| line.strip_prefix("host: ").map(str::to_owned));
    tree.write(".cargo/config.toml", format!("[build]\ntarget = {:?}\n", host.unwrap()));
    for text in ["one", "two"] {
        unpack(&tree, "exercises/sys/greet/main.rs", &format!("fn main() {{ print!(\"{text}\"); }}\n"));
        let targets = targets(&tree);
        assert_eq!(run(build(&tree, &targets).unwrap().of(&targets[0]).unwrap().as_ref().unwrap()), text);
    }
}

#[test]
fn a_path_that_the_linker_cannot_take_is_no_verdict() {
    let tree = Tree::with(&["sys/greet"]);
    let odd = tree.path("{a} $HOME %41 #x");
    let targets = targets(&tree);
    let built = super::build_in(&tree.root, &odd, &targets, follow(&mut |_| {})).unwrap();
    match built.of(&targets[0]) {
        Some(Ok(artifact)) => assert_eq!(run(artifact), ""),
        Some(Err(failure)) => panic!("{}", failure.first_error),
        None => {
            let said = built.prevented(&targets[0]).unwrap().to_string();
            assert!(said.starts_with("cargo cannot build greet: the linker fails: ") && said.contains("%41"), "{said}");
        }
    }
}

#[test]
fn a_full_disk_is_no_verdict() {
    let tree = Tree::with(&["sys/greet"]);
    let small = tree.path("small");
    fs::create_dir(&small).unwrap();
    let targets = targets(&tree);
    let build = || super::build_in(&tree.root, &small, &targets, follow(&mut |_| {}));
    let built = thread::scope(|scope| scope.spawn(|| mount_small(&small).then(build)).join().unwrap());
    let Some(built) = built else {
        skipping::skipped("a_full_disk_is_no_verdict", "mounting is not allowed");
        return;
    };
    let fault = built.and_then(Built::all_known).unwrap_err().to_string();
    assert!(fault.starts_with("cargo cannot build"), "{fault}");
}

/// Mounts 3 MB of memory there, for this thread and what it starts alone.
fn mount_small(folder: &Path) -> bool {
    let path = std::ffi::CString::new(folder.as_os_str().as_encoded_bytes()).unwrap();
    let (nothing, data) = (std::ptr::null(), c"size=3m".as_ptr().cast());
    // SAFETY: the texts outlive the calls.
    unsafe {
        libc::unshare(libc::CLONE_NEWNS) == 0
            && libc::mount(nothing, c"/".as_ptr(), nothing, libc::MS_REC | libc::MS_PRIVATE, nothing.cast()) == 0
            && libc::mount(c"small".as_ptr(), path.as_ptr(), c"tmpfs".as_ptr(), 0, data) == 0
    }
}

#[test]
fn a_target_that_is_not_installed_is_no_verdict() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write(".cargo/config.toml", "[build]\ntarget = \"riscv32i-unknown-none-elf\"\n");
    let said = outcome(&tree, &targets(&tree));
    assert!(said.starts_with("cargo cannot build: can't find crate for `std`"), "{said}");
}

#[test]
fn what_new_makes_compiles_without_a_warning() {
    let tree = Tree::with(&["os_path/greet"]);
    let course = tree.discover();
    let greet = course.exercises().next().unwrap();
    let targets = [Target::of_exercise(greet), Target::of_solution(greet)];
    assert_eq!(outcome(&tree, &targets), "greet: ok, 0 warnings\ngreet_solution: ok, 0 warnings\n");
    let (wrong, faults) = wrong_programs(&tree.root, greet);
    assert!(faults.is_empty());
    let variant = |wrong: &Wrong| match &wrong.content {
        Content::Whole(files) => Variant { files: files.clone(), ..variant(&tree, "os_path/greet", &wrong.name, "") },
        Content::Patch => panic!("new makes no patch"),
    };
    let variants: Vec<Variant> = wrong.iter().map(variant).collect();
    let built = build_variants(&tree, &variants);
    assert!(built.iter().all(|one| one.as_ref().is_ok_and(|artifact| artifact.warnings.is_empty())), "{built:?}");
    assert_eq!(run(built[1].as_ref().unwrap()), "hello, world\n");
}

#[test]
fn an_old_program_is_never_taken_for_a_new_one() {
    let tree = Tree::with(&["sys/greet"]);
    let targets = targets(&tree);
    tree.write("exercises/sys/greet/main.rs", "fn main() { println!(\"old\"); }\n");
    let built = build(&tree, &targets).unwrap();
    assert_eq!(run(built.of(&targets[0]).unwrap().as_ref().unwrap()), "old\n");
    tree.write("exercises/sys/greet/main.rs", "fn main() { printn!(\"new\"); }\n");
    assert!(build(&tree, &targets).unwrap().of(&targets[0]).unwrap().is_err());
}

/// A file as it comes out of an archive: older than everything that was built.
fn unpack(tree: &Tree, path: &str, content: &str) {
    tree.write(path, content);
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let file = fs::File::options().append(true).open(tree.path(path)).unwrap();
    file.set_modified(std::time::SystemTime::now() - day).unwrap();
}

#[test]
fn a_program_is_of_the_bytes_that_are_there_whatever_their_time() {
    let tree = Tree::with(&["sys/greet"]);
    let targets = targets(&tree);
    let printed = || run(build(&tree, &targets).unwrap().of(&targets[0]).unwrap().as_ref().unwrap());
    let main = |text: &str| format!("mod part;\nfn main() {{ print!(\"{text} {{}}\", part::PART); }}\n");
    unpack(&tree, "exercises/sys/greet/part.rs", "pub const PART: u8 = 1;\n");
    tree.write("exercises/sys/greet/main.rs", main("new"));
    assert_eq!(printed(), "new 1");
    unpack(&tree, "exercises/sys/greet/main.rs", &main("old"));
    assert_eq!(printed(), "old 1");
    unpack(&tree, "exercises/sys/greet/main.rs", &main("new"));
    assert_eq!(printed(), "new 1");
    unpack(&tree, "exercises/sys/greet/part.rs", "pub const PART: u8 = 2;\n");
    assert_eq!(printed(), "new 2");
    // Built by others meanwhile, from other bytes: what is remembered is of another program.
    tree.write("exercises/sys/greet/part.rs", "pub const PART: u8 = 3;\n");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    cargo.args(["build", "-q", "--target-dir", "target", "-p", "sys-exercises"]).current_dir(&tree.root);
    assert!(cargo.status().unwrap().success());
    unpack(&tree, "exercises/sys/greet/part.rs", "pub const PART: u8 = 2;\n");
    assert_eq!(printed(), "new 2");
}

/// Only beside a solution do such folders hold something else.
#[test]
fn a_module_may_be_called_as_the_folders_beside_a_solution() {
    let tree = Tree::with(&["sys/greet"]);
    let main = "mod proof;\nmod stub;\nfn main() { print!(\"{}{}\", proof::ONE, stub::TWO); }\n";
    tree.write("exercises/sys/greet/main.rs", main);
    tree.write("exercises/sys/greet/proof/mod.rs", "pub const ONE: u8 = 1;\n");
    tree.write("exercises/sys/greet/stub/mod.rs", "pub const TWO: u8 = 2;\n");
    let targets = targets(&tree);
    let built = build(&tree, &targets).unwrap();
    assert_eq!(run(built.of(&targets[0]).unwrap().as_ref().unwrap()), "12");
    let greet = tree.discover().exercises().next().unwrap().clone();
    assert!(greet.sources(&tree.root).unwrap().contains_key(Path::new("proof/mod.rs")));
    assert!(greet.solution(&tree.root).unwrap().keys().eq([Path::new("main.rs")]));
}

#[test]
fn a_library_of_the_course_is_of_the_bytes_that_are_there() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write("crates/sys/src/bin/shows.rs", "fn main() { print!(\"{}\", sys_lesson::SHOWN); }\n");
    let targets: Vec<Target> = tree.discover().demos().map(Target::of_demo).collect();
    for shown in ["1", "2", "1"] {
        unpack(&tree, "crates/sys/src/lib.rs", &format!("pub const SHOWN: u8 = {shown};\n"));
        let built = build(&tree, &targets).unwrap();
        assert_eq!(run(built.of(&targets[0]).unwrap().as_ref().unwrap()), shown);
    }
}

#[test]
fn what_is_known_is_not_compiled_again() {
    let tree = Tree::with(&["sys/greet"]);
    let targets = targets(&tree);
    let compilations = || {
        let count = Cell::new(0);
        let mut note = |progress: Progress<'_>| {
            count.set(count.get() + usize::from(matches!(progress, Progress::Compiling { .. })));
        };
        super::build_in(&tree.root, &tree.path("target"), &targets, follow(&mut note)).unwrap();
        count.get()
    };
    assert_eq!((compilations(), compilations()), (1, 0));
    tree.write("exercises/sys/greet/main.rs", "fn main() {}\n");
    assert_eq!((compilations(), compilations()), (1, 0));
}

#[test]
fn checkouts_that_share_a_folder_share_no_program() {
    let (one, other) = (Tree::with(&["sys/greet"]), Tree::with(&["sys/greet"]));
    let folder = one.path("shared");
    let printed = |tree: &Tree| {
        let targets = targets(tree);
        let built = super::build_in(&tree.root, &folder, &targets, follow(&mut |_| {})).unwrap();
        run(built.of(&targets[0]).unwrap().as_ref().unwrap())
    };
    unpack(&one, "exercises/sys/greet/main.rs", "fn main() { print!(\"one\"); }\n");
    unpack(&other, "exercises/sys/greet/main.rs", "fn main() { print!(\"other\"); }\n");
    assert_eq!((printed(&one), printed(&other), printed(&one)), ("one".into(), "other".into(), "one".into()));
    let shared = |tree: &Tree| super::target_folder_in(&tree.root, Some("/shared".into()));
    assert_ne!(shared(&one), shared(&other));
}

#[test]
fn a_later_build_does_not_change_a_program_that_is_held() {
    let tree = Tree::with(&["sys/greet"]);
    let targets = targets(&tree);
    let made = |text: &str| {
        tree.write("exercises/sys/greet/main.rs", format!("fn main() {{ print!(\"{text}\"); }}\n"));
        build(&tree, &targets).unwrap()
    };
    let first = made("first");
    let second = made("second");
    let artifact = |built: &Built| built.of(&targets[0]).unwrap().as_ref().unwrap().clone();
    assert_eq!((run(&artifact(&first)), run(&artifact(&second))), ("first".into(), "second".into()));
    // What is given up is removed, and what a killed runner has left is swept by the next.
    let left = tree.path("target/runs/1-1");
    fs::create_dir_all(&left).unwrap();
    fs::write(left.join(".alive"), "").unwrap();
    drop(first);
    let third = made("third");
    assert!(!left.exists());
    assert_eq!(run(&artifact(&second)), "second");
    drop((second, third));
    assert_eq!(fs::read_dir(tree.path("target/runs")).unwrap().count(), 0);
}

#[test]
fn warnings_come_back_when_nothing_is_to_be_done() {
    let tree = Tree::with(&["sys/warns"]);
    tree.write("exercises/sys/warns/main.rs", "fn main() {\n    let unused = 1;\n}\n");
    let targets = targets(&tree);
    let first = build(&tree, &targets).unwrap();
    let second = build(&tree, &targets).unwrap();
    let warnings = |built: &Built| built.of(&targets[0]).unwrap().as_ref().unwrap().warnings.clone();
    assert_eq!(warnings(&first), warnings(&second));
    assert!(warnings(&first)[0].contains("unused variable"));
}

#[test]
fn a_library_that_does_not_compile_is_shown_with_its_demos() {
    let tree = Tree::with(&["sys/fine"]);
    tree.write("crates/sys/src/lib.rs", "pub fn broken() -> u8 { }\n");
    tree.write("crates/sys/src/bin/shows.rs", "fn main() { sys_lesson::broken(); }\n");
    let mut targets = targets(&tree);
    targets.extend(tree.discover().demos().map(Target::of_demo));
    expect![[r#"
        fine: ok, 0 warnings
        shows: error[E0308]: mismatched types at Some("crates/sys/src/lib.rs:1:20"), 0 more, 0 warnings
    "#]]
    .assert_eq(&outcome(&tree, &targets));
}

#[test]
fn a_fault_of_the_manifests_is_nobodys_verdict() {
    let tree = Tree::with(&["sys/greet"]);
    let targets = targets(&tree);
    let manifest = tree.read("exercises/sys/Cargo.toml");
    for (old, new, reason) in [
        ("[package]", "[package", "exercises/sys/Cargo.toml"),
        (
            "name = \"greet\"",
            "name = \"another\"",
            "no bin target named `greet` in `sys-exercises` package\n    cargo xtask new",
        ),
        ("autobins = false", "autobins = false\nedition.workspace = false", "workspace"),
        ("[lints]", "[dependencies]\nnowhere = { path = \"../nowhere\" }\n\n[lints]", "nowhere"),
    ] {
        tree.write("exercises/sys/Cargo.toml", &manifest);
        tree.replace("exercises/sys/Cargo.toml", old, new);
        // Cargo's words differ from version to version; ours come first, and its status lines never.
        let said = outcome(&tree, &targets);
        assert!(said.starts_with("cargo cannot build: ") && said.contains(reason), "{said}");
        assert!(!said.contains("Compiling") && !said.contains("backtrace"), "{said}");
    }
}

#[test]
fn a_target_folder_that_cannot_be_written() {
    let tree = Tree::with(&["sys/greet"]);
    // A file in the folder's place: even root cannot write below it.
    tree.write("target", "");
    expect![[r#"
        cargo cannot build: the target folder cannot be made
            name another one: CARGO_TARGET_DIR=/tmp/oslings cargo xtask check
    "#]]
    .assert_eq(&outcome(&tree, &targets(&tree)));
}

#[test]
fn nothing_to_build_asks_nobody() {
    let tree = Tree::empty();
    tree.write("Cargo.toml", "no manifest");
    assert!(build(&tree, &[]).is_ok());
}

#[test]
fn progress_is_told_and_an_interrupt_heard() {
    let tree = Tree::with(&["sys/greet", "sys/other"]);
    let targets = targets(&tree);
    let told = RefCell::new(Vec::new());
    let mut note = |progress: Progress<'_>| {
        if let Progress::Ready { targets, of } = progress {
            told.borrow_mut().push((targets, of));
        }
    };
    super::build_in(&tree.root, &tree.path("target"), &targets, follow(&mut note)).unwrap();
    assert_eq!(told.into_inner(), [(1, 2), (2, 2)]);

    // A compiler that never ends, in place of the real one.
    let compiler = tree.path("compiler");
    tree.write("compiler", "#!/bin/sh\ncase \"$*\" in *main.rs*) sleep 60;; *) exec rustc \"$@\";; esac\n");
    fs::set_permissions(&compiler, fs::Permissions::from_mode(0o755)).unwrap();
    tree.write(".cargo/config.toml", format!("[build]\nrustc = {compiler:?}\n"));
    let started = Cell::new(false);
    let mut note =
        |progress: Progress<'_>| started.set(started.get() || matches!(progress, Progress::Compiling { .. }));
    let follow = Follow { is_cancelled: &|| started.get(), progress: &mut note };
    let fault = super::build_in(&tree.root, &tree.path("target2"), &targets, follow).unwrap_err();
    assert_eq!(fault, super::interrupted());
}

fn variant(tree: &Tree, exercise: &str, name: &str, main: &str) -> Variant {
    let (topic, _) = exercise.split_once('/').unwrap();
    Variant {
        exercise: exercise.to_owned(),
        name: name.to_owned(),
        manifest: tree.path("exercises").join(topic).join("Cargo.toml"),
        files: BTreeMap::from([("main.rs".into(), main.as_bytes().to_vec())]),
    }
}

fn build_variants(tree: &Tree, variants: &[Variant]) -> variants::BuiltVariants {
    variants::build_in(&tree.root, &tree.path("target/prove"), variants, follow(&mut |_| {})).unwrap()
}

#[test]
fn variants_are_built_beside_the_real_ones() {
    let tree = Tree::with(&["sys/greet", "web/greet_web"]);
    let mut split = variant(&tree, "sys/greet", "split", "mod part;\nfn main() { println!(\"{}\", part::PART); }\n");
    split.files.insert("part.rs".into(), b"pub const PART: u8 = 7;\n".to_vec());
    let mut all = vec![
        variant(&tree, "sys/greet", "one", "fn main() { println!(\"one\"); }\n"),
        variant(&tree, "sys/greet", "broken", "fn main() { print }\n"),
        split,
        variant(&tree, "web/greet_web", "one", "fn main() { println!(\"other\"); }\n"),
    ];
    let built = build_variants(&tree, &all);
    let said = |built: &variants::BuiltVariants| -> Vec<String> {
        built.iter().map(|one| one.as_ref().map_or_else(|_| "-\n".to_owned(), run)).collect()
    };
    assert_eq!(said(&built), ["one\n", "-\n", "7\n", "other\n"]);
    // Changed: the one; mended: the other; without its part: no old one is picked up.
    all[0] = variant(&tree, "sys/greet", "one", "fn main() { println!(\"two\"); }\n");
    all[1] = variant(&tree, "sys/greet", "broken", "fn main() { println!(\"whole\"); }\n");
    all[2].files.remove(Path::new("part.rs"));
    assert_eq!(said(&build_variants(&tree, &all)), ["two\n", "whole\n", "-\n", "other\n"]);
    assert_eq!(said(&build_variants(&tree, &all[3..])), ["other\n"]);
    assert!(build_variants(&tree, &[]).is_empty());
}

#[test]
fn variants_have_the_dependencies_of_their_exercise() {
    let tree = Tree::with(&["sys/greet"]);
    tree.write("libs/near/Cargo.toml", "[package]\nname = \"near\"\nedition = \"2024\"\n[workspace]\n");
    tree.write("libs/near/src/lib.rs", "pub const NEAR: &str = \"near\";\n");
    tree.write("libs/far/Cargo.toml", "[package]\nname = \"far\"\nedition = \"2024\"\n[workspace]\n");
    tree.write("libs/far/src/lib.rs", "pub const FAR: &str = \"far\";\n");
    tree.replace(
        "Cargo.toml",
        "[workspace.package]",
        "[workspace.dependencies]\nfar = { path = \"libs/far\" }\n\n[workspace.package]",
    );
    tree.replace(
        "exercises/sys/Cargo.toml",
        "[lints]",
        "[dependencies]\nnear = { path = \"../../libs/near\" }\nfar.workspace = true\n\n[lints]",
    );
    let all = [
        variant(&tree, "sys/greet", "uses", "fn main() { println!(\"{} {}\", near::NEAR, far::FAR); }\n"),
        // The workspace's lints hold: an unused Result is an error.
        variant(&tree, "sys/greet", "lints", "fn main() { std::fs::remove_file(\"\"); }\n"),
    ];
    let built = build_variants(&tree, &all);
    assert_eq!(run(built[0].as_ref().unwrap()), "near far\n");
    assert!(built[1].as_ref().unwrap_err().first_error.contains("unused"), "{:?}", built[1]);
}
