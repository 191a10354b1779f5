//! A program counts only if it was made of the bytes that are there.

use super::*;

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
        crate::build_in(&tree.root, &tree.path("target"), &targets, follow(&mut note)).unwrap();
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
        let built = crate::build_in(&tree.root, &folder, &targets, follow(&mut |_| {})).unwrap();
        run(built.of(&targets[0]).unwrap().as_ref().unwrap())
    };
    unpack(&one, "exercises/sys/greet/main.rs", "fn main() { print!(\"one\"); }\n");
    unpack(&other, "exercises/sys/greet/main.rs", "fn main() { print!(\"other\"); }\n");
    assert_eq!((printed(&one), printed(&other), printed(&one)), ("one".into(), "other".into(), "one".into()));
    let shared = |tree: &Tree| crate::target_folder_in(&tree.root, Some("/shared".into()));
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
