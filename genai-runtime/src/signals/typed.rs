//! Values for keys that know their type.

use std::rc::Rc;
use std::sync::Arc;

use opentelemetry::Value;

use super::attributes::string_array;
use crate::report::value::{Int64, Integer, Number, Text, Texts};

/// A value that an attribute of the type `K` can take: texts for `str`, integers of any width for `i64`,
/// any number for `f64`, and so on, each also behind `Option` or a reference.
#[diagnostic::on_unimplemented(
    message = "this attribute takes a value of type `{K}`, found `{Self}`",
    label = "expected a value for `{K}`, found `{Self}`"
)]
pub trait ValueFor<K: ?Sized> {
    /// Returns the value as OpenTelemetry knows it; `None` leaves the attribute out.
    fn value_for(&self) -> Option<Value>;

    /// Whether the value is not the one that was given, because it is beyond what OpenTelemetry can hold.
    fn is_saturated(&self) -> bool {
        false
    }
}

/// A truth value, or none: `bool`, also behind `Option` or a reference.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a boolean",
    label = "expected a boolean, found `{Self}`",
    note = "expected `bool`, also behind `Option` or a reference"
)]
pub trait Flag {
    /// Returns the truth value.
    fn flag(&self) -> Option<bool>;
}

impl Flag for bool {
    fn flag(&self) -> Option<bool> {
        Some(*self)
    }
}

impl<T: Flag> Flag for Option<T> {
    fn flag(&self) -> Option<bool> {
        self.as_ref().and_then(Flag::flag)
    }
}

macro_rules! through_pointers {
    ($($pointer:ty),*) => {$(
        impl<T: Flag + ?Sized> Flag for $pointer {
            fn flag(&self) -> Option<bool> {
                (**self).flag()
            }
        }
    )*};
}

through_pointers!(&T, &mut T, Box<T>, Arc<T>, Rc<T>);

impl<T: Text + ?Sized> ValueFor<str> for T {
    fn value_for(&self) -> Option<Value> {
        self.text().map(|text| Value::from(text.into_owned()))
    }
}

impl<T: Integer + ?Sized> ValueFor<i64> for T {
    fn value_for(&self) -> Option<Value> {
        self.integer().map(|integer| Value::I64(integer.value()))
    }

    fn is_saturated(&self) -> bool {
        self.integer().is_some_and(Int64::is_saturated)
    }
}

impl<T: Number + ?Sized> ValueFor<f64> for T {
    fn value_for(&self) -> Option<Value> {
        self.number().map(Value::F64)
    }
}

impl<T: Flag + ?Sized> ValueFor<bool> for T {
    fn value_for(&self) -> Option<Value> {
        self.flag().map(Value::Bool)
    }
}

impl<T: Texts + ?Sized> ValueFor<[&'static str]> for T {
    fn value_for(&self) -> Option<Value> {
        self.texts().map(string_array)
    }
}
