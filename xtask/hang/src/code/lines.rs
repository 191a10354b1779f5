//! The line tables of DWARF, versions 2 to 5: which line of which file an address comes from.

use std::collections::BTreeMap;

use super::bytes::{Bytes, text_at};

/// Where an address comes from. Line 0 stands for none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRow {
    /// As the compiler was given it: of one's own code relative to the folder of the build.
    pub file: String,
    pub line: u32,
}

/// What the line tables are made of.
#[derive(Debug, Clone, Copy)]
pub struct LineSections<'a> {
    pub lines: &'a [u8],
    pub line_texts: &'a [u8],
    pub texts: &'a [u8],
}

/// Looks up all addresses in one pass through the tables. Addresses without a line are not in the answer.
pub fn look_up(sections: LineSections<'_>, mut wanted: Vec<u64>) -> BTreeMap<u64, LineRow> {
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = BTreeMap::new();
    let mut units = Bytes::new(sections.lines);
    while !units.is_at_end() {
        let Some((unit, is_64)) = next_unit(&mut units) else { break };
        // A unit that cannot be read leaves the others readable.
        let _ = read_unit(unit, is_64, sections, &wanted, &mut found);
    }
    found
}

fn next_unit<'a>(units: &mut Bytes<'a>) -> Option<(&'a [u8], bool)> {
    let short = units.u32()?;
    let is_64 = short == u32::MAX;
    let length = if is_64 { units.u64()? } else { u64::from(short) };
    Some((units.take(usize::try_from(length).ok()?)?, is_64))
}

/// The numbers of a unit's header that its program needs.
struct Header<'a> {
    minimum_instruction: u64,
    line_base: i8,
    line_range: u8,
    opcode_base: u8,
    operands: &'a [u8],
    names: Names<'a>,
}

/// The file and folder tables, read only if one of the unit's lines is wanted.
struct Names<'a> {
    bytes: Bytes<'a>,
    version: u16,
    is_64: bool,
    sections: LineSections<'a>,
}

fn read_unit(
    unit: &[u8],
    is_64: bool,
    sections: LineSections<'_>,
    wanted: &[u64],
    found: &mut BTreeMap<u64, LineRow>,
) -> Option<()> {
    let mut bytes = Bytes::new(unit);
    let version = bytes.u16()?;
    if !(2..=5).contains(&version) {
        return None;
    }
    if version >= 5 {
        bytes.skip(2)?; // the size of an address and of a segment
    }
    let header_length = if is_64 { bytes.u64()? } else { u64::from(bytes.u32()?) };
    let program = bytes.at().checked_add(usize::try_from(header_length).ok()?)?;
    let minimum_instruction = u64::from(bytes.u8()?);
    bytes.skip(if version >= 4 { 2 } else { 1 })?; // operations an instruction, is_stmt
    let line_base = bytes.u8()? as i8;
    let line_range = bytes.u8()?;
    let opcode_base = bytes.u8()?;
    let operands = bytes.take(usize::from(opcode_base.checked_sub(1)?))?;
    let names = Names { bytes, version, is_64, sections };
    let header = Header { minimum_instruction, line_base, line_range, opcode_base, operands, names };
    if header.line_range == 0 {
        return None;
    }
    let hits = run(Bytes::from(unit, program), &header, wanted)?;
    if !hits.is_empty() {
        let files = header.names.read();
        for (address, file, line) in hits {
            if let Some(Some(file)) = files.get(usize::try_from(file).ok()?) {
                found.entry(address).or_insert(LineRow { file: file.clone(), line });
            }
        }
    }
    Some(())
}

#[derive(Clone, Copy)]
struct Row {
    address: u64,
    file: u64,
    line: u64,
}

const BEGIN: Row = Row { address: 0, file: 1, line: 1 };

/// Runs the unit's program; gives address, file and line of what is wanted.
fn run(mut program: Bytes<'_>, header: &Header<'_>, wanted: &[u64]) -> Option<Vec<(u64, u64, u32)>> {
    let mut hits = Vec::new();
    let mut row = BEGIN;
    let mut last: Option<Row> = None;
    let per_line = u64::from(header.line_range);
    while !program.is_at_end() {
        let opcode = program.u8()?;
        let mut emits = false;
        if opcode >= header.opcode_base {
            let step = u64::from(opcode - header.opcode_base);
            row.address = row.address.wrapping_add((step / per_line) * header.minimum_instruction);
            row.line = row.line.wrapping_add_signed(i64::from(header.line_base) + (step % per_line) as i64);
            emits = true;
        } else {
            match opcode {
                0 => {
                    let length = usize::try_from(program.uleb()?).ok()?;
                    let mut operation = Bytes::new(program.take(length)?);
                    match operation.u8() {
                        Some(1) => {
                            cover(last.take(), row.address, wanted, &mut hits);
                            row = BEGIN;
                        }
                        Some(2) => row.address = operation.u64()?,
                        _ => {}
                    }
                }
                1 => emits = true,
                2 => row.address = row.address.wrapping_add(program.uleb()?.wrapping_mul(header.minimum_instruction)),
                3 => row.line = row.line.wrapping_add_signed(program.sleb()?),
                4 => row.file = program.uleb()?,
                8 => {
                    let step = u64::from(255 - header.opcode_base) / per_line;
                    row.address = row.address.wrapping_add(step * header.minimum_instruction);
                }
                9 => row.address = row.address.wrapping_add(u64::from(program.u16()?)),
                other => {
                    for _ in 0..*header.operands.get(usize::from(other) - 1)? {
                        program.uleb()?;
                    }
                }
            }
        }
        if emits {
            cover(last.replace(row), row.address, wanted, &mut hits);
        }
    }
    Some(hits)
}

