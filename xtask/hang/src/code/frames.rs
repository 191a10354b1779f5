//! How a function's caller is found: `.eh_frame`, which is in every program that can unwind.
//!
//! Only what compilers emit for C and Rust: no expressions, and of the saved registers only the frame
//! pointer and the return address.

use super::bytes::Bytes;
use super::elf::Elf;

/// The numbers that DWARF gives to the registers that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Registers {
    pub stack: u64,
    pub frame: u64,
    /// Where the return address is, as a column of the table.
    pub link: u64,
}

#[cfg(target_arch = "aarch64")]
pub const NATIVE: Registers = Registers { stack: 31, frame: 29, link: 30 };
#[cfg(not(target_arch = "aarch64"))]
pub const NATIVE: Registers = Registers { stack: 7, frame: 6, link: 16 };

/// What holds at one instruction of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// First address of the function.
    pub start: u64,
    /// First address after it.
    pub end: u64,
    /// Its table of landing pads, if it has one.
    pub landing_pads: Option<u64>,
    /// The stack pointer of the caller: this register plus this many bytes.
    pub caller: (Base, i64),
    /// Where the caller's frame pointer is.
    pub frame: Saved,
    /// Where the return address is.
    pub link: Saved,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    Stack,
    Frame,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// Still in its register.
    InRegister,
    /// This many bytes from the caller's stack pointer.
    At(i64),
    /// It cannot be told, or there is no caller.
    Nowhere,
}

/// The frame at this address.
pub fn frame_at(elf: &Elf, address: u64, registers: Registers) -> Option<Frame> {
    let entry = Entry::read(elf, find(elf, address)?)?;
    if !(entry.start..entry.end).contains(&address) {
        return None;
    }
    let begin = Rules { caller: None, frame: Saved::InRegister, link: Saved::InRegister };
    let mut machine = Machine { at: entry.start, now: begin, begin, remembered: Vec::new() };
    machine.run(entry.common.program, &entry.common, address, registers)?;
    machine.begin = machine.now;
    machine.run(entry.program, &entry.common, address, registers)?;
    let Rules { caller, frame, link } = machine.now;
    let (start, end, landing_pads) = (entry.start, entry.end, entry.landing_pads);
    Some(Frame { start, end, landing_pads, caller: caller?, frame, link })
}

/// The entry for an address, by binary search in `.eh_frame_hdr`.
fn find(elf: &Elf, address: u64) -> Option<u64> {
    const TABLE_OF_PAIRS: u8 = 0x3b;
    let header = elf.eh_frame_hdr?;
    let all = elf.at(header)?;
    let mut bytes = Bytes::new(all);
    let (version, frames, count, table) = (bytes.u8()?, bytes.u8()?, bytes.u8()?, bytes.u8()?);
    if version != 1 || table != TABLE_OF_PAIRS {
        return None;
    }
    pointer(&mut bytes, frames, header)?;
    let count = usize::try_from(pointer(&mut bytes, count, header)?).ok()?;
    let pairs = all.get(bytes.at()..)?;
    let start_of = |index: usize| {
        let mut pair = Bytes::from(pairs, index.checked_mul(8)?);
        let (start, entry) = (pair.u32()? as i32, pair.u32()? as i32);
        Some((header.wrapping_add_signed(i64::from(start)), header.wrapping_add_signed(i64::from(entry))))
    };
    let (mut low, mut high) = (0, count.min(pairs.len() / 8));
    while low < high {
        let middle = low.midpoint(high);
        if start_of(middle)?.0 <= address { low = middle + 1 } else { high = middle }
    }
    start_of(low.checked_sub(1)?).map(|(_, entry)| entry)
}

