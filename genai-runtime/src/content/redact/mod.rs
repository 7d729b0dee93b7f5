//! Redaction of texts.
//!
//! One pass looks for bytes that every finding contains ([`scan`]) and calls the detectors, one file each, only there.
//! A detector looks at a bounded part of the text, or at a part that no other candidate looks at again, so that the
//! time is linear in any text. Nothing here panics, and a text without findings is not copied. Knows no spans.

mod api_key;
mod bearer;
mod card;
mod credentials;
mod email;
mod escapes;
mod field;
mod field_names;
mod iban;
mod ip;
mod json;
mod jwt;
mod kind;
mod phone;
mod phone_forms;
mod phone_groups;
pub(super) mod private_key;
mod redaction;
mod redactor;
mod scan;
#[cfg(feature = "content")]
mod sensitive;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_work;
mod text;

pub use kind::Kind;
pub use redaction::Redaction;
pub(crate) use redaction::is_cleaning;
pub use redactor::Redactor;
#[cfg(feature = "content")]
pub use sensitive::Sensitive;
