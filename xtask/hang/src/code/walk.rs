//! From a thread's innermost instruction up through its callers.

use std::rc::Rc;

use super::frames::{self, Base, Frame, NATIVE, Saved};
use super::guards;
use super::image::{FileAddress, Images};
use super::machine;
use super::memory::{Memory, Stack};
use super::step::Slot;

/// Deeper than any stack of the course that waits for something.
const MOST_FRAMES: usize = 256;
/// How many places a search through the stack gives.
const MOST_FOUND: usize = 64;
/// How many bytes before a return address are looked at.
const CALL_BYTES: usize = 8;

/// An instruction on the stack.
#[derive(Debug, Clone)]
pub struct Site {
    pub place: FileAddress,
    /// Reached from frame to frame; otherwise it only looks like a return address, and may be stale.
    pub is_certain: bool,
    /// The instruction before is one that only passes the time. Of the innermost site.
    pub is_behind_pause: bool,
    pub holds: Vec<Held>,
}

impl Site {
    /// The same for all sites in one file.
    pub fn program_key(&self) -> usize {
        Rc::as_ptr(&self.place.elf) as usize
    }
}

/// A lock that a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub lock: u64,
    /// An address in the same file, behind the instruction that put the guard where it is.
    pub stored: Option<u64>,
}

/// The sites of a thread that is at `address` with this stack pointer, the innermost first.
pub fn walk(images: &Images, memory: &Memory, address: u64, stack_pointer: u64) -> Vec<Site> {
    match images.stack_end(stack_pointer).and_then(|end| memory.stack(stack_pointer, end)) {
        Some(stack) => walk_copy(images, stack, address),
        None => Vec::new(),
    }
}

/// The same on a copy of the stack, which begins where the stack pointer is.
pub fn walk_copy(images: &Images, stack: Stack, address: u64) -> Vec<Site> {
    let stack_pointer = stack.top;
    let mut walker =
        Walker { images, stack, address, stack_pointer, is_exact: true, frame_pointer: None, sites: Vec::new() };
    while walker.sites.len() < MOST_FRAMES {
        match walker.step() {
            Ok(()) => {}
            Err(End::Start) => return walker.sites,
            Err(End::Lost) => break,
        }
    }
    walker.search();
    walker.sites
}

struct Walker<'a> {
    images: &'a Images,
    stack: Stack,
    address: u64,
    stack_pointer: u64,
    /// Where the stack pointer is only known to be at least this much.
    is_exact: bool,
    /// None as long as it is not known: the system call tells the other two only.
    frame_pointer: Option<u64>,
    sites: Vec<Site>,
}

/// Where the way up ends.
enum End {
    /// At the thread's first function.
    Start,
    Lost,
}

