//! What little must be read from x86-64 instructions. Whatever has another shape than expected is not read at all.

use super::bytes::Bytes;
use super::step::{Slot, Step};

/// How much code `syscall_number` is to be given.
#[cfg(not(target_arch = "aarch64"))]
pub const SYSCALL_BYTES: usize = 7;

/// The number of the call that this code makes: `mov eax, n; syscall`.
#[cfg(not(target_arch = "aarch64"))]
pub fn syscall_number(code: &[u8]) -> Option<i64> {
    let [0xb8, a, b, c, d, 0x0f, 0x05] = *code else { return None };
    Some(i64::from(u32::from_le_bytes([a, b, c, d])))
}

/// `pause`, which is what `std::hint::spin_loop` is here.
#[cfg(not(target_arch = "aarch64"))]
pub const PAUSE: [u8; 2] = [0xf3, 0x90];

/// How far below the frame pointer the stack pointer is, from the way the function begins;
/// None if it begins in another way.
///
/// `push rbp; mov rbp, rsp; push ..; sub rsp, n`
pub fn frame_size(code: &[u8]) -> Option<u64> {
    let code = code.strip_prefix(&[0xf3, 0x0f, 0x1e, 0xfa]).unwrap_or(code);
    let mut bytes = Bytes::new(code.strip_prefix(&[0x55, 0x48, 0x89, 0xe5])?);
    let mut size = 0u64;
    loop {
        match bytes.u8()? {
            0x50..=0x57 => size += 8,
            0x41 if matches!(bytes.u8()?, 0x50..=0x57) => size += 8,
            0x48 => match (bytes.u8()?, bytes.u8()?) {
                (0x83, 0xec) => return size.checked_add(u64::from(bytes.u8()?)),
                (0x81, 0xec) => return size.checked_add(u64::from(bytes.u32()?)),
                // The stack pointer is rounded: by how much is not to be seen here.
                (0x83 | 0x81, 0xe4) => return None,
                _ => return Some(size),
            },
            _ => return Some(size),
        }
    }
}

/// Return addresses are not signed here.
pub fn without_signature(address: u64) -> u64 {
    address
}

/// Do these bytes, which lie before a return address, end with a call?
pub fn ends_with_call(code: &[u8]) -> bool {
    let at_end = |back: usize| code.len().checked_sub(back).and_then(|start| code.get(start..)).unwrap_or(&[]);
    let is_indirect = |operand: Option<&u8>| operand.is_some_and(|operand| operand >> 3 & 7 == 2);
    at_end(5).first() == Some(&0xe8)
        || at_end(6).starts_with(&[0xff, 0x15])
        || [2, 3, 6, 7].iter().any(|back| at_end(*back).first() == Some(&0xff) && is_indirect(at_end(*back).get(1)))
}

