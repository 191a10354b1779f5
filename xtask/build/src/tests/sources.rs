//! What is compiled, and what cargo is not even asked.

use super::*;

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
fn what_the_compiler_does_not_write_down_is_not_taken_in() {
    let tree = Tree::with(&["sys/assembles", "sys/links"]);
    let assembles = "mod deep;\nfn main() {}\n";
    tree.write("exercises/sys/assembles/main.rs", assembles);
    tree.write(
        "exercises/sys/assembles/deep/mod.rs",
        "// one\nstd::arch::global_asm!(\".incbin \\\"/etc/hostname\\\"\");\n",
    );
    tree.write("exercises/sys/links/main.rs", "#[link(name = \"c\")]\nunsafe extern \"C\" {}\nfn main() {}\n");
    expect![[r#"
        assembles: error: exercises/sys/assembles/deep/mod.rs:2 uses `global_asm!`, which may take in other files at None, 0 more, 0 warnings
        links: error: exercises/sys/links/main.rs:1 uses `#[link]`, which may take in other files at None, 0 more, 0 warnings
    "#]].assert_eq(&outcome(&tree, &targets(&tree)));
}

#[test]
fn what_an_exercise_forbids_is_not_said() {
    let tree = Tree::with(&["sys/greet", "sys/other"]);
    tree.replace("exercises/sys/greet/exercise.toml", "points = 10", "forbids = [\"set_var\"]\npoints = 10");
    for id in ["greet", "other"] {
        let main = "// set_var\nfn main() {\n    unsafe { std::env::set_var(\"set_var\", \"\") }\n}\n";
        tree.write(&format!("exercises/sys/{id}/main.rs"), main);
    }
    expect![[r#"
        greet: error: exercises/sys/greet/main.rs:3 uses `set_var`, which this exercise forbids at None, 0 more, 0 warnings
        other: ok, 0 warnings
    "#]].assert_eq(&outcome(&tree, &targets(&tree)));
}

/// A program's package is the course's: what is put into its Cargo.toml, or into that of the workspace, is told.
#[test]
fn a_package_has_nothing_but_programs() {
    const MANIFEST: &str = "exercises/sys/Cargo.toml";
    let tree = Tree::with(&["sys/greet"]);
    let (manifest, workspace) = (tree.read(MANIFEST), tree.read("Cargo.toml"));
    tree.write("helper/Cargo.toml", "[package]\nname = \"helper\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    tree.write("helper/src/lib.rs", "pub fn help() {}\n");
    let inherited = "exclude = [\"helper\"]\ndependencies.helper.path = \"helper\"\n";
    tree.write("Cargo.toml", workspace.replace("[workspace]\n", &format!("[workspace]\n{inherited}")));
    let mut said = String::new();
    let mut came = |what: &str, text: &str| {
        tree.write(MANIFEST, text);
        said += &format!("{what}: {}", outcome(&tree, &targets(&tree)));
    };
    came("as it is", &manifest);
    let with = |dependency: &str| format!("{manifest}\n[dependencies]\n{dependency}\n");
    came("path", &with("helper.path = \"../../helper\""));
    came("inherited", &with("helper.workspace = true"));
    came("script", &manifest.replace("build = false", "build = \"greet/build.rs\""));
    came("library", &format!("{manifest}\n[lib]\npath = \"../../helper/src/lib.rs\"\n"));
    expect![[r#"
        as it is: greet: ok, 0 warnings
        path: greet: error: exercises/sys/Cargo.toml takes in `helper`, which is not of crates.io at None, 0 more, 0 warnings
        inherited: greet: error: sys-exercises takes in `helper`, which is not of crates.io at None, 0 more, 0 warnings
        script: greet: error: exercises/sys/Cargo.toml has a build script at None, 0 more, 0 warnings
        library: greet: error: exercises/sys/Cargo.toml has a library beside its programs at None, 0 more, 0 warnings
    "#]].assert_eq(&said);
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
