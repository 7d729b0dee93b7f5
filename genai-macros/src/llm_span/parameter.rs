//! The parameter `model`, which is the requested model because of its name.

use quote::ToTokens;
use syn::{GenericParam, Ident, Type, TypeParamBound, WherePredicate};

use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::tokens::name_type;
use crate::types::{PRIMITIVE, has_bound, inside, is_named, object, opaque, peel, shown};

/// Traits of values that convert to text but need not be text.
const GIVES_TEXT: [&str; 4] = ["AsRef", "Display", "Into", "ToString"];

/// Wrappers that are text if their contents are.
const POINTERS: [&str; 4] = ["Arc", "Box", "Option", "Rc"];

/// Refuses a type that is surely no text, such as that of a client. With a `request`, the message offers to skip the
/// parameter.
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
            Some(bounds) if has_bound(&bounds, &["Text"]) => return,
            Some(bounds) => has_bound(&bounds, &GIVES_TEXT),
        }
    };
    let way = match (has_request, gives_text) {
        (true, _) => "write `skip(model)` if the `request` reports the model, or `model = …`",
        (false, true) => {
            "take `&str` or `String`, write `model = …`, or `model = none` if it is not known"
        }
        (false, false) => "write `model = …`, or `model = none` if it is not known",
    };
    let found = shown(written);
    errors.error(
        written,
        format!("the parameter `model` is recorded as the model and must be a text, found `{found}`; {way}"),
    );
}

/// A type without references and wrappers.
fn pointee(written: &Type) -> &Type {
    match peel(written) {
        Type::Reference(reference) => pointee(&reference.elem),
        written => inside(written, &POINTERS).map_or(written, pointee),
    }
}

/// The bounds of an `impl`, a `dyn` or a type parameter.
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
        let bounds = predicates.filter_map(|predicate| match predicate {
            // Also a bound on a reference to it, as the value is asked for its text by reference.
            WherePredicate::Type(bounded)
                if name_type(&bounded.bounded_ty.to_token_stream(), &parameter.ident) =>
            {
                Some(&bounded.bounds)
            }
            _ => None,
        });
        Some(parameter.bounds.iter().chain(bounds.flatten()).collect())
    })
}

fn is_type(written: &Type, name: &Ident) -> bool {
    matches!(written, Type::Path(path) if path.qself.is_none() && path.path.is_ident(name))
}
