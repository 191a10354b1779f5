//! Whose code a file is.

/// Is this the student's own code, and not the library's or a dependency's?
pub fn is_own(file: &str) -> bool {
    let is_std = ["/rustc/", "/rust/deps/"].iter().any(|folder| file.starts_with(folder))
        || ["std", "core", "alloc"].iter().any(|part| {
            let folder = format!("library/{part}/src/");
            file.starts_with(&folder) || file.contains(&format!("/{folder}"))
        });
    let is_dependency = ["/registry/src/", "/git/checkouts/"].iter().any(|folder| file.contains(folder));
    !is_std && !is_dependency
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn tells_own_code_from_the_library() {
        for own in ["src/main.rs", "exercises/sync/dinner/main.rs", "/home/a/library/src/main.rs"] {
            assert!(is_own(own), "{own}");
        }
        for other in [
            "/rustc/59807616e/library/std/src/sync/poison/mutex.rs",
            "/rust/deps/hashbrown-0.15/src/raw.rs",
            "library/core/src/result.rs",
            "/home/a/.rustup/toolchains/stable/lib/rustlib/src/rust/library/std/src/io/mod.rs",
            "/home/a/.cargo/registry/src/index.crates.io-1/anyhow-1.0.1/src/lib.rs",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }
}
