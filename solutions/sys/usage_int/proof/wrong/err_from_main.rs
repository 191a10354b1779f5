//! verdict: wrong-output
//! Believes that an error returned from main is printed as it reads. It is printed in its Debug form, after "Error: ".

use std::env;

fn main() -> Result<(), String> {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let [word] = words.as_slice() else {
        return Err("usage: usage_int N\n  N  a whole number".to_owned());
    };
    let n: i64 = word.parse().map_err(|_| format!("usage_int: '{word}' is not a number"))?;
    let double = n.checked_mul(2).ok_or_else(|| format!("usage_int: '{word}' is out of range"))?;
    println!("{double}");
    Ok(())
}
