//! Programs that are compiled again without cargo, and those for which cargo is called.

use super::*;

/// A course of these exercises, and one more that cargo stumbles over when it is called.
fn course(exercises: &[&str]) -> (Tree, Vec<Target>) {
    let tree = Tree::with(&[exercises, &["web/spare"]].concat());
    let targets = targets(&tree).into_iter().filter(|target| target.program != "spare").collect();
    (tree, targets)
}

/// Builds where cargo fails whenever it is called, over the manifest of another topic. None if it was.
fn build_without_cargo(tree: &Tree, targets: &[Target]) -> Option<Built> {
    const OTHER: &str = "exercises/web/Cargo.toml";
    let whole = tree.read(OTHER);
    tree.write(OTHER, "[package");
    let built = build(tree, targets);
    tree.write(OTHER, whole);
    built.ok()
}

/// Has cargo compile all of it. The first call makes a lock file, and nothing is remembered of the time before.
fn compile_by_cargo(tree: &Tree, targets: &[Target]) {
    for call in 0..2 {
        for target in targets {
            let source = fs::read_to_string(&target.main).unwrap();
            fs::write(&target.main, format!("{source}// {call}\n")).unwrap();
        }
        tree.write("Cargo.toml", format!("{}# {call}\n", tree.read("Cargo.toml")));
        build(tree, targets).unwrap();
    }
}

/// As demos and solutions are built: an exercise takes in no library of this machine.
fn with_any_library(targets: Vec<Target>) -> Vec<Target> {
    targets.into_iter().map(|target| Target { sources: Sources::Any, ..target }).collect()
}

fn main_that_prints(word: &str) -> String {
    format!("fn main() {{ println!(\"{word}\"); }}\n")
}

const GREET: &str = "exercises/sys/greet/main.rs";

#[test]
fn after_an_edit_cargo_is_not_called() {
    let (tree, all) = course(&["sys/greet", "sys/other"]);
    tree.write("exercises/sys/other/main.rs", "fn main() { let unused = 1; }\n");
    compile_by_cargo(&tree, &all);
    for word in ["one", "two"] {
        tree.write(GREET, main_that_prints(word));
        let built = build_without_cargo(&tree, &all).expect("cargo is not needed");
        let of = |target| built.of(target).unwrap().as_ref().unwrap();
        assert_eq!(run(of(&all[0])), format!("{word}\n"));
        assert!(of(&all[1]).warnings[0].contains("unused variable"), "what was said of the other is not forgotten");
    }
    tree.write("exercises/sys/other/main.rs", main_that_prints("both"));
    assert!(build_without_cargo(&tree, &all).is_some(), "one is compiled");
    tree.write("exercises/sys/other/main.rs", main_that_prints("changed"));
    tree.write(GREET, main_that_prints("changed"));
    assert!(build_without_cargo(&tree, &all).is_none(), "cargo compiles two side by side");
}

#[test]
fn what_the_compiler_says_is_told_as_if_cargo_had_called_it() {
    let (tree, all) = course(&["sys/greet"]);
    for source in [
        "fn main() { let unused = 1; print }\n",
        "fn main() { std::fs::remove_file(\"\"); }\n",
        "fn main() { let unused = 1; }\n",
        "fn main() {\n",
        "mod gone;\nfn main() {}\n",
    ] {
        tree.write(GREET, main_that_prints("whole"));
        compile_by_cargo(&tree, &all);
        tree.write(GREET, source);
        let without = build_without_cargo(&tree, &all).expect("cargo is not needed");
        let settings = tree.read("Cargo.toml");
        tree.write("Cargo.toml", format!("{settings}# Otherwise.\n"));
        let by_cargo = build(&tree, &all).unwrap();
        assert_eq!(format!("{:?}", said(&without, &all[0])), format!("{:?}", said(&by_cargo, &all[0])), "{source}");
    }
}

fn said<'b>(built: &'b Built, target: &Target) -> Result<&'b [String], &'b BuildFailure> {
    built.of(target).unwrap().as_ref().map(|artifact| artifact.warnings.as_slice())
}