/// An encoded pointer that lies at `base + bytes.at()`.
pub fn pointer(bytes: &mut Bytes<'_>, encoding: u8, base: u64) -> Option<u64> {
    const OMITTED: u8 = 0xff;
    if encoding == OMITTED {
        return None;
    }
    let place = base.wrapping_add(bytes.at() as u64);
    let value = match encoding & 0x0f {
        0x00 | 0x04 | 0x0c => bytes.u64()?,
        0x01 => bytes.uleb()?,
        0x02 => u64::from(bytes.u16()?),
        0x03 => u64::from(bytes.u32()?),
        0x09 => bytes.sleb()? as u64,
        0x0a => i64::from(bytes.u16()? as i16) as u64,
        0x0b => i64::from(bytes.u32()? as i32) as u64,
        _ => return None,
    };
    match encoding & 0x70 {
        0x00 => Some(value),
        0x10 if value == 0 => Some(0),
        0x10 => Some(place.wrapping_add(value)),
        // Relative to the header, which is only used for the table's own numbers.
        0x30 => Some(base.wrapping_add(value)),
        _ => None,
    }
}

/// What several functions have in common.
struct Common<'a> {
    code_unit: u64,
    data_unit: i64,
    pointers: u8,
    landing_pads: u8,
    has_extra: bool,
    program: &'a [u8],
}

/// One function.
struct Entry<'a> {
    start: u64,
    end: u64,
    landing_pads: Option<u64>,
    program: &'a [u8],
    common: Common<'a>,
}

impl<'a> Entry<'a> {
    fn read(elf: &'a Elf, at: u64) -> Option<Entry<'a>> {
        let record = record(elf, at)?;
        let mut bytes = Bytes::new(record);
        let back = u64::from(bytes.u32()?);
        let base = at.wrapping_add(4);
        let common = Common::read(elf, base.checked_sub(back)?)?;
        let start = pointer(&mut bytes, common.pointers, base)?;
        let length = pointer(&mut bytes, common.pointers & 0x0f, 0)?;
        let mut landing_pads = None;
        if common.has_extra {
            let extra = bytes.uleb()?;
            let program = bytes.at().checked_add(usize::try_from(extra).ok()?)?;
            landing_pads = pointer(&mut bytes, common.landing_pads, base).filter(|address| *address != 0);
            bytes = Bytes::from(record, program);
        }
        let program = record.get(bytes.at()..)?;
        Some(Entry { start, end: start.checked_add(length)?, landing_pads, program, common })
    }
}

impl<'a> Common<'a> {
    fn read(elf: &'a Elf, at: u64) -> Option<Common<'a>> {
        let record = record(elf, at)?;
        let mut bytes = Bytes::new(record);
        let (id, version) = (bytes.u32()?, bytes.u8()?);
        if id != 0 || !matches!(version, 1 | 3) {
            return None;
        }
        let extras = bytes.text()?;
        let (code_unit, data_unit) = (bytes.uleb()?, bytes.sleb()?);
        // The number of the return address's column, which is the same everywhere.
        let _ = if version == 1 { u64::from(bytes.u8()?) } else { bytes.uleb()? };
        let mut common =
            Common { code_unit, data_unit, pointers: 0, landing_pads: 0xff, has_extra: false, program: &[] };
        if let Some(extras) = extras.strip_prefix('z') {
            common.has_extra = true;
            let length = usize::try_from(bytes.uleb()?).ok()?;
            let program = bytes.at().checked_add(length)?;
            for extra in extras.chars() {
                match extra {
                    'L' => common.landing_pads = bytes.u8()?,
                    'R' => common.pointers = bytes.u8()?,
                    'P' => {
                        let encoding = bytes.u8()?;
                        pointer(&mut bytes, encoding & 0x0f, 0)?;
                    }
                    // A signed return address, which `Image` takes the signature off.
                    'B' => {}
                    // A signal handler's frame is no call; others we don't know.
                    _ => return None,
                }
            }
            bytes = Bytes::from(record, program);
        } else if !extras.is_empty() {
            return None;
        }
        common.program = record.get(bytes.at()..)?;
        Some(common)
    }
}

/// A record without its length.
fn record(elf: &Elf, at: u64) -> Option<&[u8]> {
    let mut bytes = Bytes::new(elf.at(at)?);
    let length = bytes.u32()?;
    if length == 0 || length == u32::MAX { None } else { bytes.take(length as usize) }
}

#[derive(Debug, Clone, Copy)]
struct Rules {
    caller: Option<(Base, i64)>,
    frame: Saved,
    link: Saved,
}

struct Machine {
    at: u64,
    now: Rules,
    begin: Rules,
    remembered: Vec<Rules>,
}

impl Machine {
    /// Up to the rules that hold at `address`.
    fn run(&mut self, program: &[u8], common: &Common<'_>, address: u64, registers: Registers) -> Option<()> {
        let mut bytes = Bytes::new(program);
        while !bytes.is_at_end() {
            let opcode = bytes.u8()?;
            let low = u64::from(opcode & 0x3f);
            let step = match opcode {
                0x40..=0x7f => low,
                0x02 => u64::from(bytes.u8()?),
                0x03 => u64::from(bytes.u16()?),
                0x04 => u64::from(bytes.u32()?),
                _ => {
                    self.rule(opcode, low, &mut bytes, common, registers)?;
                    continue;
                }
            };
            self.at = self.at.wrapping_add(step.wrapping_mul(common.code_unit));
            if self.at > address {
                break;
            }
        }
        Some(())
    }

