//! What little must be read from AArch64 instructions. Whatever has another shape than expected is not read at all.

use super::step::{Slot, Step};

/// How much code `syscall_number` is to be given.
#[cfg(target_arch = "aarch64")]
pub const SYSCALL_BYTES: usize = 8;

/// The number of the call that this code makes: `mov x8, n; svc 0`.
#[cfg(target_arch = "aarch64")]
pub fn syscall_number(code: &[u8]) -> Option<i64> {
    let (set, call) = (word(code, 0)?, word(code, 4)?);
    let is_call = set & 0xffe0_001f == 0xd280_0008 && call == 0xd400_0001;
    is_call.then_some(i64::from(set >> 5 & 0xffff))
}

/// `isb`, which is what `std::hint::spin_loop` is here.
#[cfg(target_arch = "aarch64")]
pub const PAUSE: [u8; 4] = [0xdf, 0x3f, 0x03, 0xd5];

/// How large a frame is need not be read from the code here: a function with a frame pointer has saved
/// the caller's where the tables say.
#[cfg(target_arch = "aarch64")]
pub fn frame_size(_code: &[u8]) -> Option<u64> {
    None
}

/// A return address without the signature that pointer authentication puts into its upper bits.
#[cfg(target_arch = "aarch64")]
pub fn without_signature(address: u64) -> u64 {
    address & 0x0000_ffff_ffff_ffff
}

/// Do these bytes, which lie before a return address, end with a call (`bl`, `blr`)?
pub fn ends_with_call(code: &[u8]) -> bool {
    let last = code.len().checked_sub(4).and_then(|start| word(code, start));
    last.is_some_and(|last| last & 0xfc00_0000 == 0x9400_0000 || last & 0xffff_fc1f == 0xd63f_0000)
}

/// The next instruction of a landing pad, if it is one of the few that such code is made of in a debug build.
pub fn step(code: &[u8], at: u64) -> Option<(Step, u64)> {
    let word = word(code, 0)?;
    let near = || at.wrapping_add_signed(i64::from((word << 6) as i32 >> 6) * 4);
    let writes_x0 = word & 0x1f == 0;
    let step = match word {
        _ if word & 0xfc00_0000 == 0x9400_0000 => Step::Call(near()),
        _ if word & 0xfc00_0000 == 0x1400_0000 => Step::Jump(near()),
        // add x0, sp, #n; sub x0, x29, #n
        _ if word & 0xffc0_03ff == 0x9100_03e0 => Step::FirstArgument(Some(Slot::Stack(immediate(word)))),
        _ if word & 0xffc0_03ff == 0xd100_03a0 => Step::FirstArgument(Some(Slot::Frame(-immediate(word)))),
        // tbz, tbnz of bit 0
        _ if word & 0xfef8_0000 == 0x3600_0000 => {
            let jump = i64::from((word << 13) as i32 >> 18) * 4;
            Step::JumpIf { bit: (word >> 24 & 1) as u8, register: word & 0x1f, target: at.wrapping_add_signed(jump) }
        }
        // ldrb w, [sp, #n]; ldurb w, [x29, #n]
        _ if word & 0xffc0_03e0 == 0x3940_03e0 => {
            Step::TestFlag { slot: Slot::Stack(immediate(word)), register: word & 0x1f }
        }
        _ if word & 0xffe0_0fe0 == 0x3840_03a0 => {
            Step::TestFlag { slot: Slot::Frame(near_immediate(word)), register: word & 0x1f }
        }
        // strb wzr, [sp, #n]; sturb wzr, [x29, #n]
        _ if word & 0xffc0_03ff == 0x3900_03ff => Step::SetByte { slot: Slot::Stack(immediate(word)), value: 0 },
        _ if word & 0xffe0_0fff == 0x3800_03bf => Step::SetByte { slot: Slot::Frame(near_immediate(word)), value: 0 },
        // A byte stored: which value is not known, so nothing after it is.
        _ if word & 0xffc0_0000 == 0x3900_0000 || word & 0xffe0_0c00 == 0x3800_0000 => return None,
        // Branches of every other kind: conditional, by register, system calls, returns.
        _ if word & 0x1c00_0000 == 0x1400_0000 => return None,
        _ if writes_x0 => Step::FirstArgument(None),
        _ => Step::Other,
    };
    Some((step, at.wrapping_add(4)))
}