#[test]
fn what_asks_for_cargos_variables_is_compiled_by_cargo() {
    let (tree, all) = course(&["sys/greet"]);
    compile_by_cargo(&tree, &all);
    for asks in ["env!(\"CARGO_PKG_NAME\")", "option_env!(\"CARGO_PKG_NAME\").unwrap_or(\"nothing\")"] {
        tree.write(GREET, format!("fn main() {{ println!(\"{{}}\", {asks}); }}\n"));
        let built = build(&tree, &all).unwrap();
        assert_eq!(run(built.of(&all[0]).unwrap().as_ref().unwrap()), "sys-exercises\n");
    }
}

#[test]
fn a_compiler_that_waits_is_stopped_without_cargo_too() {
    let (tree, all) = course(&["sys/greet"]);
    compile_by_cargo(&tree, &all);
    assert!(Command::new("mkfifo").arg(tree.path("fifo")).status().unwrap().success());
    tree.write(GREET, "fn main() { print!(\"{}\", include_str!(\"../../../fifo\")); }\n");
    let most = limits::Most { idle_s: 2, ..limits::USUAL };
    let built = crate::build_within(&tree.root, &tree.path("target"), &all, most, follow(&mut |_| {})).unwrap();
    let failure = said(&built, &all[0]).unwrap_err();
    assert!(failure.first_error.contains("the compiler waited 2 s for something"), "{}", failure.first_error);
}

#[test]
fn when_anything_else_has_changed_cargo_is_called() {
    let (tree, all) = course(&["sys/greet"]);
    let all = with_any_library(all);
    tree.write(".cargo/config.toml", "");
    tree.write("libs/near/Cargo.toml", "[package]\nname = \"near\"\nedition = \"2024\"\n");
    tree.write("libs/near/src/lib.rs", "");
    tree.replace(
        "exercises/sys/Cargo.toml",
        "[lints]",
        "[dependencies]\nnear = { path = \"../../libs/near\" }\n\n[lints]",
    );
    for (path, more) in [
        ("Cargo.toml", "# More.\n"),
        ("exercises/sys/Cargo.toml", "# More.\n"),
        ("libs/near/src/lib.rs", "// More.\n"),
        (".cargo/config.toml", "[build]\nrustflags = [\"--cfg\", \"more\"]\n"),
        ("rust-toolchain.toml", "[toolchain]\n"),
    ] {
        compile_by_cargo(&tree, &all);
        tree.write(GREET, main_that_prints(path));
        assert!(build_without_cargo(&tree, &all).is_some(), "{path}");
        let before = fs::read_to_string(tree.path(path)).unwrap_or_default();
        tree.write(path, format!("{before}{more}"));
        assert!(build_without_cargo(&tree, &all).is_none(), "{path}");
    }
}

#[test]
fn a_library_that_was_made_anew_is_left_to_cargo() {
    let (tree, all) = course(&["sys/greet"]);
    let all = with_any_library(all);
    tree.write("libs/near/Cargo.toml", "[package]\nname = \"near\"\nedition = \"2024\"\n");
    tree.write("libs/near/src/lib.rs", "");
    tree.replace(
        "exercises/sys/Cargo.toml",
        "[lints]",
        "[dependencies]\nnear = { path = \"../../libs/near\" }\n\n[lints]",
    );
    compile_by_cargo(&tree, &all);
    let made = fs::read_dir(tree.path("target/debug/deps")).unwrap().map(|entry| entry.unwrap().path());
    let library = made.into_iter().find(|path| path.extension().is_some_and(|it| it == "rlib")).unwrap();
    tree.write(GREET, main_that_prints("one"));
    assert!(build_without_cargo(&tree, &all).is_some());
    let now = std::time::SystemTime::now() + std::time::Duration::from_secs(1);
    fs::File::options().append(true).open(&library).unwrap().set_modified(now).unwrap();
    tree.write(GREET, main_that_prints("two"));
    assert!(build_without_cargo(&tree, &all).is_none());
    fs::remove_file(&library).unwrap();
    assert!(build_without_cargo(&tree, &all).is_none());
}

#[test]
fn cargo_remembers_what_it_knows_of_the_compiler() {
    let (tree, all) = course(&["sys/greet"]);
    build(&tree, &all).unwrap();
    assert!(tree.path("target/.rustc_info.json").exists(), "it asks the compiler at each call");
}
