//! A parameter `model`, which is the requested model by its name alone.

use quote::ToTokens;
use syn::{GenericParam, Ident, Type, TypeParamBound, WherePredicate};

use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::tokens::name_type;
use crate::types::{PRIMITIVE, bound_on, inside, is_named, object, opaque, peel, shown};

/// Traits of values that give a text and need not be one.
const GIVES_TEXT: [&str; 4] = ["AsRef", "Display", "Into", "ToString"];

/// Pointers that are texts if what they point to is one.
const POINTERS: [&str; 4] = ["Arc", "Box", "Option", "Rc"];

/// Refuses what is surely no text, such as the object that makes the calls. Where there is a `request`, that says the
/// model once the parameter is none.
pub(super) fn check(
    written: &Type,
    has_request: bool,
    function: &Function,
    errors: &mut Diagnostics,
) {
    let pointee = pointee(written);
    let gives_text = if is_named(pointee, &PRIMITIVE) {
        false
    } else {
        match bounds(pointee, function) {
            None => return,
            Some(bounds) if is_bound_on(&bounds, &["Text"]) => return,
            Some(bounds) => is_bound_on(&bounds, &GIVES_TEXT),
        }
    };
    let way = match (has_request, gives_text) {
        (true, _) => "write `skip(model)` where the `request` says the model, or `model = …`",
        (false, true) => {
            "take `&str` or `String`, write `model = …`, or `model = none` where it is not known"
        }
        (false, false) => "write `model = …`, or `model = none` where it is not known",
    };
    let found = shown(written);
    errors.error(
        written,
        format!("the parameter `model` is the model, which is a text, found `{found}`; {way}"),
    );
}

/// What a type is beneath references and pointers.
fn pointee(written: &Type) -> &Type {
    match peel(written) {
        Type::Reference(reference) => pointee(&reference.elem),
        written => inside(written, &POINTERS).map_or(written, pointee),
    }
}

/// What is known of a type that is known by its bounds alone: an `impl`, a `dyn`, or a type parameter.
fn bounds<'a>(written: &'a Type, function: &'a Function) -> Option<Vec<&'a TypeParamBound>> {
    opaque(written).or_else(|| object(written)).or_else(|| {
        let generics = &function.signature.generics;
        let parameter = generics
            .params
            .iter()
            .find_map(|parameter| match parameter {
                GenericParam::Type(parameter) => {
                    is_type(written, &parameter.ident).then_some(parameter)
                }
                GenericParam::Lifetime(_) | GenericParam::Const(_) => None,
            })?;
        let predicates = generics.where_clause.iter();
        let predicates = predicates.flat_map(|clause| &clause.predicates);
        let said = predicates.filter_map(|predicate| match predicate {
            // Of a reference to it, too: that is what is asked for its text.
            WherePredicate::Type(said)
                if name_type(&said.bounded_ty.to_token_stream(), &parameter.ident) =>
            {
                Some(&said.bounds)
            }
            _ => None,
        });
        Some(parameter.bounds.iter().chain(said.flatten()).collect())
    })
}

fn is_type(written: &Type, name: &Ident) -> bool {
    matches!(written, Type::Path(path) if path.qself.is_none() && path.path.is_ident(name))
}

fn is_bound_on(bounds: &[&TypeParamBound], names: &[&str]) -> bool {
    let mut bounds = bounds.iter();
    bounds.any(|bound| names.iter().any(|name| bound_on(bound, name).is_some()))
}