    fn rule(
        &mut self,
        opcode: u8,
        low: u64,
        bytes: &mut Bytes<'_>,
        common: &Common<'_>,
        registers: Registers,
    ) -> Option<()> {
        let base = |register: u64| match register {
            r if r == registers.stack => Some(Base::Stack),
            r if r == registers.frame => Some(Base::Frame),
            _ => None,
        };
        match opcode {
            0x80..=0xbf => {
                let offset = scaled(bytes.uleb()?, common)?;
                self.set(low, Saved::At(offset), registers);
            }
            0xc0..=0xff => self.restore(low, registers),
            0x00 | 0x2d => {} // nothing; the return address gets or loses its signature
            0x05 => {
                let register = bytes.uleb()?;
                let offset = scaled(bytes.uleb()?, common)?;
                self.set(register, Saved::At(offset), registers);
            }
            0x06 => {
                let register = bytes.uleb()?;
                self.restore(register, registers);
            }
            0x07 => self.set(bytes.uleb()?, Saved::Nowhere, registers),
            0x08 => self.set(bytes.uleb()?, Saved::InRegister, registers),
            0x09 => {
                let register = bytes.uleb()?;
                bytes.uleb()?;
                self.set(register, Saved::Nowhere, registers);
            }
            0x0a => self.remembered.push(self.now),
            0x0b => self.now = self.remembered.pop()?,
            0x0c => {
                let (register, offset) = (bytes.uleb()?, bytes.uleb()?);
                self.now.caller = base(register).zip(i64::try_from(offset).ok());
            }
            0x0d => {
                let register = bytes.uleb()?;
                self.now.caller = base(register).zip(self.now.caller.map(|(_, offset)| offset));
            }
            0x0e => {
                let offset = i64::try_from(bytes.uleb()?).ok()?;
                self.now.caller = self.now.caller.map(|(base, _)| (base, offset));
            }
            0x0f => {
                let length = bytes.uleb()?;
                bytes.skip(length)?;
                self.now.caller = None;
            }
            0x10 | 0x16 => {
                let (register, length) = (bytes.uleb()?, bytes.uleb()?);
                bytes.skip(length)?;
                self.set(register, Saved::Nowhere, registers);
            }
            0x11 => {
                let (register, offset) = (bytes.uleb()?, bytes.sleb()?);
                self.set(register, Saved::At(offset.checked_mul(common.data_unit)?), registers);
            }
            0x2e => bytes.uleb().map(drop)?,
            _ => return None,
        }
        Some(())
    }

    fn set(&mut self, register: u64, saved: Saved, registers: Registers) {
        if register == registers.frame {
            self.now.frame = saved;
        } else if register == registers.link {
            self.now.link = saved;
        }
    }

    fn restore(&mut self, register: u64, registers: Registers) {
        let saved = if register == registers.frame { self.begin.frame } else { self.begin.link };
        self.set(register, saved, registers);
    }
}

fn scaled(offset: u64, common: &Common<'_>) -> Option<i64> {
    i64::try_from(offset).ok()?.checked_mul(common.data_unit)
}
