//! What a student reads, word for word. Read it aloud before you bless it with `UPDATE_EXPECT=1`.

mod did;
mod endings;
mod frame;
mod free_order;
mod hangs;
mod left;
mod lines;
mod misleading;
mod moments;
mod roots;
mod schedules;
mod sessions;
mod stage;
mod unseen;
mod whole;
