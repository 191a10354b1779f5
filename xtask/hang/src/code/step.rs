//! What an instruction of a landing pad does, on whichever machine.

/// A place in a frame, in bytes from the stack pointer or the frame pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    Stack(i64),
    Frame(i64),
}

/// What an instruction of a landing pad does, as far as it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The first argument of a call to come is the address of this slot, or something unknown.
    FirstArgument(Option<Slot>),
    Call(u64),
    Jump(u64),
    /// The lowest bit of a byte of the frame is looked at, by way of this register if the machine needs one.
    TestFlag {
        slot: Slot,
        register: u32,
    },
    /// Goes there if the bit was as said.
    JumpIf {
        bit: u8,
        register: u32,
        target: u64,
    },
    SetByte {
        slot: Slot,
        value: u8,
    },
    Other,
}
