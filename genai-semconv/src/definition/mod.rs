//! The types of the tables' entries. The generated tables use these types alone; the look-ups use both.

pub(crate) mod attribute;
pub(crate) mod event;
pub(crate) mod metric;
pub(crate) mod rename;
pub(crate) mod requirement;
pub(crate) mod span;
