//! The whole way from bytes to lines, on this test program itself, sound and damaged.

use std::fs;

use super::elf::Elf;
use super::frames::{self, NATIVE};
use super::guards;

fn own_program() -> Vec<u8> {
    fs::read("/proc/self/exe").unwrap()
}

/// Some addresses of code, spread over the program.
fn addresses(elf: &Elf) -> Vec<u64> {
    let first = elf.eh_frame_hdr.unwrap_or(0);
    (0..200).map(|step| first.wrapping_add(step * 4099)).collect()
}

fn read_everything(elf: &Elf) -> usize {
    let addresses = addresses(elf);
    for address in &addresses {
        elf.function(*address);
        if let Some(frame) = frames::frame_at(elf, *address, NATIVE) {
            guards::alive(elf, &frame, *address, |_| Some(1));
        }
    }
    elf.lines(addresses).len()
}

#[test]
fn finds_lines_and_frames_in_a_sound_program() {
    let elf = Elf::parse(own_program()).unwrap();
    assert!(read_everything(&elf) > 10);
    let framed = addresses(&elf).into_iter().filter(|address| frames::frame_at(&elf, *address, NATIVE).is_some());
    assert!(framed.count() > 10);
}

/// A student's program may be anything. The supervisor must not fall over it.
#[test]
fn a_damaged_program_does_no_harm() {
    const ROUNDS: u64 = 12;
    const HEADER_BYTES: u64 = 4096;
    let sound = own_program();
    let length = sound.len() as u64;
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    for round in 0..ROUNDS {
        let mut damaged = sound.clone();
        if round % 3 == 0 {
            damaged.truncate((next() % length) as usize);
        }
        let (within, hits) = if round % 2 == 0 { (HEADER_BYTES, 4) } else { (length, 20_000) };
        for _ in 0..hits {
            let at = (next() % within) as usize;
            if let Some(byte) = damaged.get_mut(at) {
                *byte = next() as u8;
            }
        }
        if let Some(elf) = Elf::parse(damaged) {
            read_everything(&elf);
        }
    }
}
