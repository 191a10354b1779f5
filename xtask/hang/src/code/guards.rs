//! Which locks a frame holds.
//!
//! std's Mutex does not know who holds it. The compiler does: for every call it notes a landing pad, the code that drops
//! the locals that are alive if the call panics. If that code drops a `MutexGuard` in some slot of the frame, then there is
//! a guard in that slot while the call lasts, and its first field is the lock. Where it depends on the way the program came
//! there whether a local is alive, the compiler keeps a flag in the frame, which the landing pad tests; so do we.

use std::collections::BTreeSet;

use super::bytes::Bytes;
use super::elf::Elf;
use super::frames::{Frame, pointer};
use super::step::{Slot, Step};

#[cfg(target_arch = "aarch64")]
use super::aarch64 as machine;
#[cfg(not(target_arch = "aarch64"))]
use super::x86_64 as machine;

/// A guard that is alive, and the address behind the instruction that put it there if there is just one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guard {
    pub slot: Slot,
    pub stored: Option<u64>,
}

/// The guards that are alive in a frame while the call lasts whose last byte is at `address`. `byte` reads the frame.
pub fn alive(elf: &Elf, frame: &Frame, address: u64, byte: impl Fn(Slot) -> Option<u8>) -> Vec<Guard> {
    let Some(pad) = landing_pad(elf, frame, address) else { return Vec::new() };
    let guard = |slot: Slot| {
        let length = usize::try_from(address.checked_sub(frame.start)?).ok()?;
        let stores = machine::stores(elf.at(frame.start)?.get(..length)?, slot);
        let stored = if let [only] = stores.as_slice() { Some(frame.start + *only as u64) } else { None };
        Some(Guard { slot, stored })
    };
    dropped(elf, frame, pad, byte).into_iter().filter_map(guard).collect()
}

/// Where a panic in that call would go on, from the function's table.
fn landing_pad(elf: &Elf, frame: &Frame, address: u64) -> Option<u64> {
    const OMITTED: u8 = 0xff;
    let table = frame.landing_pads?;
    let mut bytes = Bytes::new(elf.at(table)?);
    let base = match bytes.u8()? {
        OMITTED => frame.start,
        encoding => pointer(&mut bytes, encoding, table)?,
    };
    if bytes.u8()? != OMITTED {
        bytes.uleb()?;
    }
    let encoding = bytes.u8()?;
    let length = usize::try_from(bytes.uleb()?).ok()?;
    let mut calls = Bytes::new(bytes.take(length)?);
    while !calls.is_at_end() {
        let mut field = || pointer(&mut calls, encoding & 0x0f, 0);
        let (start, length, pad) = (field()?, field()?, field()?);
        calls.uleb()?;
        let inside = address.checked_sub(frame.start.checked_add(start)?);
        if inside.is_some_and(|inside| inside < length) {
            return (pad != 0).then(|| base.checked_add(pad))?;
        }
    }
    None
}

/// The slots whose guards the landing pad drops.
fn dropped(elf: &Elf, frame: &Frame, pad: u64, byte: impl Fn(Slot) -> Option<u8>) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut seen = BTreeSet::new();
    let mut set: Vec<(Slot, u8)> = Vec::new();
    let mut argument = None;
    let mut flag = None;
    let mut at = pad;
    while (frame.start..frame.end).contains(&at) && seen.insert(at) {
        let Some((step, next)) = elf.at(at).and_then(|code| machine::step(code, at)) else { break };
        at = next;
        match step {
            Step::FirstArgument(slot) => argument = slot,
            Step::Jump(target) => at = target,
            Step::SetByte { slot, value } => set.push((slot, value)),
            Step::TestFlag { slot, register } => {
                let own = set.iter().rev().find(|(other, _)| *other == slot).map(|(_, value)| *value);
                flag = own.or_else(|| byte(slot)).map(|byte| (byte & 1, register));
            }
            Step::JumpIf { bit, register, target } => match flag {
                Some((value, tested)) if tested == register => at = if value == bit { target } else { next },
                _ => break,
            },
            Step::Other => {}
            Step::Call(target) => {
                let name = elf.function(target).unwrap_or_default();
                // Anything else may not come back.
                if !name.contains("drop_in_place") {
                    break;
                }
                if is_drop_of_guard(name) {
                    slots.extend(argument);
                }
                argument = None;
            }
        }
    }
    slots
}

/// `core::ptr::drop_in_place::<std::sync::MutexGuard<_>>`, in the one way of writing symbols or the other.
fn is_drop_of_guard(symbol: &str) -> bool {
    const OLD: &str = "drop_in_place$LT$std..sync..poison..mutex..MutexGuard$LT$";
    const NEW: &str = "13drop_in_placeINtNtNtNtC";
    symbol.contains(OLD)
        || symbol
            .split_once(NEW)
            .and_then(|(_, rest)| rest.split_once('_'))
            .is_some_and(|(_, path)| path.starts_with("3std4sync6poison5mutex10MutexGuard"))
}

#[cfg(test)]
mod tests {
    use super::is_drop_of_guard;

    #[test]
    fn knows_the_drop_of_a_guard() {
        let guard =
            "_ZN4core3ptr68drop_in_place$LT$std..sync..poison..mutex..MutexGuard$LT$i64$GT$$GT$17h6f8262fc8824f24bE";
        assert!(is_drop_of_guard(guard));
        let in_an_error = "_ZN4core3ptr106drop_in_place$LT$std..sync..poison..PoisonError$LT$std..sync..poison..mutex..MutexGuard$LT$i64$GT$$GT$$GT$17hd80aE";
        assert!(!is_drop_of_guard(in_an_error));
        let new = "_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtNtNtCsjrHSEGnQ3l9_3std4sync6poison5mutex10MutexGuarduEEB_";
        assert!(is_drop_of_guard(new));
        let result = "_RINvNtCsgEmfK2I1SDS_4core3ptr13drop_in_placeINtNtB4_6result6ResultINtNtNtNtCsjrHSEGnQ3l9_3std4sync6poison5mutex10MutexGuarduEE";
        assert!(!is_drop_of_guard(result));
    }
}
