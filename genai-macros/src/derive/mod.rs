//! What the derives of reports have in common: which field of which variant says what.

mod args;
mod expand;
mod model;
mod shape;

pub(crate) use args::{FieldRole, method_of, read};
pub(crate) use expand::{Expansion, expand, value_of};
pub(crate) use model::{Field, Variant, variants};
pub(crate) use shape::Shape;

/// The words of one derive.
pub(crate) struct Words {
    /// The derived trait.
    pub(crate) trait_name: &'static str,
    /// The attribute of types and fields: `usage`.
    pub(crate) attribute: &'static str,
    /// Likewise as it is written: `#[usage]`.
    pub(crate) attribute_name: &'static str,
    /// What a field can be, as it is written, and the sink's method for it.
    pub(crate) concepts: &'static [(&'static str, &'static str)],
    /// What values each of them takes.
    pub(crate) shape: fn(&str) -> Shape,
    /// Field names of well-known providers and what they are.
    pub(crate) well_known: &'static [(&'static str, &'static str)],
    /// Further words that mean a concept where they are written for one.
    pub(crate) synonyms: &'static [(&'static str, &'static str)],
    /// What a value is called that reports itself; the words differ only in what the reader is told.
    pub(crate) nested: &'static [&'static str],
    /// A concept that many types have.
    pub(crate) example: &'static str,
    /// What a type does that has the trait.
    pub(crate) does: &'static str,
}
