//! What is behind a lock, for the story: of types that everybody knows. Of others nothing is known here but their names.

use ::std::any::type_name;
use ::std::collections::VecDeque;
use ::std::fmt::Debug;
use ::std::ptr;

use super::{Value, turn};
use crate::thread::ThreadId;

/// A value as it is told, if it can be.
pub trait Shown {
    fn shown(&self) -> Option<Value>;
}

fn text(value: &impl Debug) -> Value {
    turn::text(format!("{value:?}"))
}

/// Tells a value of one of these types; of any other, none.
macro_rules! known {
    ($($type:ty: $tell:expr),+ $(,)?) => {
        impl<T: ?Sized> Shown for T {
            fn shown(&self) -> Option<Value> {
                let name = type_name::<T>();
                $(if name == type_name::<$type>() {
                    // SAFETY: the names of primitive types, and of those of `alloc`, `core` and this crate that
                    // are made of them alone, are theirs only. Lifetimes are the only difference that could be
                    // left, and this borrow is shorter.
                    let value = unsafe { &*ptr::from_ref(self).cast::<$type>() };
                    return Some($tell(value));
                })+
                None
            }
        }
    };
}

macro_rules! integer {
    ($type:ty) => {
        |value: &$type| Value::Int(*value as i128)
    };
}

known! {
    bool: |value: &bool| Value::Bool(*value),
    usize: integer!(usize), u8: integer!(u8), u16: integer!(u16), u32: integer!(u32), u64: integer!(u64),
    isize: integer!(isize), i8: integer!(i8), i16: integer!(i16), i32: integer!(i32), i64: integer!(i64),
    char: text, f64: text, String: text,
    Option<bool>: text, Option<usize>: text, Option<u32>: text, Option<u64>: text, Option<i32>: text, Option<i64>: text,
    Vec<bool>: text, Vec<usize>: text, Vec<u32>: text, Vec<u64>: text, Vec<i32>: text, Vec<i64>: text,
    VecDeque<bool>: text, VecDeque<usize>: text, VecDeque<u32>: text, VecDeque<u64>: text, VecDeque<i32>: text,
    (bool, usize): text, (bool, u32): text, (usize, usize): text, (u32, u32): text, (usize, bool): text,
    Option<ThreadId>: text, Vec<Option<ThreadId>>: text,
    Option<(ThreadId, usize)>: text, Option<(ThreadId, u32)>: text, Option<(ThreadId, u64)>: text,
    (Option<ThreadId>, usize): text, (Option<ThreadId>, u32): text,
}
