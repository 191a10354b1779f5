//! verdict: faked
//! Believes that env(1) is there to run a command in another environment.

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::ExitStatusExt;
fn main() -> std::process::ExitCode {
    let a: Vec<OsString> = std::env::args_os().skip(1).collect();
    if a.len() < 3 || a[0].is_empty() || a[0].as_bytes().contains(&b'=') {
        eprintln!("usage");
        return 2.into();
    }
    let mut nv = a[0].clone();
    nv.push("=");
    nv.push(&a[1]);
    let say = |p: &[&[u8]]| {
        let mut o = std::io::stdout();
        o.write_all(&p.concat()).unwrap();
        o.flush().unwrap();
    };
    let here = || match std::env::var_os(&a[0]) {
        Some(v) => say(&[b"here: ", a[0].as_bytes(), b"=", v.as_bytes(), b"\n"]),
        None => say(&[b"here: ", a[0].as_bytes(), b" is not set\n"]),
    };
    here();
    let mut path = OsString::from("PATH=");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    let forms: [(&[u8], &OsString, Vec<OsString>); 3] = [
        (b"with ", &nv, vec![nv.clone()]),
        (b"without ", &a[0], vec!["-u".into(), a[0].clone()]),
        (b"only ", &nv, vec!["-i".into(), path, nv.clone()]),
    ];
    for (w, t, f) in forms {
        say(&[w, t.as_bytes(), b"\n"]);
        let s = std::process::Command::new("env").args(f).args(&a[2..]).status().unwrap();
        if s.code() == Some(127) {
            return 127.into();
        }
        match s.signal() {
            Some(n) => say(&[b"signal ", n.to_string().as_bytes(), b"\n"]),
            None => say(&[b"exit code ", s.code().unwrap().to_string().as_bytes(), b"\n"]),
        }
    }
    here();
    0.into()
}
