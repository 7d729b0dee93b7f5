//! JSON values as arguments of the sinks: a value of the wrong type is `None`.

use serde_json::Value;

use crate::report::Flag;
use crate::report::value::{Int64, Integer, Number, Texts};

/// A JSON number; `None` for any other value.
impl Number for Value {
    fn number(&self) -> Option<f64> {
        self.as_f64()
    }
}

/// A whole JSON number; `None` for any other value.
impl Integer for Value {
    fn integer(&self) -> Option<Int64> {
        match self.as_i64() {
            Some(integer) => integer.integer(),
            None => super::super::whole(self).or(self.as_u64())?.integer(),
        }
    }
}

/// A JSON string, or the strings of an array; `None` for any other value.
impl Texts for Value {
    fn texts(&self) -> Option<Vec<String>> {
        match self {
            Self::String(text) => Some(vec![text.clone()]),
            Self::Array(texts) => {
                let texts = texts.iter().filter_map(Self::as_str);
                Some(texts.map(str::to_owned).collect())
            }
            _ => None,
        }
    }
}

/// `true` or `false`; `None` for any other value.
impl Flag for Value {
    fn flag(&self) -> Option<bool> {
        self.as_bool()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Flag as _, Integer as _, Number as _, Texts as _};

    #[test]
    fn values_of_the_wrong_type_are_ignored() {
        assert_eq!(json!(0.5).number(), Some(0.5));
        assert_eq!(json!("0.5").number(), None);
        let integer = |value: serde_json::Value| value.integer().map(super::Int64::value);
        assert_eq!(integer(json!(-1)), Some(-1));
        assert_eq!(integer(json!(7.0)), Some(7));
        assert_eq!(integer(json!(u64::MAX)), Some(i64::MAX));
        for other in [json!(7.5), json!(-7.0), json!("7"), json!(null)] {
            assert_eq!(integer(other), None);
        }
        assert_eq!(json!("END").texts().unwrap(), ["END"]);
        assert_eq!(json!(["a", 1, "b"]).texts().unwrap(), ["a", "b"]);
        assert_eq!(json!(null).texts(), None);
        assert_eq!(json!(true).flag(), Some(true));
        assert_eq!(json!("true").flag(), None);
    }
}
