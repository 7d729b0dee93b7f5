//! Sensitive values as attributes.

use opentelemetry::Value;

use super::AttributeValue;
use crate::content::redact::Sensitive;

/// Records the replacement that the constructor chose, never the value itself.
#[diagnostic::do_not_recommend]
impl<T: AttributeValue> AttributeValue for Sensitive<T> {
    fn attribute_value(&self) -> Option<Value> {
        let value = self.expose().attribute_value()?;
        Some(Value::from(self.recorded(&value.as_str())))
    }
}