/// The next instruction of a landing pad, if it is one of the few that such code is made of in a debug build.
pub fn step(code: &[u8], at: u64) -> Option<(Step, u64)> {
    let mut bytes = Bytes::new(code);
    let mut opcode = bytes.u8()?;
    let mut rex = 0;
    if matches!(opcode, 0x40..=0x4f) {
        rex = opcode;
        opcode = bytes.u8()?;
    }
    let step = match opcode {
        0xe8 | 0xe9 => {
            let jump = i64::from(bytes.u32()? as i32);
            let target = at.wrapping_add(bytes.at() as u64).wrapping_add_signed(jump);
            if opcode == 0xe8 { Step::Call(target) } else { Step::Jump(target) }
        }
        0xeb => {
            let jump = i64::from(bytes.u8()? as i8);
            Step::Jump(at.wrapping_add(bytes.at() as u64).wrapping_add_signed(jump))
        }
        0x8d => {
            let (operand, slot) = operand(&mut bytes)?;
            let is_first_argument = operand >> 3 & 7 == 7 && rex & 4 == 0;
            if is_first_argument { Step::FirstArgument(Some(slot?)) } else { Step::Other }
        }
        0x88..=0x8b => {
            let (operand, _) = operand(&mut bytes)?;
            let is_store = opcode < 0x8a;
            match (is_store, operand) {
                (true, 0xe7) if rex == 0x48 => Step::FirstArgument(Some(Slot::Stack(0))),
                // mov edi/rdi, ..
                (true, 0xc0..) if operand & 7 == 7 && rex & 1 == 0 => Step::FirstArgument(None),
                (false, _) if operand >> 3 & 7 == 7 && rex & 4 == 0 => Step::FirstArgument(None),
                _ => Step::Other,
            }
        }
        // jne, je
        0x74 | 0x75 => {
            let jump = i64::from(bytes.u8()? as i8);
            let target = at.wrapping_add(bytes.at() as u64).wrapping_add_signed(jump);
            Step::JumpIf { bit: opcode & 1, register: 0, target }
        }
        0x0f => {
            let condition = bytes.u8().filter(|condition| matches!(condition, 0x84 | 0x85))?;
            let jump = i64::from(bytes.u32()? as i32);
            let target = at.wrapping_add(bytes.at() as u64).wrapping_add_signed(jump);
            Step::JumpIf { bit: condition & 1, register: 0, target }
        }
        // test byte [..], 1
        0xf6 => match (operand(&mut bytes)?, bytes.u8()?) {
            ((operand, Some(slot)), 1) if operand >> 3 & 7 == 0 => Step::TestFlag { slot, register: 0 },
            _ => return None,
        },
        0xc6 => match (operand(&mut bytes)?.1, bytes.u8()?) {
            (Some(slot), value) => Step::SetByte { slot, value },
            (None, _) => Step::Other,
        },
        0x24 | 0xa8 => bytes.skip(1).map(|()| Step::Other)?,
        0x31 | 0x33 | 0x84 | 0x85 => operand(&mut bytes).map(|_| Step::Other)?,
        0x80 | 0x83 => {
            operand(&mut bytes)?;
            bytes.skip(1).map(|()| Step::Other)?
        }
        0xc7 => {
            operand(&mut bytes)?;
            bytes.skip(4).map(|()| Step::Other)?
        }
        _ => return None,
    };
    Some((step, at.wrapping_add(bytes.at() as u64)))
}

/// A ModRM byte with what belongs to it; the slot if it is memory relative to the stack or frame pointer.
fn operand(bytes: &mut Bytes<'_>) -> Option<(u8, Option<Slot>)> {
    const SIB: u8 = 4;
    const FRAME: u8 = 5;
    const STACK_ONLY: u8 = 0x24;
    let operand = bytes.u8()?;
    let (mode, base) = (operand >> 6, operand & 7);
    if mode == 3 {
        return Some((operand, None));
    }
    let is_stack = base == SIB && bytes.u8()? == STACK_ONLY;
    let distance = match mode {
        0 if base == FRAME => bytes.skip(4).map(|()| 0)?, // relative to the instruction
        0 => 0,
        1 => i64::from(bytes.u8()? as i8),
        _ => i64::from(bytes.u32()? as i32),
    };
    let slot = match base {
        _ if is_stack => Some(Slot::Stack(distance)),
        FRAME if mode != 0 => Some(Slot::Frame(distance)),
        _ => None,
    };
    Some((operand, slot))
}

