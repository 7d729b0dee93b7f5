//! Helpers for types in signatures.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypeParamBound};

/// A type without parentheses and the invisible groups of `macro_rules!` fragments.
pub(crate) fn peel(written: &Type) -> &Type {
    match written {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(parens) => peel(&parens.elem),
        other => other,
    }
}

/// Primitive types whose names are identifiers.
pub(crate) const PRIMITIVE: [&str; 16] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32",
    "u64", "u128", "usize",
];

/// Whether a type is a path of one segment with one of these names, whatever its arguments.
pub(crate) fn is_named(written: &Type, names: &[&str]) -> bool {
    let Type::Path(path) = peel(written) else {
        return false;
    };
    let mut segments = path.path.segments.iter();
    match (&path.qself, segments.next(), segments.next()) {
        (None, Some(only), None) => names.iter().any(|name| only.ident == name),
        _ => false,
    }
}

/// Whether a type is a path that ends in this name, whatever its arguments.
pub(crate) fn ends_in(written: &Type, name: &str) -> bool {
    match peel(written) {
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident == name)
        }
        _ => false,
    }
}

/// A type with the spaces of handwritten code.
pub(crate) fn shown(written: &Type) -> String {
    let spaced = written.to_token_stream().to_string();
    let tight = [
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" :: ", "::"),
        ("& ", "&"),
        ("( ", "("),
        (" )", ")"),
    ];
    let tighten = |text: String, (from, to): (&str, &str)| text.replace(from, to);
    tight.into_iter().fold(spaced, tighten)
}

/// The type arguments of a path that ends in one of these names.
pub(crate) fn arguments<'a>(outer: &'a Type, names: &[&str]) -> Option<Vec<&'a Type>> {
    let Type::Path(path) = peel(outer) else {
        return None;
    };
    let last = path.path.segments.last()?;
    if !names.iter().any(|name| last.ident == name) {
        return None;
    }
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(peel(inner)),
        _ => None,
    });
    Some(types.collect())
}

/// The first type argument of a path that ends in one of these names.
pub(crate) fn inside<'a>(outer: &'a Type, names: &[&str]) -> Option<&'a Type> {
    arguments(outer, names)?.first().copied()
}

/// The bounds of an `impl Trait`.
pub(crate) fn opaque(written: &Type) -> Option<Vec<&TypeParamBound>> {
    match peel(written) {
        Type::ImplTrait(opaque) => Some(opaque.bounds.iter().collect()),
        _ => None,
    }
}

/// The bounds of a `dyn Trait`.
pub(crate) fn object(written: &Type) -> Option<Vec<&TypeParamBound>> {
    match peel(written) {
        Type::TraitObject(object) => Some(object.bounds.iter().collect()),
        _ => None,
    }
}

/// The bounds of a `dyn Trait` inside `Pin<Box<…>>`.
pub(crate) fn boxed(written: &Type) -> Option<Vec<&TypeParamBound>> {
    let pinned = inside(written, &["Pin"])?;
    object(inside(pinned, &["Box"])?)
}

/// Whether any of these bounds is on a trait of one of these names.
pub(crate) fn has_bound(bounds: &[&TypeParamBound], names: &[&str]) -> bool {
    let has_name = |bound| names.iter().any(|name| bound_on(bound, name).is_some());
    bounds.iter().any(|bound| has_name(bound))
}

/// The last segment of a trait's path, if it has this name.
pub(crate) fn bound_on<'a>(bound: &'a TypeParamBound, name: &str) -> Option<&'a PathSegment> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let last = bound.path.segments.last();
    last.filter(|segment| segment.ident == name)
}

/// The type that a bound on a trait assigns to one of its associated types.
pub(crate) fn associated<'a>(
    bound: &'a TypeParamBound,
    name: &str,
    associated: &str,
) -> Option<&'a Type> {
    let PathArguments::AngleBracketed(arguments) = &bound_on(bound, name)?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::AssocType(given) if given.ident == associated => Some(peel(&given.ty)),
        _ => None,
    })
}
