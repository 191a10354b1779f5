//! Numbers out of bytes that may be anything: what is not there is `None`, and nothing panics.

/// A place in bytes, moving on with every read. Little-endian, as both machines are.
#[derive(Debug, Clone)]
pub struct Bytes<'a> {
    all: &'a [u8],
    at: usize,
}

impl<'a> Bytes<'a> {
    pub fn new(all: &'a [u8]) -> Bytes<'a> {
        Bytes { all, at: 0 }
    }

    pub fn from(all: &'a [u8], at: usize) -> Bytes<'a> {
        Bytes { all, at: at.min(all.len()) }
    }

    /// How far it has come.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.all.len()
    }

    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(length)?;
        let taken = self.all.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    pub fn skip(&mut self, length: u64) -> Option<()> {
        self.take(usize::try_from(length).ok()?).map(drop)
    }

    pub fn u8(&mut self) -> Option<u8> {
        let byte = *self.all.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    /// An unsigned LEB128; bits beyond the 64th are lost.
    pub fn uleb(&mut self) -> Option<u64> {
        let mut value = 0u64;
        let mut shift = 0u32;
        loop {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift = shift.saturating_add(7);
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
    }

    /// A signed LEB128.
    pub fn sleb(&mut self) -> Option<i64> {
        let mut value = 0u64;
        let mut shift = 0u32;
        loop {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            shift = shift.saturating_add(7);
            if byte & 0x80 == 0 {
                if byte & 0x40 != 0 {
                    value |= u64::MAX.checked_shl(shift).unwrap_or(0);
                }
                return Some(value as i64);
            }
        }
    }

    /// A text that ends with a zero byte.
    pub fn text(&mut self) -> Option<&'a str> {
        let rest = self.all.get(self.at..)?;
        let length = rest.iter().position(|byte| *byte == 0)?;
        self.at += length + 1;
        Some(std::str::from_utf8(&rest[..length]).unwrap_or("?"))
    }
}

/// The text at an offset of a table of texts.
pub fn text_at(table: &[u8], offset: u64) -> Option<&str> {
    Bytes::from(table, usize::try_from(offset).ok()?).text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_leb128() {
        let mut bytes = Bytes::new(&[0xe5, 0x8e, 0x26, 0x7f, 0x80, 0x7f, 0x3f]);
        assert_eq!(bytes.uleb(), Some(624_485));
        assert_eq!(bytes.sleb(), Some(-1));
        assert_eq!(bytes.sleb(), Some(-128));
        assert_eq!(bytes.sleb(), Some(63));
        assert_eq!(bytes.uleb(), None);
        assert_eq!(Bytes::new(&[0xff; 20]).uleb(), None);
    }

    #[test]
    fn what_is_not_there_is_none() {
        let mut bytes = Bytes::new(b"abc");
        assert_eq!(bytes.u32(), None);
        assert_eq!(bytes.take(usize::MAX), None);
        assert_eq!(bytes.text(), None);
        assert_eq!(bytes.take(3), Some(&b"abc"[..]));
        assert!(bytes.is_at_end());
        assert_eq!(text_at(b"one\0two\0", 4), Some("two"));
        assert_eq!(text_at(b"one\0", 99), None);
    }
}
