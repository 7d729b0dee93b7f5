//! Return types that must report the usage of a call.

use syn::Type;

use crate::diagnostics::Diagnostics;
use crate::function::Function;
use crate::stream::StreamArg;
use crate::types::{PRIMITIVE, boxed, inside, is_named, peel, shown};

/// Refuses a return type for which nobody can implement `UsageReport`: rustc would advise to derive it.
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
        Some(returned) if is_certain && cannot_report(returned) => {
            let found = shown(returned);
            errors.error(
                returned,
                format!("`{found}` does not report token usage; {way}"),
            );
        }
        Some(_) => {}
    }
}

/// Types that report what they contain.
const CONTAINERS: [&str; 5] = ["Vec", "Option", "Box", "Arc", "Rc"];

fn cannot_report(returned: &Type) -> bool {
    match peel(returned) {
        Type::Reference(reference) => cannot_report(&reference.elem),
        Type::Slice(slice) => cannot_report(&slice.elem),
        Type::Array(array) => cannot_report(&array.elem),
        Type::Tuple(_) => true,
        returned if is_named(returned, &CONTAINERS) => {
            inside(returned, &CONTAINERS).is_some_and(cannot_report)
        }
        returned => {
            is_named(returned, &PRIMITIVE)
                || is_named(returned, &["String", "str"])
                || boxed(returned).is_some()
        }
    }
}