/// Where in `code` a register of 64 bits is stored into the slot; offsets behind the instructions.
pub fn stores(code: &[u8], slot: Slot) -> Vec<usize> {
    let is_store = |word: u32| match slot {
        // str x, [sp, #n]; stur x, [x29, #n]
        Slot::Stack(n) => word & 0xffc0_03e0 == 0xf900_03e0 && i64::from(word >> 10 & 0xfff) * 8 == n,
        Slot::Frame(n) => word & 0xffe0_0fe0 == 0xf800_03a0 && near_immediate(word) == n,
    };
    let starts = (0..code.len()).step_by(4);
    starts.filter(|at| word(code, *at).is_some_and(is_store)).map(|at| at + 4).collect()
}

fn immediate(word: u32) -> i64 {
    i64::from(word >> 10 & 0xfff)
}

/// Nine bits with their sign.
fn near_immediate(word: u32) -> i64 {
    i64::from((word << 11) as i32 >> 23)
}

fn word(code: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(code.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_calls() {
        assert!(ends_with_call(&0x9400_0010_u32.to_le_bytes()));
        assert!(ends_with_call(&0xd63f_0100_u32.to_le_bytes())); // blr x8
        assert!(!ends_with_call(&0x1400_0010_u32.to_le_bytes()));
        assert!(!ends_with_call(&[]));
    }

    #[test]
    fn walks_a_landing_pad() {
        let at = |word: u32| step(&word.to_le_bytes(), 0x1000).map(|(step, _)| step);
        assert_eq!(at(0x9100_63e0), Some(Step::FirstArgument(Some(Slot::Stack(0x18))))); // add x0, sp, #0x18
        assert_eq!(at(0xd100_83a0), Some(Step::FirstArgument(Some(Slot::Frame(-0x20))))); // sub x0, x29, #0x20
        assert_eq!(at(0x9400_0004), Some(Step::Call(0x1010)));
        assert_eq!(at(0x17ff_ffff), Some(Step::Jump(0xffc)));
        assert_eq!(at(0xf900_07e8), Some(Step::Other)); // str x8, [sp, #8]
        assert_eq!(at(0xaa08_03e0), Some(Step::FirstArgument(None))); // mov x0, x8
        assert_eq!(at(0x5400_0040), None); // b.eq
        assert_eq!(at(0xd65f_03c0), None); // ret
        assert_eq!(at(0x3608_0048), None); // tbz w8, #1
        assert_eq!(at(0x3700_0048), Some(Step::JumpIf { bit: 1, register: 8, target: 0x1008 })); // tbnz w8, #0, .+8
        assert_eq!(at(0x3941_5fe8), Some(Step::TestFlag { slot: Slot::Stack(0x57), register: 8 })); // ldrb w8, [sp, #0x57]
        assert_eq!(at(0x3901_5fff), Some(Step::SetByte { slot: Slot::Stack(0x57), value: 0 })); // strb wzr, [sp, #0x57]
        assert_eq!(at(0x385f_f3a8), Some(Step::TestFlag { slot: Slot::Frame(-1), register: 8 })); // ldurb w8, [x29, #-1]
    }

    #[test]
    fn finds_stores() {
        let code: Vec<u8> = [0xf900_0fe8_u32, 0xf81e_03a9, 0x3900_83ea].iter().flat_map(|w| w.to_le_bytes()).collect();
        assert_eq!(stores(&code, Slot::Stack(0x18)), [4]);
        assert_eq!(stores(&code, Slot::Frame(-0x20)), [8]);
        assert!(stores(&code, Slot::Stack(0x20)).is_empty());
    }
}
