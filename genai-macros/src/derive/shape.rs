//! Types of fields that report a concept, as far as they are known by name.

use syn::Type;

use crate::types::{PRIMITIVE, inside, is_named, peel, shown};

/// The type of value that the sink takes for a concept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Texts,
    Number,
    Integer,
    Count,
    Flag,
    Messages,
    Tools,
}

impl Shape {
    /// The trait of the runtime that the sink takes values by.
    pub(super) const fn trait_name(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Texts => "Texts",
            Self::Number => "Number",
            Self::Integer => "Integer",
            Self::Count => "TokenCount",
            Self::Flag => "Flag",
            Self::Messages => "MessageReport",
            Self::Tools => "ToolReport",
        }
    }

    /// Why a type surely does not fit: what is expected, and what was found.
    pub(super) fn mismatch(self, written: &Type) -> Option<String> {
        let inner = behind_pointers(written);
        let is_primitive = is_named(inner, &PRIMITIVE);
        let is_text = is_named(inner, &["String", "str"]);
        let is_flag = is_named(inner, &["bool"]);
        let is_float = is_named(inner, &["f32", "f64"]);
        let is_integer = is_primitive && !is_flag && !is_float && !is_named(inner, &["char"]);
        let (expected, fits) = match self {
            Self::Messages | Self::Tools => return None,
            Self::Text => ("a text", is_text),
            Self::Texts => ("a list of texts", is_text),
            Self::Number => ("a number", is_integer || is_float),
            Self::Integer | Self::Count => ("an integer", is_integer),
            Self::Flag => ("a boolean", is_flag),
        };
        // Any other type is left to rustc.
        let is_known = is_primitive || is_text;
        (is_known && !fits).then(|| format!("takes {expected}, found `{}`", shown(written)))
    }
}

/// The type behind the wrappers that all reports see through.
fn behind_pointers(written: &Type) -> &Type {
    match peel(written) {
        Type::Reference(reference) => behind_pointers(&reference.elem),
        other => match inside(other, &["Option", "Box", "Arc", "Rc"]) {
            Some(inner) => behind_pointers(inner),
            None => other,
        },
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::Shape;

    #[test]
    fn only_types_that_are_known_by_name_are_refused() {
        for (shape, written, expected) in [
            (
                Shape::Text,
                parse_quote!(u32),
                Some("takes a text, found `u32`"),
            ),
            (Shape::Text, parse_quote!(Option<Box<str>>), None),
            (Shape::Text, parse_quote!(Model), None),
            (
                Shape::Integer,
                parse_quote!(Option<f64>),
                Some("takes an integer, found `Option<f64>`"),
            ),
            (Shape::Integer, parse_quote!(&u8), None),
            (Shape::Number, parse_quote!(u8), None),
            (
                Shape::Number,
                parse_quote!(String),
                Some("takes a number, found `String`"),
            ),
            (
                Shape::Flag,
                parse_quote!(u8),
                Some("takes a boolean, found `u8`"),
            ),
            (Shape::Texts, parse_quote!(Vec<String>), None),
            (Shape::Texts, parse_quote!(String), None),
            (Shape::Messages, parse_quote!(u8), None),
        ] {
            assert_eq!(shape.mismatch(&written).as_deref(), expected);
        }
    }
}
