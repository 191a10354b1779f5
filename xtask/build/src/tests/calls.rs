//! The call of cargo: warnings, faults, progress, interrupts.

use super::*;

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
        ("[lints]", "[dev-dependencies]\nnowhere = { path = \"../nowhere\" }\n\n[lints]", "nowhere"),
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
    crate::build_in(&tree.root, &tree.path("target"), &targets, follow(&mut note)).unwrap();
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
    let fault = crate::build_in(&tree.root, &tree.path("target2"), &targets, follow).unwrap_err();
    assert_eq!(fault, crate::interrupted());
}
