//! The little that is needed of an executable file: what lies at an address, the functions by name, the line tables.

use std::collections::BTreeMap;

use super::bytes::{Bytes, text_at};
use super::lines::{self, LineRow, LineSections};

const LOAD: u32 = 1;
const GNU_EH_FRAME: u32 = 0x6474_e550;
const EXECUTABLE: u32 = 1;
const FUNCTION: u8 = 2;
const COMPRESSED: u64 = 0x800;

/// A 64-bit little-endian ELF file.
#[derive(Debug)]
pub struct Elf {
    bytes: Vec<u8>,
    segments: Vec<Segment>,
    /// Sorted by address.
    functions: Vec<Function>,
    pub eh_frame_hdr: Option<u64>,
    lines: [(usize, usize); 3],
}

#[derive(Debug, Clone, Copy)]
struct Segment {
    kind: u32,
    flags: u32,
    offset: u64,
    address: u64,
    file_bytes: u64,
}

/// A function of the symbol table; the name is an offset in the file.
#[derive(Debug, Clone, Copy)]
struct Function {
    start: u64,
    length: u64,
    name: usize,
}

impl Elf {
    /// None if this is not such a file, or a damaged one.
    pub fn parse(bytes: Vec<u8>) -> Option<Elf> {
        if !bytes.starts_with(b"\x7fELF\x02\x01") {
            return None;
        }
        let segments = segments(&bytes)?;
        let eh_frame_hdr = segments.iter().find(|segment| segment.kind == GNU_EH_FRAME).map(|segment| segment.address);
        let sections = sections(&bytes).unwrap_or_default();
        let find = |name: &str| sections.iter().find(|section| section.name == name);
        let range = |name| find(name).filter(|section| !section.is_compressed).map_or((0, 0), |section| section.range);
        let lines = [range(".debug_line"), range(".debug_line_str"), range(".debug_str")];
        let mut functions = Vec::new();
        for (symbols, names) in [(".symtab", ".strtab"), (".dynsym", ".dynstr")] {
            functions.extend(read_functions(&bytes, range(symbols), range(names)));
        }
        functions.sort_by_key(|function| function.start);
        Some(Elf { segments, functions, eh_frame_hdr, lines, bytes })
    }

    /// The file's bytes from this address to the end of their segment.
    pub fn at(&self, address: u64) -> Option<&[u8]> {
        let segment = self.segments.iter().find(|segment| {
            segment.kind == LOAD
                && address.checked_sub(segment.address).is_some_and(|inside| inside < segment.file_bytes)
        })?;
        let start = segment.offset.checked_add(address - segment.address)?;
        let end = segment.offset.checked_add(segment.file_bytes)?;
        self.bytes.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }

    /// The address in the file of what is mapped from `offset` on as code.
    pub fn code_address(&self, offset: u64) -> Option<u64> {
        let page = |value: u64| value & !0xfff;
        let holds = |segment: &&Segment| {
            segment.kind == LOAD
                && segment.flags & EXECUTABLE != 0
                && page(segment.offset) <= offset
                && offset < segment.offset.saturating_add(segment.file_bytes)
        };
        let segment = self.segments.iter().find(holds)?;
        segment.address.checked_sub(segment.offset)?.checked_add(offset)
    }

    /// The mangled name of the function that has this address.
    pub fn function(&self, address: u64) -> Option<&str> {
        let after = self.functions.partition_point(|function| function.start <= address);
        let before = self.functions.get(..after)?;
        let found = before.iter().rev().take(4).find(|function| address - function.start < function.length)?;
        text_at(&self.bytes, found.name as u64)
    }

    /// The lines that these addresses come from; addresses without one are missing.
    pub fn lines(&self, wanted: Vec<u64>) -> BTreeMap<u64, LineRow> {
        lines::look_up(self.line_sections(), wanted)
    }

    fn line_sections(&self) -> LineSections<'_> {
        let [lines, line_texts, texts] = self.lines.map(|(start, end)| self.bytes.get(start..end).unwrap_or(&[]));
        LineSections { lines, line_texts, texts }
    }
}

fn segments(bytes: &[u8]) -> Option<Vec<Segment>> {
    let table = usize::try_from(Bytes::from(bytes, 0x20).u64()?).ok()?;
    let mut sizes = Bytes::from(bytes, 0x36);
    let (size, count) = (usize::from(sizes.u16()?), usize::from(sizes.u16()?));
    (0..count)
        .map(|index| {
            let mut entry = Bytes::from(bytes, table.checked_add(index * size)?);
            let (kind, flags) = (entry.u32()?, entry.u32()?);
            let (offset, address, _) = (entry.u64()?, entry.u64()?, entry.u64()?);
            Some(Segment { kind, flags, offset, address, file_bytes: entry.u64()? })
        })
        .collect()
}

#[derive(Debug)]
struct Section<'a> {
    name: &'a str,
    range: (usize, usize),
    is_compressed: bool,
}

fn sections(bytes: &[u8]) -> Option<Vec<Section<'_>>> {
    let table = usize::try_from(Bytes::from(bytes, 0x28).u64()?).ok()?;
    let mut sizes = Bytes::from(bytes, 0x3a);
    let (size, count, names) = (usize::from(sizes.u16()?), usize::from(sizes.u16()?), usize::from(sizes.u16()?));
    let entry = |index: usize| {
        let mut entry = Bytes::from(bytes, table.checked_add(index * size)?);
        let (name, _kind, flags, _address) = (entry.u32()?, entry.u32()?, entry.u64()?, entry.u64()?);
        let (offset, length) = (usize::try_from(entry.u64()?).ok()?, usize::try_from(entry.u64()?).ok()?);
        Some((name, flags, (offset, offset.checked_add(length)?)))
    };
    let (_, _, (start, end)) = entry(names)?;
    let names = bytes.get(start..end)?;
    (0..count)
        .map(|index| {
            let (name, flags, range) = entry(index)?;
            Some(Section { name: text_at(names, u64::from(name))?, range, is_compressed: flags & COMPRESSED != 0 })
        })
        .collect()
}

fn read_functions(bytes: &[u8], symbols: (usize, usize), names: (usize, usize)) -> Vec<Function> {
    const ENTRY_BYTES: usize = 24;
    let Some(table) = bytes.get(symbols.0..symbols.1) else { return Vec::new() };
    let read = |entry: &[u8]| {
        let mut entry = Bytes::new(entry);
        let (name, info, _other, _section) = (entry.u32()?, entry.u8()?, entry.u8()?, entry.u16()?);
        let (start, length) = (entry.u64()?, entry.u64()?);
        let is_here = info & 0xf == FUNCTION && start != 0 && length != 0;
        is_here.then_some(Function { start, length, name: names.0.checked_add(name as usize)? })
    };
    table.chunks_exact(ENTRY_BYTES).filter_map(read).collect()
}
