//! Names that patterns bind.

use syn::{Attribute, Ident, Pat, PatIdent};

/// A name that a pattern binds.
#[derive(Clone)]
pub(crate) struct Named {
    pub(crate) name: Ident,
    /// The `#[cfg]`s around it, which are not evaluated yet.
    pub(crate) conditions: Vec<Attribute>,
}

/// The `#[cfg]`s among attributes.
pub(crate) fn conditions(attributes: &[Attribute]) -> Vec<Attribute> {
    let attributes = attributes.iter();
    attributes
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .cloned()
        .collect()
}

/// The names that a pattern binds.
pub(crate) fn names(pattern: &Pat) -> Vec<Named> {
    let mut names = Vec::new();
    collect_names(pattern, &[], &mut names);
    names
}

pub(crate) fn collect_names(pattern: &Pat, around: &[Attribute], names: &mut Vec<Named>) {
    let mut inside = |pattern: &Pat| collect_names(pattern, around, names);
    match pattern {
        Pat::Ident(ident) if may_be_value(ident) => {}
        Pat::Ident(ident) => {
            names.push(Named {
                name: ident.ident.clone(),
                conditions: around.to_vec(),
            });
            if let Some((_, inner)) = &ident.subpat {
                collect_names(inner, around, names);
            }
        }
        Pat::Tuple(tuple) => tuple.elems.iter().for_each(inside),
        Pat::TupleStruct(tuple) => tuple.elems.iter().for_each(inside),
        Pat::Slice(slice) => slice.elems.iter().for_each(inside),
        Pat::Struct(fields) => {
            for field in &fields.fields {
                let conditions = [around, &conditions(&field.attrs)].concat();
                collect_names(&field.pat, &conditions, names);
            }
        }
        // All alternatives bind the same names.
        Pat::Or(alternatives) => {
            if let Some(first) = alternatives.cases.first() {
                inside(first);
            }
        }
        Pat::Reference(reference) => inside(&reference.pat),
        Pat::Paren(parens) => inside(&parens.pat),
        Pat::Type(typed) => inside(&typed.pat),
        _ => {}
    }
}

/// Whether an identifier pattern may refer to a constant or a unit struct, such as `None`, and bind nothing. Only name
/// resolution can tell.
pub(crate) fn may_be_value(pattern: &PatIdent) -> bool {
    let is_bare =
        pattern.by_ref.is_none() && pattern.mutability.is_none() && pattern.subpat.is_none();
    is_bare && pattern.ident.to_string().starts_with(char::is_uppercase)
}
