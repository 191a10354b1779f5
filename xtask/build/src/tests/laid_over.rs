//! Variants of exercises, built beside the real ones.

use super::*;

fn variant(tree: &Tree, exercise: &str, name: &str, main: &str) -> Variant {
    let (topic, _) = exercise.split_once('/').unwrap();
    Variant {
        exercise: exercise.to_owned(),
        name: name.to_owned(),
        manifest: tree.path("exercises").join(topic).join("Cargo.toml"),
        forbids: Vec::new(),
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
