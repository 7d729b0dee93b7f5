//! Sensitive values as attributes.

use opentelemetry::Value;

use super::AttributeValue;
use crate::content::redact::Sensitive;

/// Never the value itself, but what its constructor records in its place, of the value as text.
#[diagnostic::do_not_recommend]
impl<T: AttributeValue> AttributeValue for Sensitive<T> {
    fn attribute_value(&self) -> Option<Value> {
        let value = self.expose().attribute_value()?;
        Some(Value::from(self.recorded(&value.as_str())))
    }
}