impl Walker<'_> {
    /// Notes where we are and goes to the caller.
    fn step(&mut self) -> Result<(), End> {
        // A return address may be the first one after its function.
        let inside = if self.sites.is_empty() { Some(self.address) } else { self.address.checked_sub(1) };
        let place = inside.and_then(|address| self.images.find(address)).ok_or(End::Lost)?;
        let frame = frames::frame_at(&place.elf, place.address, NATIVE);
        if let Some(frame) = &frame
            && self.frame_pointer.is_none()
            && frame.caller.0 == Base::Frame
            && self.is_exact
        {
            self.frame_pointer = self.frame_pointer_in(&place, frame);
        }
        let holds = frame.as_ref().map(|frame| self.held(&place, frame)).unwrap_or_default();
        let is_behind_pause = self.sites.is_empty() && is_behind_pause(&place);
        self.sites.push(Site { place, is_certain: true, is_behind_pause, holds });
        let frame = frame.ok_or(End::Lost)?;
        match frame.link {
            Saved::Nowhere => Err(End::Start),
            Saved::InRegister if self.sites.len() == 1 => self.leave_leaf().ok_or(End::Lost),
            Saved::InRegister => Err(End::Lost),
            Saved::At(link) => self.leave(&frame, link).ok_or(End::Lost),
        }
    }

    fn leave(&mut self, frame: &Frame, link: i64) -> Option<()> {
        let (base, offset) = frame.caller;
        let base = match base {
            Base::Stack if self.is_exact => self.stack_pointer,
            Base::Stack => return None,
            Base::Frame => self.frame_pointer?,
        };
        let caller = base.checked_add_signed(offset).filter(|caller| *caller > self.stack_pointer)?;
        let saved = |offset: i64| self.stack.word(caller.checked_add_signed(offset)?);
        let address = saved(link).filter(|address| self.is_return_address(*address))?;
        self.frame_pointer = match frame.frame {
            Saved::At(offset) => saved(offset),
            Saved::InRegister => self.frame_pointer,
            Saved::Nowhere => None,
        };
        self.address = machine::without_signature(address);
        self.stack_pointer = caller;
        self.is_exact = true;
        Some(())
    }

    /// From a function that keeps its return address in a register. Its caller's caller is in the first frame record on the
    /// stack: the address of the next record, and a return address.
    fn leave_leaf(&mut self) -> Option<()> {
        let record = |at: u64| {
            let (next, link) = (self.stack.word(at)?, self.stack.word(at.checked_add(8)?)?);
            (next > at && self.is_return_address(link)).then_some((next, link))
        };
        let mut words = self.stack.words(self.stack_pointer);
        // Two in a row: one alone may be a leftover.
        let first =
            words.find_map(|(at, _)| record(at).filter(|(next, _)| record(*next).is_some()).map(|found| (at, found)));
        let (at, (next, link)) = first?;
        self.address = machine::without_signature(link);
        self.stack_pointer = at.checked_add(16)?;
        self.is_exact = false;
        self.frame_pointer = Some(next);
        Some(())
    }

    /// Where the frame pointer must be if the function begins as compilers let it begin.
    fn frame_pointer_in(&self, place: &FileAddress, frame: &Frame) -> Option<u64> {
        let size = machine::frame_size(place.elf.at(frame.start)?)?;
        let found = self.stack_pointer.checked_add(size)?;
        self.is_return_address(self.stack.word(found.checked_add(8)?)?).then_some(found)
    }

    fn is_return_address(&self, address: u64) -> bool {
        let place = || self.images.find(machine::without_signature(address).checked_sub(CALL_BYTES as u64)?);
        place().is_some_and(|place| {
            place.elf.at(place.address).and_then(|code| code.get(..CALL_BYTES)).is_some_and(machine::ends_with_call)
        })
    }

    fn held(&self, place: &FileAddress, frame: &Frame) -> Vec<Held> {
        let byte = |slot| self.stack.byte(self.address_of(slot)?);
        let alive = guards::alive(&place.elf, frame, place.address, byte).into_iter();
        let held = alive.filter_map(|guard| {
            let lock = self.stack.word(self.address_of(guard.slot)?)?;
            Some(Held { lock, stored: guard.stored })
        });
        held.collect()
    }

    fn address_of(&self, slot: Slot) -> Option<u64> {
        match slot {
            Slot::Stack(offset) if self.is_exact => self.stack_pointer.checked_add_signed(offset),
            Slot::Stack(_) => None,
            Slot::Frame(offset) => self.frame_pointer?.checked_add_signed(offset),
        }
    }

    /// What else on the stack looks like a return address into the program.
    fn search(&mut self) {
        let mut found = Vec::new();
        for (_, word) in self.stack.words(self.stack_pointer) {
            let place = word.checked_sub(1).and_then(|before| self.images.find(before));
            if let Some(place) = place.filter(|place| place.is_program && self.is_return_address(word)) {
                found.push(Site { place, is_certain: false, is_behind_pause: false, holds: Vec::new() });
            }
            if found.len() >= MOST_FOUND {
                break;
            }
        }
        self.sites.extend(found);
    }
}

fn is_behind_pause(place: &FileAddress) -> bool {
    let before = place.address.checked_sub(machine::PAUSE.len() as u64);
    before.and_then(|before| place.elf.at(before)).is_some_and(|code| code.starts_with(&machine::PAUSE))
}
