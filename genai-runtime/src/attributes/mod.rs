//! Values that attributes can have, and lists of attributes for the current span, a scope or an operation.

mod list;
#[cfg(feature = "content")]
mod sensitive;
mod typed;
mod value;

pub(crate) use list::wanted;
pub use list::{AttributeList, is_recording};
pub(crate) use typed::AttributeTarget;
pub use typed::{ValueFor, set, set_own, takes};
pub use value::AttributeValue;
pub(crate) use value::string_array;
