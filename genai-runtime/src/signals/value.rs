//! Values of attributes that users name themselves.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use opentelemetry::{Array, StringValue, Value};

use crate::report::value::{Int64, Integer, Number};

/// A value that an attribute can hold: text, integer, float, boolean or a list of one of them, each
/// also behind `Option` or a reference.
///
/// `None` leaves the attribute out. An integer that does not fit 64 bits with a sign becomes the
/// nearest one that does, and the span carries `genai_runtime.value.saturated`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of an attribute",
    label = "expected a text, number, boolean or a list of one of them, found `{Self}`",
    note = "convert the value, for example with `.to_string()`"
)]
pub trait AttributeValue {
    /// Returns the value as OpenTelemetry knows it.
    fn attribute_value(&self) -> Option<Value>;

    /// Whether OpenTelemetry cannot hold the given value, so that the nearest one takes its place.
    fn is_saturated(&self) -> bool {
        false
    }
}

macro_rules! attribute_value {
    ($($type:ty => |$value:ident| $convert:expr, $array:ident;)*) => {$(
        impl AttributeValue for $type {
            fn attribute_value(&self) -> Option<Value> {
                let $value = self;
                Some(Value::from($convert))
            }
        }

        impl AttributeValue for [$type] {
            fn attribute_value(&self) -> Option<Value> {
                let values = self.iter().map(|$value| $convert.into()).collect();
                Some(Value::Array(Array::$array(values)))
            }
        }
    )*};
}

attribute_value! {
    bool => |value| *value, Bool;
    f64 => |value| *value, F64;
    f32 => |value| value.number().unwrap_or_default(), F64;
    u8 => |value| i64::from(*value), I64;
    u16 => |value| i64::from(*value), I64;
    u32 => |value| i64::from(*value), I64;
    i8 => |value| i64::from(*value), I64;
    i16 => |value| i64::from(*value), I64;
    i32 => |value| i64::from(*value), I64;
    i64 => |value| *value, I64;
    isize => |value| i64::try_from(*value).unwrap_or(i64::MIN), I64;
    String => |value| StringValue::from(value.clone()), String;
    Arc<str> => |value| StringValue::from(value.clone()), String;
    Cow<'_, str> => |value| StringValue::from(value.clone().into_owned()), String;
}

macro_rules! large_integers {
    ($($type:ty),*) => {$(
        impl AttributeValue for $type {
            fn attribute_value(&self) -> Option<Value> {
                self.integer().map(|integer| Value::I64(integer.value()))
            }

            fn is_saturated(&self) -> bool {
                self.integer().is_some_and(Int64::is_saturated)
            }
        }

        impl AttributeValue for [$type] {
            fn attribute_value(&self) -> Option<Value> {
                let values = self.iter().filter_map(Integer::integer);
                Some(Value::Array(Array::I64(values.map(Int64::value).collect())))
            }

            fn is_saturated(&self) -> bool {
                self.iter().any(AttributeValue::is_saturated)
            }
        }
    )*};
}

large_integers!(u64, u128, usize);

impl AttributeValue for [&str] {
    fn attribute_value(&self) -> Option<Value> {
        let values = self
            .iter()
            .map(|value| StringValue::from((*value).to_owned()))
            .collect();
        Some(Value::Array(Array::String(values)))
    }
}

impl AttributeValue for str {
    fn attribute_value(&self) -> Option<Value> {
        Some(Value::from(self.to_owned()))
    }
}

impl AttributeValue for char {
    fn attribute_value(&self) -> Option<Value> {
        Some(Value::from(self.to_string()))
    }
}

impl<T: AttributeValue> AttributeValue for Option<T> {
    fn attribute_value(&self) -> Option<Value> {
        self.as_ref().and_then(AttributeValue::attribute_value)
    }

    fn is_saturated(&self) -> bool {
        self.as_ref().is_some_and(AttributeValue::is_saturated)
    }
}

impl<T> AttributeValue for Vec<T>
where
    [T]: AttributeValue,
{
    fn attribute_value(&self) -> Option<Value> {
        self.as_slice().attribute_value()
    }

    fn is_saturated(&self) -> bool {
        self.as_slice().is_saturated()
    }
}

impl<T, const N: usize> AttributeValue for [T; N]
where
    [T]: AttributeValue,
{
    fn attribute_value(&self) -> Option<Value> {
        self.as_slice().attribute_value()
    }

    fn is_saturated(&self) -> bool {
        self.as_slice().is_saturated()
    }
}

macro_rules! through_pointers {
    ($($pointer:ty),*) => {$(
        impl<T: AttributeValue + ?Sized> AttributeValue for $pointer {
            fn attribute_value(&self) -> Option<Value> {
                (**self).attribute_value()
            }

            fn is_saturated(&self) -> bool {
                (**self).is_saturated()
            }
        }
    )*};
}

through_pointers!(&T, &mut T, Box<T>, Rc<T>);
