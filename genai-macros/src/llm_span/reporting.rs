//! What is returned where nothing else says the usage of a call.

use syn::Type;

use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::stream::StreamArg;
use crate::types::{PRIMITIVE, boxed, inside, is_named, peel, shown};

/// Refuses a returned value that can never report, as nobody can implement a trait for it. The compiler would advise
/// to derive one.
pub(super) fn check(function: &Function, argument: StreamArg, errors: &mut Diagnostics) {
    if function.has_pending_macros {
        return;
    }
    let stream = function.stream(argument);
    let chunk = stream.as_ref().and_then(|stream| stream.chunk());
    let way = "say how with `usage = |value| …`, report it in the body (`usage = manual`), or opt out with \
               `usage = none`";
    let is_certain = match &stream {
        Some(_) => chunk.is_some(),
        None => function.is_success_certain(),
    };
    match chunk.or(function.success_type()) {
        None => errors.error(
            &function.signature.ident,
            format!("`()` does not report token usage; {way}"),
        ),
        Some(returned) if is_certain && is_silent(returned) => {
            let found = shown(returned);
            errors.error(
                returned,
                format!("`{found}` does not report token usage; {way}"),
            );
        }
        Some(_) => {}
    }
}

/// Values that report what they hold.
const CONTAINERS: [&str; 5] = ["Vec", "Option", "Box", "Arc", "Rc"];

fn is_silent(returned: &Type) -> bool {
    match peel(returned) {
        Type::Reference(reference) => is_silent(&reference.elem),
        Type::Slice(slice) => is_silent(&slice.elem),
        Type::Array(array) => is_silent(&array.elem),
        Type::Tuple(_) => true,
        returned if is_named(returned, &CONTAINERS) => {
            inside(returned, &CONTAINERS).is_some_and(is_silent)
        }
        returned => {
            is_named(returned, &PRIMITIVE)
                || is_named(returned, &["String", "str"])
                || boxed(returned).is_some()
        }
    }
}
