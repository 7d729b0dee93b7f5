//! The errors of a returned value and of a stream's items, as the signature shows them: also those of a `Result` inside
//! of a `Result` or an `Option`.

#[cfg(test)]
mod tests;

use std::iter;

use quote::ToTokens;
use syn::Type;

use crate::form::of_success;
use crate::function::Function;
use crate::stream::StreamForm;
use crate::types::{arguments, boxed, ends_in, inside, opaque};

/// Which errors are passed to the `error_type` of an annotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ErrorClass {
    /// None: they name their class themselves.
    Default,
    /// All.
    Given,
    /// Those whose type it accepts.
    GivenIfItFits,
}

/// Which errors of a value are passed to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ErrorClasses {
    /// Of the value itself.
    pub(crate) outer: ErrorClass,
    /// Of each `Result` inside of it.
    pub(crate) nested: ErrorClass,
}

impl Function {
    /// Which errors of the returned value are passed to `error_type`, if no stream is returned.
    pub(crate) fn error_classes(&self) -> ErrorClasses {
        let nested = self
            .value_type()
            .map(WrittenErrors::of_value)
            .filter(|errors| !errors.nested.is_empty());
        match nested {
            Some(errors) if self.is_success_certain() => errors.classes(class_of_all(&[&errors])),
            Some(_) => ErrorClasses {
                outer: ErrorClass::GivenIfItFits,
                nested: ErrorClass::GivenIfItFits,
            },
            None => ErrorClasses {
                outer: ErrorClass::Given,
                nested: ErrorClass::Given,
            },
        }
    }

    /// Which errors are passed to `error_type`: of the function itself, and of the stream's items.
    pub(crate) fn error_classes_of_stream(
        &self,
        stream: &StreamForm,
    ) -> (ErrorClasses, ErrorClasses) {
        let own = self.value_type().map_or(
            WrittenErrors::only(WrittenError::None),
            WrittenErrors::of_value,
        );
        let of_item = stream.item.as_ref().map_or(
            WrittenErrors::only(WrittenError::Unknown),
            WrittenErrors::of_item,
        );
        let class = class_of_all(&[&own, &of_item]);
        (own.classes(class), of_item.classes(class))
    }
}

/// The types that a value holds one inside of the other, each as the success of the one around it, down to the
/// innermost `Result`; empty if there is no `Result` inside.
pub(crate) fn down_to_results(value: &Type) -> Vec<&Type> {
    let inwards = iter::successors(of_success(value), |layer| of_success(layer));
    let mut layers: Vec<_> = inwards.collect();
    let results = layers.iter().rposition(|layer| is_result(layer));
    layers.truncate(results.map_or(0, |innermost| innermost + 1));
    layers
}

/// Whether a type is a `Result`, judged by its name.
pub(crate) fn is_result(written: &Type) -> bool {
    ends_in(written, "Result")
}

/// The errors of a type, as written.
struct WrittenErrors {
    outer: WrittenError,
    nested: Vec<WrittenError>,
}

/// The error of a `Result`, as written.
enum WrittenError {
    /// Not a `Result`.
    None,
    Error(String),
    Unknown,
}

impl WrittenErrors {
    const fn only(outer: WrittenError) -> Self {
        Self {
            outer,
            nested: Vec::new(),
        }
    }

    fn of_value(value: &Type) -> Self {
        let is_plain = opaque(value).is_some()
            || boxed(value).is_some()
            || inside(value, &["Option", "BoxStream", "LocalBoxStream"]).is_some();
        let outer = if is_plain {
            WrittenError::None
        } else {
            WrittenError::of(value)
        };
        Self {
            outer,
            nested: nested(value),
        }
    }

    fn of_item(item: &Type) -> Self {
        let nested = nested(item);
        let outer = if nested.is_empty() || is_result(item) {
            WrittenError::of(item)
        } else {
            WrittenError::None
        };
        Self { outer, nested }
    }

    const fn classes(&self, class: ErrorClass) -> ErrorClasses {
        let outer = match self.outer {
            WrittenError::None => ErrorClass::Default,
            WrittenError::Error(_) | WrittenError::Unknown => class,
        };
        ErrorClasses {
            outer,
            nested: class,
        }
    }
}

impl WrittenError {
    fn of(value: &Type) -> Self {
        match arguments(value, &["Result"]).as_deref() {
            Some([_, error]) => Self::Error(error.to_token_stream().to_string()),
            _ => Self::Unknown,
        }
    }

    fn is_certainly(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Error(error), Self::Error(other)) if error == other)
    }
}

fn nested(value: &Type) -> Vec<WrittenError> {
    let layers = down_to_results(value).into_iter();
    layers
        .filter(|layer| is_result(layer))
        .map(WrittenError::of)
        .collect()
}

/// Errors of one type must be accepted; of several types, any may be the one that is meant.
fn class_of_all(errors: &[&WrittenErrors]) -> ErrorClass {
    let mut all = errors
        .iter()
        .flat_map(|errors| iter::once(&errors.outer).chain(&errors.nested))
        .filter(|error| !matches!(error, WrittenError::None));
    match all.next() {
        Some(first) if !all.all(|other| first.is_certainly(other)) => ErrorClass::GivenIfItFits,
        _ => ErrorClass::Given,
    }
}
