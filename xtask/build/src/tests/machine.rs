//! Compilers that cannot stand a source, and machines that cannot build: who is to blame, and that nobody else is.

use super::*;

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
fn outcome_within(tree: &Tree, most: limits::Most, targets: &[Target]) -> String {
    let built = crate::build_within(&tree.root, &tree.path("target"), targets, most, follow(&mut |_| {})).unwrap();
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
    let most = limits::Most { cpu_s: 2, memory_bytes: 256 << 20, ..limits::USUAL };
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
    let most = limits::Most { idle_s: 2, ..limits::USUAL };
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
        killed: cargo cannot build killed: the compiler was killed
            has the machine too little memory?
    "#]]
    .assert_eq(&outcome_within(&tree, limits::USUAL, &targets(&tree)));
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
    let said = outcome_within(&tree, limits::USUAL, &targets(&tree));
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
    let built = crate::build_in(&tree.root, &odd, &targets, follow(&mut |_| {})).unwrap();
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
    let build = || crate::build_in(&tree.root, &small, &targets, follow(&mut |_| {}));
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