/// Where in `code` a register of 64 bits is stored into the slot; offsets behind the instructions.
pub fn stores(code: &[u8], slot: Slot) -> Vec<usize> {
    let starts = (0..code.len().saturating_sub(2)).filter_map(|at| {
        let mut bytes = Bytes::from(code, at);
        let (rex, opcode) = (bytes.u8()?, bytes.u8()?);
        if !matches!(rex, 0x48 | 0x4c) || opcode != 0x89 {
            return None;
        }
        let (_, stored) = operand(&mut bytes)?;
        (stored == Some(slot)).then_some(bytes.at())
    });
    starts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_how_large_a_frame_is() {
        // push rbp; mov rbp, rsp; push r14; push rbx; sub rsp, 0x20
        assert_eq!(frame_size(&[0x55, 0x48, 0x89, 0xe5, 0x41, 0x56, 0x53, 0x48, 0x83, 0xec, 0x20, 0x90]), Some(0x30));
        // push rbp; mov rbp, rsp; push rax; mov eax, [rdi]
        assert_eq!(frame_size(&[0x55, 0x48, 0x89, 0xe5, 0x50, 0x8b, 0x07]), Some(8));
        // endbr64; push rbp; mov rbp, rsp; sub rsp, 0x1234
        assert_eq!(
            frame_size(&[0xf3, 0x0f, 0x1e, 0xfa, 0x55, 0x48, 0x89, 0xe5, 0x48, 0x81, 0xec, 0x34, 0x12, 0, 0]),
            Some(0x1234)
        );
        // .. and rsp, -32
        assert_eq!(frame_size(&[0x55, 0x48, 0x89, 0xe5, 0x48, 0x83, 0xe4, 0xe0]), None);
        // No frame pointer.
        assert_eq!(frame_size(&[0x48, 0x83, 0xec, 0x38]), None);
    }

    #[test]
    fn tells_calls() {
        assert!(ends_with_call(&[0x90, 0xe8, 1, 2, 3, 4]));
        assert!(ends_with_call(&[0x67, 0xe8, 1, 2, 3, 4]));
        assert!(ends_with_call(&[0xff, 0x15, 1, 2, 3, 4]));
        assert!(ends_with_call(&[0x90, 0xff, 0xd0]));
        assert!(ends_with_call(&[0x90, 0xff, 0x50, 0x18]));
        assert!(!ends_with_call(&[0x90; 8]));
        assert!(!ends_with_call(&[]));
    }

    #[test]
    fn walks_a_landing_pad() {
        let at = |code: &[u8]| step(code, 0x1000);
        // lea rdi, [rsp + 0x58]
        assert_eq!(at(&[0x48, 0x8d, 0x7c, 0x24, 0x58]), Some((Step::FirstArgument(Some(Slot::Stack(0x58))), 0x1005)));
        // lea rdi, [rbp - 0x10]
        assert_eq!(at(&[0x48, 0x8d, 0x7d, 0xf0]), Some((Step::FirstArgument(Some(Slot::Frame(-0x10))), 0x1004)));
        // call .+5+0x10, jmp .+2-3
        assert_eq!(at(&[0xe8, 0x10, 0, 0, 0]), Some((Step::Call(0x1015), 0x1005)));
        assert_eq!(at(&[0xeb, 0xfd]), Some((Step::Jump(0xfff), 0x1002)));
        // mov [rsp + 0xe8], rcx; mov eax, edx; mov rdi, [rsp]
        assert_eq!(at(&[0x48, 0x89, 0x8c, 0x24, 0xe8, 0, 0, 0]), Some((Step::Other, 0x1008)));
        assert_eq!(at(&[0x89, 0xd0]), Some((Step::Other, 0x1002)));
        assert_eq!(at(&[0x48, 0x8b, 0x3c, 0x24]), Some((Step::FirstArgument(None), 0x1004)));
        // test byte [rsp + 0x196], 1; jne .+2+2; je .+6+0x10; mov byte [rsp + 0x196], 0
        let slot = Slot::Stack(0x196);
        assert_eq!(at(&[0xf6, 0x84, 0x24, 0x96, 1, 0, 0, 1]), Some((Step::TestFlag { slot, register: 0 }, 0x1008)));
        assert_eq!(at(&[0x75, 2]), Some((Step::JumpIf { bit: 1, register: 0, target: 0x1004 }, 0x1002)));
        assert_eq!(
            at(&[0x0f, 0x84, 0x10, 0, 0, 0]),
            Some((Step::JumpIf { bit: 0, register: 0, target: 0x1016 }, 0x1006))
        );
        assert_eq!(at(&[0xc6, 0x84, 0x24, 0x96, 1, 0, 0, 0]), Some((Step::SetByte { slot, value: 0 }, 0x1008)));
        // jg, and a return
        assert_eq!(at(&[0x7f, 0x02]), None);
        assert_eq!(at(&[0xc3]), None);
    }

    #[test]
    fn finds_stores() {
        // mov [rsp + 0x58], rcx; mov [rsp + 0x60], al; mov [rsp + 0x58], r9
        let code = [0x48, 0x89, 0x4c, 0x24, 0x58, 0x88, 0x44, 0x24, 0x60, 0x4c, 0x89, 0x4c, 0x24, 0x58];
        assert_eq!(stores(&code, Slot::Stack(0x58)), [5, 14]);
        assert!(stores(&code, Slot::Stack(0x60)).is_empty());
    }
}
