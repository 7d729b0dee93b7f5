//! Streams that a function returns, according to its signature and annotation.

#[cfg(test)]
mod tests;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Type, TypeParamBound};

use crate::function::Function;
use crate::types::{PRIMITIVE, associated, boxed, has_bound, inside, opaque};

/// A stream that a function returns.
#[derive(Clone)]
pub(crate) struct StreamForm {
    /// Whether it is boxed; the type of the box stays the same.
    pub(crate) is_boxed: bool,
    /// Whether it is the argument of an alias, whose actual type may differ.
    pub(crate) is_aliased: bool,
    /// The span of the type or of the argument that declares it.
    pub(crate) span: Span,
    /// The type of its items, if the signature shows it.
    pub(crate) item: Option<Type>,
}

/// The argument `stream`.
#[derive(Clone, Copy)]
pub(crate) enum StreamArg {
    /// Not given: the signature decides.
    Unset,
    /// `stream`: an alias hides a stream.
    Stream(Span),
    /// `stream = false`: a returned stream is not followed.
    NoStream,
}

/// Traits of streams.
const TRAITS: [&str; 3] = ["Stream", "TryStream", "FusedStream"];

impl StreamForm {
    /// The type of its chunks: the items, without their `Result`.
    pub(crate) fn chunk(&self) -> Option<&Type> {
        let item = self.item.as_ref()?;
        Some(inside(item, &["Result"]).unwrap_or(item))
    }
}

impl Function {
    /// The returned stream, if the signature shows it or the annotation declares it.
    pub(crate) fn stream(&self, argument: StreamArg) -> Option<StreamForm> {
        if matches!(argument, StreamArg::NoStream) {
            return None;
        }
        let returned = self.stream_type(argument)?;
        if let Some(shown) = shown_stream(returned) {
            let success = self.success_type();
            let is_aliased =
                success.is_some_and(|success| inside_alias(success, argument).is_some());
            return Some(StreamForm {
                is_aliased,
                ..shown
            });
        }
        match argument {
            StreamArg::Stream(span) => Some(StreamForm {
                is_boxed: opaque(returned).is_none(),
                is_aliased: false,
                span,
                item: None,
            }),
            StreamArg::Unset | StreamArg::NoStream => None,
        }
    }

    /// The written type of the stream, if there is one.
    pub(crate) fn stream_type(&self, argument: StreamArg) -> Option<&Type> {
        let returned = self.success_type()?;
        Some(inside_alias(returned, argument).unwrap_or(returned))
    }

    /// The success type, if it may be a stream that the signature does not show.
    pub(crate) fn possible_stream(&self) -> Option<&Type> {
        let returned = self.success_type()?;
        (!self.is_success_certain() || may_be_stream(returned)).then_some(returned)
    }
}

/// The first argument of an alias that probably hides a stream: of one whose name ends in `Result`, or of any if the
/// annotation declares a stream.
fn inside_alias(returned: &Type, argument: StreamArg) -> Option<&Type> {
    let Type::Path(path) = returned else {
        return None;
    };
    let name = path.path.segments.last()?.ident.to_string();
    let has_result_name = name.ends_with("Result") && name != "Result";
    let is_declared = matches!(argument, StreamArg::Stream(_)) && shown_stream(returned).is_none();
    let may_show = |inside: &&Type| opaque(inside).is_some() || shown_stream(inside).is_some();
    let inside = (has_result_name || is_declared).then(|| inside(returned, &[&name]))?;
    inside.filter(may_show)
}

/// The stream that a type is, if it shows that it is one.
fn shown_stream(returned: &Type) -> Option<StreamForm> {
    let span = returned.span();
    let (is_boxed, bounds) = match (opaque(returned), boxed(returned)) {
        (Some(bounds), _) => (false, bounds),
        (_, Some(bounds)) => (true, bounds),
        _ => {
            let item = inside(returned, &["BoxStream", "LocalBoxStream"])?;
            return Some(StreamForm {
                is_boxed: true,
                is_aliased: false,
                span,
                item: Some(item.clone()),
            });
        }
    };
    let is_shown = has_bound(&bounds, &TRAITS);
    is_shown.then(|| StreamForm {
        is_boxed,
        is_aliased: false,
        span,
        item: bounds.iter().find_map(|bound| item(bound)),
    })
}

/// Common types that are no streams, besides the primitive ones.
const PLAIN: [&str; 6] = ["String", "str", "Vec", "Value", "Usage", "HashMap"];

/// Whether a type may be a stream, judged by its name.
fn may_be_stream(returned: &Type) -> bool {
    match returned {
        Type::Path(path) => {
            let last = path.path.segments.last();
            let mut plain = PLAIN.iter().chain(&PRIMITIVE);
            last.is_none_or(|last| plain.all(|plain| last.ident != plain))
        }
        // Any other opaque type may not be inferred yet when the value is checked, as that of a returned closure, and
        // would be taken for a stream.
        Type::ImplTrait(opaque) => opaque.bounds.iter().any(|bound| match bound {
            TypeParamBound::Trait(bound) => {
                let last = bound.path.segments.last();
                last.is_some_and(|last| last.ident.to_string().contains("Stream"))
            }
            _ => false,
        }),
        _ => false,
    }
}

/// The type of the items that a bound on a stream declares.
fn item(bound: &TypeParamBound) -> Option<Type> {
    let given = |name| associated(bound, name, "Item").cloned();
    TRAITS.into_iter().find_map(given).or_else(|| {
        let ok = associated(bound, "TryStream", "Ok")?;
        let error = associated(bound, "TryStream", "Error")?;
        Some(syn::parse_quote!(::core::result::Result<#ok, #error>))
    })
}
