//! `std::io`, without what waits for the world.

pub use ::std::io::{
    BufRead, Cursor, Empty, Error, ErrorKind, IoSlice, IoSliceMut, Read, Result, Seek, SeekFrom, Sink, Write, empty,
    prelude, sink,
};
