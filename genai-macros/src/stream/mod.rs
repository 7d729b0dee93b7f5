//! Streams that a function returns, as its signature shows them.

#[cfg(test)]
mod tests;

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Type, TypeParamBound};

use crate::function::Function;
use crate::types::{PRIMITIVE, arguments, associated, bound_on, boxed, inside, opaque};

/// A stream that a function returns.
#[derive(Clone)]
pub(crate) struct StreamForm {
    /// Whether it comes in a box, whose type is to stay the same.
    pub(crate) is_boxed: bool,
    /// Whether it is the argument of an alias, which may give something else.
    pub(crate) is_aliased: bool,
    /// Where the signature or the annotation says that it is one.
    pub(crate) span: Span,
    /// What its items are, where the signature says it.
    pub(crate) item: Option<Type>,
}

/// What an annotation says of a returned stream.
#[derive(Clone, Copy)]
pub(crate) enum StreamArg {
    /// Nothing: the signature shows it.
    Unset,
    /// `stream`: there is one behind an alias.
    Stream(Span),
    /// `stream = false`: what looks like one is none to be followed.
    NoStream,
}

/// Which errors are passed to the `error_type` of an annotation.
#[derive(Clone, Copy)]
pub(crate) enum ErrorClass {
    /// None: they name their class themselves.
    Default,
    /// All.
    Given,
    /// Those whose type it accepts.
    GivenIfItFits,
}

/// Bounds of streams.
const TRAITS: [&str; 3] = ["Stream", "TryStream", "FusedStream"];

impl StreamForm {
    /// What its chunks are: items, inside `Result`.
    pub(crate) fn chunk(&self) -> Option<&Type> {
        let item = self.item.as_ref()?;
        Some(inside(item, &["Result"]).unwrap_or(item))
    }
}

impl Function {
    /// The returned stream, if the signature shows one, or if the annotation says that there is one.
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

    /// The type that would show that it is a stream.
    pub(crate) fn stream_type(&self, argument: StreamArg) -> Option<&Type> {
        let returned = self.success_type()?;
        Some(inside_alias(returned, argument).unwrap_or(returned))
    }

    /// The returned type, where it may be a stream of which the signature does not say so.
    pub(crate) fn possible_stream(&self) -> Option<&Type> {
        let returned = self.success_type()?;
        (!self.is_success_certain() || may_be_stream(returned)).then_some(returned)
    }

    /// How `error_type` is to be asked about the function's own error, and about those of the items.
    pub(crate) fn error_classes(&self, stream: &StreamForm) -> (ErrorClass, ErrorClass) {
        let own = self.value_type().map_or(Shown::None, error_of_value);
        let of_item = stream.item.as_ref().map_or(Shown::Unknown, error_of_item);
        match (own, of_item) {
            (Shown::None, _) => (ErrorClass::Default, ErrorClass::Given),
            (Shown::Error(own), Shown::Error(of_item)) if own == of_item => {
                (ErrorClass::Given, ErrorClass::Given)
            }
            _ => (ErrorClass::GivenIfItFits, ErrorClass::GivenIfItFits),
        }
    }
}

/// The first argument of an alias that is likely to give it, where that may be a stream: of one that is called like a
/// `Result`, or of any where the annotation says that there is a stream.
fn inside_alias(returned: &Type, argument: StreamArg) -> Option<&Type> {
    let Type::Path(path) = returned else {
        return None;
    };
    let name = path.path.segments.last()?.ident.to_string();
    let is_called_so = name.ends_with("Result") && name != "Result";
    let is_said = matches!(argument, StreamArg::Stream(_)) && shown_stream(returned).is_none();
    let may_show = |inside: &&Type| opaque(inside).is_some() || shown_stream(inside).is_some();
    let inside = (is_called_so || is_said).then(|| inside(returned, &[&name]))?;
    inside.filter(may_show)
}

/// The stream that a type shows itself to be.
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
    let is_shown = bounds.iter().any(|bound| is_stream(bound));
    is_shown.then(|| StreamForm {
        is_boxed,
        is_aliased: false,
        span,
        item: bounds.iter().find_map(|bound| item(bound)),
    })
}

/// Types by whose names everybody knows that they are no streams, besides those of the language.
const PLAIN: [&str; 6] = ["String", "str", "Vec", "Value", "Usage", "HashMap"];

/// Whether a type of this name may hide a stream.
fn may_be_stream(returned: &Type) -> bool {
    match returned {
        Type::Path(path) => {
            let last = path.path.segments.last();
            let mut plain = PLAIN.iter().chain(&PRIMITIVE);
            last.is_none_or(|last| plain.all(|plain| last.ident != plain))
        }
        // A type that is not known yet, as that of a returned closure may be, would be taken for a stream.
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

/// The error of a `Result`, as far as it is written there.
enum Shown {
    /// There is none.
    None,
    Error(String),
    Unknown,
}

fn error_of_value(value: &Type) -> Shown {
    let is_plain = opaque(value).is_some()
        || boxed(value).is_some()
        || inside(value, &["Option", "BoxStream", "LocalBoxStream"]).is_some();
    if is_plain {
        return Shown::None;
    }
    error_of_item(value)
}

fn error_of_item(item: &Type) -> Shown {
    match arguments(item, &["Result"]).as_deref() {
        Some([_, error]) => Shown::Error(error.to_token_stream().to_string()),
        _ => Shown::Unknown,
    }
}

fn is_stream(bound: &TypeParamBound) -> bool {
    TRAITS.iter().any(|name| bound_on(bound, name).is_some())
}

/// What the items are that a bound speaks of.
fn item(bound: &TypeParamBound) -> Option<Type> {
    let given = |name| associated(bound, name, "Item").cloned();
    TRAITS.into_iter().find_map(given).or_else(|| {
        let ok = associated(bound, "TryStream", "Ok")?;
        let error = associated(bound, "TryStream", "Error")?;
        Some(syn::parse_quote!(::core::result::Result<#ok, #error>))
    })
}
