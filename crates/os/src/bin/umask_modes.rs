//! umask_modes: which rights a new file does *not* get. Setting the mask is the only way to read it.
//!
//! ```console
//! $ umask_modes
//! umask(022) says the mask was {:/[0-7][0-7][0-7]/}
//! asked for 666, got 644; a folder, asked for 777, got 755
//! umask(077) says the mask was 022
//! asked for 666, got 600; a folder, asked for 777, got 700
//! chmod(666) afterwards: 666
//! a child has 077, sets 000; ours is still 077
//! ```
//!
//! Notice the way it works: the bits of the mask are taken away from what the program asks for. `File::create` asks
//! for 666, everybody may read and write, and trusts the mask. `chmod` sets the rights as given, without a mask.
//!
//! The mask belongs to the whole process, all its threads, and is inherited. To read it one sets another and puts the
//! old one back; in between, a second thread's new file gets the wrong rights. Linux also shows it in
//! `/proc/self/status`. For a file that holds a secret don't rely on it: open it with the mode 600
//! (`OpenOptionsExt::mode`).
//!
//! Try this: take the x bits away with 111, and enter the new folder. Erratum: E43 (the book keeps quiet about the old
//! mask).

use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use nix::sys::stat::{Mode, umask};
use os_lesson::Scratch;

fn main() -> anyhow::Result<()> {
    let folder = Scratch::new().context("create_dir")?;
    for mask in [0o022, 0o077] {
        let old = umask(Mode::from_bits_truncate(mask));
        println!("umask({mask:03o}) says the mask was {:03o}", old.bits());

        let (file, subfolder) = (folder.path().join(format!("f{mask}")), folder.path().join(format!("d{mask}")));
        File::create(&file).context("create")?;
        fs::create_dir(&subfolder).context("create_dir")?;
        println!("asked for 666, got {}; a folder, asked for 777, got {}", mode(&file)?, mode(&subfolder)?);
    }
    let file = folder.path().join("f18"); // 022 is 18
    fs::set_permissions(&file, Permissions::from_mode(0o666)).context("chmod")?;
    println!("chmod(666) afterwards: {}", mode(&file)?);

    let answer = Command::new("sh").args(["-c", "umask; umask 000"]).output().context("sh")?;
    let inherited = String::from_utf8_lossy(&answer.stdout);
    let ours = umask(Mode::empty());
    println!(
        "a child has 0{}, sets 000; ours is still {:03o}",
        inherited.trim_end().trim_start_matches('0'),
        ours.bits()
    );
    Ok(())
}

/// The nine bits that say who may do what, in octal as everybody writes them.
fn mode(path: &Path) -> anyhow::Result<String> {
    let mode = fs::metadata(path).context("stat")?.permissions().mode();
    Ok(format!("{:03o}", mode & 0o777))
}
