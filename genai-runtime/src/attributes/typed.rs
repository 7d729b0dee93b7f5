//! Values for typed attribute keys.

use genai_semconv::AttributeKey;
use opentelemetry::Value;

use super::AttributeValue;
use super::value::string_array;
use crate::report::Flag;
use crate::report::value::{Int64, Integer, Number, Text, Texts};

/// A value that an attribute of the type `K` can take: texts for `str`, integers of any width for `i64`,
/// any number for `f64`, and so on, each also behind `Option` or a reference.
#[diagnostic::on_unimplemented(
    message = "this attribute takes a value of type `{K}`, found `{Self}`",
    label = "expected a value for `{K}`, found `{Self}`"
)]
pub trait ValueFor<K: ?Sized> {
    /// Returns the value in OpenTelemetry's type; `None` leaves the attribute out.
    fn value_for(&self) -> Option<Value>;

    /// Whether the value does not fit OpenTelemetry's type and was replaced by the nearest one that does.
    fn is_saturated(&self) -> bool {
        false
    }
}

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

/// A target of attributes: the start or the end of an operation, or a list.
pub trait AttributeTarget {
    /// Takes an attribute, unless its value is `None`; `is_saturated` if the value was replaced by the nearest one.
    fn keep(&mut self, key: &'static str, value: Option<Value>, is_saturated: bool);
}

/// Sets an attribute of the conventions.
pub fn set<K: ?Sized>(
    target: &mut impl AttributeTarget,
    key: AttributeKey<K>,
    value: &(impl ValueFor<K> + ?Sized),
) {
    target.keep(key.as_str(), value.value_for(), value.is_saturated());
}

/// Sets an attribute of the user's own.
pub fn set_own(
    target: &mut impl AttributeTarget,
    key: &'static str,
    value: &(impl AttributeValue + ?Sized),
) {
    target.keep(key, value.attribute_value(), value.is_saturated());
}

/// [`set`] once per key of the conventions, so that the compiler's error names the key of a value that does not fit.
pub mod takes {
    use super::{AttributeKey, AttributeTarget, ValueFor, set};

    macro_rules! takes {
        ($($(#[$diagnostic:meta])* $key:ident: $value:ty;)*) => {
            $(
                #[doc = concat!("Sets `", stringify!($key), "`, under the key as it was written.")]
                pub fn $key(
                    target: &mut impl AttributeTarget,
                    key: &'static str,
                    value: &(impl bounds::$key + ?Sized),
                ) {
                    set(target, AttributeKey::<$value>::new(key), value);
                }
            )*

            #[allow(non_camel_case_types, reason = "each is called like its key")]
            mod bounds {
                use super::ValueFor;

                $(
                    $(#[$diagnostic])*
                    pub trait $key: ValueFor<$value> {}

                    #[diagnostic::do_not_recommend]
                    impl<T: ValueFor<$value> + ?Sized> $key for T {}
                )*
            }
        };
    }
    genai_semconv::__typed_values!(takes);
}