/// All that is wanted from a row's address to before the next one's comes from that row.
fn cover(row: Option<Row>, end: u64, wanted: &[u64], hits: &mut Vec<(u64, u64, u32)>) {
    let Some(row) = row.filter(|row| row.address < end && row.address != 0) else { return };
    let from = wanted.partition_point(|address| *address < row.address);
    let covered = wanted[from..].iter().take_while(|address| **address < end);
    hits.extend(covered.map(|address| (*address, row.file, u32::try_from(row.line).unwrap_or(0))));
}

impl Names<'_> {
    /// The file names by their number.
    fn read(self) -> Vec<Option<String>> {
        if self.version >= 5 { self.read_described() } else { self.read_plain() }.unwrap_or_default()
    }

    fn read_plain(mut self) -> Option<Vec<Option<String>>> {
        // Folder 0 is the one of the build, and file 0 is not used.
        let mut folders = vec![""];
        loop {
            match self.bytes.text()? {
                "" => break,
                folder => folders.push(folder),
            }
        }
        let mut files = vec![None];
        loop {
            let name = self.bytes.text()?;
            if name.is_empty() {
                return Some(files);
            }
            let folder = usize::try_from(self.bytes.uleb()?).ok()?;
            self.bytes.uleb()?; // time
            self.bytes.uleb()?; // size
            files.push(folders.get(folder).map(|folder| join(folder, name)));
        }
    }

    fn read_described(mut self) -> Option<Vec<Option<String>>> {
        let folders = self.read_table()?;
        let files = self.read_table()?;
        let full = |(name, folder): &(String, u64)| match *folder {
            // The folder of the build, which no message needs.
            0 => Some(name.clone()),
            other => Some(join(&folders.get(usize::try_from(other).ok()?)?.0, name)),
        };
        Some(files.iter().map(full).collect())
    }

    /// Entries of (name, number of the folder), each laid out as the table's own description says.
    fn read_table(&mut self) -> Option<Vec<(String, u64)>> {
        const NAME: u64 = 1;
        const FOLDER: u64 = 2;
        let mut layout = Vec::new();
        for _ in 0..self.bytes.u8()? {
            layout.push((self.bytes.uleb()?, self.bytes.uleb()?));
        }
        let count = self.bytes.uleb()?;
        let mut entries = Vec::new();
        for _ in 0..count {
            if self.bytes.is_at_end() {
                return None;
            }
            let mut entry = (String::new(), 0);
            for (content, form) in &layout {
                match (*content, self.read_form(*form)?) {
                    (NAME, Value::Text(text)) => entry.0 = text.to_owned(),
                    (FOLDER, Value::Number(number)) => entry.1 = number,
                    _ => {}
                }
            }
            entries.push(entry);
        }
        Some(entries)
    }

    fn read_form(&mut self, form: u64) -> Option<Value<'_>> {
        let bytes = &mut self.bytes;
        let offset = |bytes: &mut Bytes<'_>| if self.is_64 { bytes.u64() } else { bytes.u32().map(u64::from) };
        Some(match form {
            0x08 => Value::Text(bytes.text()?),
            0x1f => Value::Text(text_at(self.sections.line_texts, offset(bytes)?)?),
            0x0e => Value::Text(text_at(self.sections.texts, offset(bytes)?)?),
            0x0b => Value::Number(u64::from(bytes.u8()?)),
            0x05 => Value::Number(u64::from(bytes.u16()?)),
            0x06 => Value::Number(u64::from(bytes.u32()?)),
            0x07 => Value::Number(bytes.u64()?),
            0x0f => Value::Number(bytes.uleb()?),
            0x1e => bytes.skip(16).map(|()| Value::Other)?,
            0x09 => {
                let length = bytes.uleb()?;
                bytes.skip(length).map(|()| Value::Other)?
            }
            _ => return None,
        })
    }
}

enum Value<'a> {
    Text(&'a str),
    Number(u64),
    Other,
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() || name.starts_with('/') { name.to_owned() } else { format!("{folder}/{name}") }
}
