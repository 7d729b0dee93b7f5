//! Values of attributes under the user's own keys.

use std::borrow::Cow;
use std::sync::Arc;

use opentelemetry::{Array, StringValue, Value};

use crate::report::value::{Int64, Integer, Number};

/// A value that an attribute can hold: text, integer, float, boolean or a list of one of them, each
/// also behind `Option` or a reference.
///
/// `None` leaves the attribute out. An integer that does not fit an `i64` becomes the nearest one that does, and the
/// span carries `genai_runtime.value.saturated`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of an attribute",
    label = "expected a text, number, boolean or a list of one of them, found `{Self}`",
    note = "convert the value, for example with `.to_string()`"
)]
pub trait AttributeValue {
    /// Returns the value in OpenTelemetry's type.
    fn attribute_value(&self) -> Option<Value>;

    /// Whether the value does not fit OpenTelemetry's type and was replaced by the nearest one that does.
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

large_integers!(u64, u128, usize, i128);

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

impl<T> AttributeValue for Arc<[T]>
where
    [T]: AttributeValue,
{
    fn attribute_value(&self) -> Option<Value> {
        (**self).attribute_value()
    }

    fn is_saturated(&self) -> bool {
        (**self).is_saturated()
    }
}

through_pointers!(AttributeValue but for Arc<str>: attribute_value() -> Option<Value>, is_saturated() -> bool);

/// The value of a list of texts.
pub(crate) fn string_array(texts: Vec<String>) -> Value {
    Value::Array(Array::String(
        texts.into_iter().map(StringValue::from).collect(),
    ))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::sync::Arc;

    use opentelemetry::{Array, Value};

    use super::AttributeValue;

    fn value(value: impl AttributeValue) -> (Option<Value>, bool) {
        (value.attribute_value(), value.is_saturated())
    }

    #[test]
    fn pointers_are_what_they_point_to() {
        for seven in [
            value(7_u32),
            value(Box::new(7_u32)),
            value(Rc::new(7_u32)),
            value(Arc::new(7_u32)),
            value(Arc::new(Some(&7_u32))),
        ] {
            assert_eq!(seven, (Some(Value::I64(7)), false));
        }
        let text = || "text".to_owned();
        for text in [
            value(Arc::new(text())),
            value(Arc::<str>::from("text")),
            value(Rc::<str>::from("text")),
        ] {
            assert_eq!(text, (Some(Value::from("text")), false));
        }
        let list = Some(Value::Array(Array::I64(vec![1, i64::MAX])));
        assert_eq!(
            value(Arc::<[u64]>::from([1, u64::MAX])),
            (list.clone(), true)
        );
        assert_eq!(value(Arc::new(vec![1, u64::MAX])), (list, true));
    }

    #[test]
    fn large_integers_become_the_nearest_ones() {
        for (given, kept, is_saturated) in [
            (i128::MAX, i64::MAX, true),
            (i128::from(i64::MAX), i64::MAX, false),
            (-7, -7, false),
            (i128::from(i64::MIN), i64::MIN, false),
            (i128::MIN, i64::MIN, true),
        ] {
            assert_eq!(value(given), (Some(Value::I64(kept)), is_saturated));
            let list = Some(Value::Array(Array::I64(vec![kept])));
            assert_eq!(value([given]), (list, is_saturated));
        }
    }
}
